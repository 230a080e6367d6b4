/**
 * OpenID Connect apps: `/api/v1/apps`.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { Secret } from "../secret";
import { checkClient, checkClientId, checkLabel, checkSecret, needsSecret } from "./app-rules";
import { type App, appRequest } from "./model";
import { type OktaCall, type OktaContext, parseBody } from "./okta-context";
import { appActive, invalidField, notFound } from "./okta-errors";
import { pageOf } from "./paging";
import { identified, type Organization, touch } from "./state";

type AppRequest = z.output<typeof appRequest>;

const pageSize = 20;
const secretBytes = 48;

/** The operations on apps themselves. */
export const appRoutes: readonly Route<OktaContext>[] = [
  { method: "get", path: "/apps", handle: list },
  { method: "post", path: "/apps", handle: create },
  { method: "get", path: "/apps/:app", handle: (call) => ok(entity(call, findApp(call))) },
  { method: "put", path: "/apps/:app", handle: replace },
  { method: "delete", path: "/apps/:app", handle: remove },
  { method: "post", path: "/apps/:app/lifecycle/activate", handle: activate },
  { method: "post", path: "/apps/:app/lifecycle/deactivate", handle: deactivate },
  { method: "put", path: "/apps/:app/policies/:policy", handle: assignAccessPolicy },
  { method: "get", path: "/policies", handle: listAccessPolicies },
];

/** The app that a path names. */
export function findApp(call: OktaCall): App {
  const id = param(call, "app");
  const app = call.context.organization.apps.get(id);
  if (app === undefined) {
    throw notFound(id, "AppInstance");
  }
  return app;
}

/** `q` finds by the beginning of the label. */
function list(call: OktaCall): Reply {
  const wanted = call.query.get("q")?.toLowerCase() ?? "";
  const found = [...call.context.organization.apps.values()].filter(({ settings }) =>
    settings.label.toLowerCase().startsWith(wanted),
  );
  return pageOf(
    call,
    found.map((app) => entity(call, app)),
    pageSize,
  );
}

function create(call: OktaCall): Reply {
  const { organization } = call.context;
  const request = parseBody(appRequest, call.body);
  const identity = identified("0oa");
  const settings = checkedSettings(organization, request);
  const { client_id: presetId, client_secret: presetSecret } = request.credentials?.oauthClient ?? {};
  const clientId = presetId ?? identity.id;
  checkClientId(organization, clientId);
  const app: App = {
    ...identity,
    clientId,
    status: call.query.get("activate") === "false" ? "INACTIVE" : "ACTIVE",
    secret: secretFor(settings, presetSecret, undefined),
    settings,
    accessPolicyId: organization.accessPolicyId,
    groups: new Map(),
  };
  organization.apps.set(app.id, app);
  return ok(withSecret(call, app));
}

/** A full replacement; a secret that is left out stays. */
function replace(call: OktaCall): Reply {
  const app = findApp(call);
  const request = parseBody(appRequest, call.body);
  const settings = checkedSettings(call.context.organization, request, app.id);
  const { client_id: clientId, client_secret: secret } = request.credentials?.oauthClient ?? {};
  if (clientId !== undefined && clientId !== null && clientId !== app.clientId) {
    throw invalidField("client_id", "'client_id' cannot be changed");
  }
  app.secret = secretFor(settings, secret, app.secret);
  app.settings = settings;
  touch(app);
  return ok(withSecret(call, app));
}

function remove(call: OktaCall): Reply {
  const app = findApp(call);
  if (app.status === "ACTIVE") {
    throw appActive();
  }
  call.context.organization.apps.delete(app.id);
  return { status: 204 };
}

function activate(call: OktaCall): Reply {
  const app = findApp(call);
  checkLabel(call.context.organization, app.settings.label, app.id);
  app.status = "ACTIVE";
  touch(app);
  return ok({});
}

function deactivate(call: OktaCall): Reply {
  const app = findApp(call);
  app.status = "INACTIVE";
  touch(app);
  return ok({});
}

function assignAccessPolicy(call: OktaCall): Reply {
  const app = findApp(call);
  const id = param(call, "policy");
  if (id !== call.context.organization.accessPolicyId) {
    throw notFound(id, "Policy");
  }
  app.accessPolicyId = id;
  return { status: 204 };
}

/** The one authentication policy that every organization has. */
function listAccessPolicies(call: OktaCall): Reply {
  const { accessPolicyId } = call.context.organization;
  const type = call.query.get("type");
  const policy = { id: accessPolicyId, type, name: "Any two factors", status: "ACTIVE", priority: 1, system: true };
  return { status: 200, body: type === "ACCESS_POLICY" ? [policy] : [] };
}

function checkedSettings(organization: Organization, request: AppRequest, self?: string): App["settings"] {
  const { label, credentials, settings, accessibility, visibility, profile } = request;
  checkLabel(organization, label, self);
  checkClient(settings.oauthClient);
  const client = credentials?.oauthClient;
  const authMethod = client?.token_endpoint_auth_method ?? "client_secret_basic";
  return {
    label,
    tokenEndpointAuthMethod: authMethod,
    autoKeyRotation: client?.autoKeyRotation ?? true,
    pkceRequired: client?.pkce_required ?? authMethod === "none",
    client: settings.oauthClient,
    rest: {
      accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null, ...accessibility },
      visibility: {
        autoSubmitToolbar: visibility?.autoSubmitToolbar ?? false,
        hide: { iOS: visibility?.hide?.iOS ?? true, web: visibility?.hide?.web ?? true },
      },
      userNameTemplate: credentials?.userNameTemplate ?? { template: "${source.login}", type: "BUILT_IN" },
      implicitAssignment: settings.implicitAssignment ?? false,
      notes: { admin: settings.notes?.admin ?? null, enduser: settings.notes?.enduser ?? null },
      profile: profile ?? {},
    },
  };
}

function secretFor(
  settings: App["settings"],
  given: string | null | undefined,
  before: Secret | undefined,
): Secret | undefined {
  if (!needsSecret(settings.tokenEndpointAuthMethod)) {
    return undefined;
  }
  if (given === undefined || given === null) {
    return before ?? new Secret(randomBytes(secretBytes).toString("base64url"));
  }
  checkSecret(given);
  return new Secret(given);
}

/** The secret is shown when it is made or replaced, never when an app is read. */
function withSecret(call: OktaCall, app: App): Readonly<Record<string, unknown>> {
  return entity(call, app, app.secret === undefined ? {} : { client_secret: app.secret.reveal() });
}

function entity(
  call: OktaCall,
  app: App,
  secret: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const { id, clientId, status, settings, accessPolicyId, created, lastUpdated } = app;
  const { userNameTemplate, implicitAssignment, notes, ...rest } = settings.rest;
  const { host } = call.context.organization;
  return {
    id,
    name: "oidc_client",
    label: settings.label,
    status,
    created,
    lastUpdated,
    signOnMode: "OPENID_CONNECT",
    ...rest,
    credentials: {
      userNameTemplate,
      oauthClient: {
        client_id: clientId,
        ...secret,
        token_endpoint_auth_method: settings.tokenEndpointAuthMethod,
        autoKeyRotation: settings.autoKeyRotation,
        pkce_required: settings.pkceRequired,
      },
    },
    settings: { app: {}, notes, implicitAssignment, oauthClient: settings.client },
    _links: { accessPolicy: { href: `https://${host}/api/v1/policies/${accessPolicyId}` } },
  };
}

function ok(body: Readonly<Record<string, unknown>>): Reply {
  return { status: 200, body };
}
