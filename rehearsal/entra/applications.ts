/**
 * App registrations: `/applications`.
 * @see https://learn.microsoft.com/graph/api/resources/application
 */
import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { Secret } from "../secret";
import { checkApplication } from "./application-rules";
import type { GraphCall, GraphContext } from "./graph-context";
import { endDateInvalid, notFound, passwordNotFound, valueRequired } from "./graph-errors";
import { type Application, type ApplicationChange, applicationChange, type PasswordCredential } from "./model";
import { type Entity, page, single } from "./odata";
import { ownerRoutes } from "./owners";
import { parseProperties, readBody } from "./parse";
import { removeServicePrincipal, servicePrincipalByClientId, type Tenant, timestamp } from "./state";

const set = "applications";
const resource = "Application";
const secretLength = 37;

const passwordRequest = z.strictObject({
  passwordCredential: z
    .strictObject({
      displayName: z.string().nullable().optional(),
      startDateTime: z.iso.datetime({ offset: true }).nullable().optional(),
      endDateTime: z.iso.datetime({ offset: true }).nullable().optional(),
    })
    .default({}),
});

const removalRequest = z.strictObject({ keyId: z.guid() });

/** The operations on app registrations. */
export const applicationRoutes: readonly Route<GraphContext>[] = [
  { method: "get", path: "/applications", handle: list },
  { method: "post", path: "/applications", handle: create },
  {
    method: "get",
    path: "/applications/:id",
    handle: (call) => ok(single(set, entity(call.context.tenant, find(call)), call.query)),
  },
  { method: "patch", path: "/applications/:id", handle: update },
  { method: "delete", path: "/applications/:id", handle: remove },
  { method: "post", path: "/applications/:id/addPassword", handle: addPassword },
  { method: "post", path: "/applications/:id/removePassword", handle: removePassword },
  ...ownerRoutes(set, (tenant, id) => tenant.applications.get(id)),
];

function list({ context: { tenant }, query, url }: GraphCall): Reply {
  const entities = [...tenant.applications.values()].map((application) => entity(tenant, application));
  const like = entity(tenant, newApplication(""));
  return ok(page(entities, like, { query, url, type: "application", set }));
}

function create({ context, body, query }: GraphCall): Reply {
  const change = parseProperties(applicationChange, readBody(body).properties, resource);
  if (change.displayName === undefined) {
    throw valueRequired("displayName", resource);
  }
  const application = newApplication(change.displayName);
  const properties = merged(application.properties, change);
  checkApplication(context.tenant, application, properties, context.identifierUriPolicy);
  application.properties = properties;
  application.owners.add(context.caller.objectId);
  context.tenant.applications.set(application.id, application);
  return { status: 201, body: single(set, entity(context.tenant, application), query) };
}

function update(call: GraphCall): Reply {
  const application = find(call);
  const change = parseProperties(applicationChange, readBody(call.body).properties, resource);
  const properties = merged(application.properties, change);
  checkApplication(call.context.tenant, application, properties, call.context.identifierUriPolicy);
  application.properties = properties;
  return { status: 204 };
}

/** The service principal goes with the application, and with it who may use it and what it may use. */
function remove(call: GraphCall): Reply {
  const { tenant, directory } = call.context;
  const application = find(call);
  tenant.applications.delete(application.id);
  const principal = servicePrincipalByClientId(tenant, application.appId);
  if (principal !== undefined) {
    removeServicePrincipal(tenant, principal.id);
    directory.remove(tenant.tenantId, principal.id);
  }
  return { status: 204 };
}

/** The only answer that ever holds the secret. */
function addPassword(call: GraphCall): Reply {
  const application = find(call);
  const { passwordCredential: asked } = parseProperties(passwordRequest, readBody(call.body).properties, resource);
  const start = new Date(asked.startDateTime ?? Date.now());
  const end = new Date(asked.endDateTime ?? twoYearsAfter(start));
  if (end <= start) {
    throw endDateInvalid();
  }
  const text = `${randomText(3)}8Q~${randomText(secretLength - 3)}`;
  const credential: PasswordCredential = {
    keyId: randomUUID(),
    displayName: asked.displayName ?? null,
    hint: text.slice(0, 3),
    startDateTime: timestamp(start),
    endDateTime: timestamp(end),
    secret: new Secret(text),
  };
  application.passwordCredentials = [...application.passwordCredentials, credential];
  return ok({
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.passwordCredential",
    ...passwordEntity(credential),
    secretText: text,
  });
}

function removePassword(call: GraphCall): Reply {
  const application = find(call);
  const { keyId } = parseProperties(removalRequest, readBody(call.body).properties, resource);
  const kept = application.passwordCredentials.filter((credential) => credential.keyId !== keyId.toLowerCase());
  if (kept.length === application.passwordCredentials.length) {
    throw passwordNotFound();
  }
  application.passwordCredentials = kept;
  return { status: 204 };
}

function find(call: GraphCall): Application {
  const id = param(call, "id");
  const application = call.context.tenant.applications.get(id.toLowerCase());
  if (application === undefined) {
    throw notFound(id);
  }
  return application;
}

function entity(tenant: Tenant, { id, appId, createdDateTime, properties, passwordCredentials }: Application): Entity {
  return {
    id,
    appId,
    createdDateTime,
    deletedDateTime: null,
    disabledByMicrosoftStatus: null,
    publisherDomain: tenant.initialDomain,
    keyCredentials: [],
    passwordCredentials: passwordCredentials.map(passwordEntity),
    ...properties,
  };
}

function passwordEntity({ keyId, displayName, hint, startDateTime, endDateTime }: PasswordCredential): Entity {
  return { customKeyIdentifier: null, displayName, endDateTime, hint, keyId, secretText: null, startDateTime };
}

/** Complex properties are merged by name, everything else is replaced. */
function merged(before: Application["properties"], change: ApplicationChange): Application["properties"] {
  const { api = {}, web = {}, spa = {}, publicClient = {}, info = {}, ...rest } = change;
  const { implicitGrantSettings = {}, ...webRest } = web;
  return {
    ...before,
    ...defined(rest),
    api: { ...before.api, ...defined(api) },
    web: {
      ...before.web,
      ...defined(webRest),
      implicitGrantSettings: { ...before.web.implicitGrantSettings, ...defined(implicitGrantSettings) },
    },
    spa: { ...before.spa, ...defined(spa) },
    publicClient: { ...before.publicClient, ...defined(publicClient) },
    info: { ...before.info, ...defined(info) },
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(partial: T): Defined<T> {
  return Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function newApplication(displayName: string): Application {
  return {
    id: randomUUID(),
    appId: randomUUID(),
    createdDateTime: timestamp(),
    owners: new Set(),
    passwordCredentials: [],
    properties: {
      displayName,
      description: null,
      notes: null,
      serviceManagementReference: null,
      groupMembershipClaims: null,
      signInAudience: "AzureADMyOrg",
      identifierUris: [],
      isFallbackPublicClient: null,
      tags: [],
      api: {
        requestedAccessTokenVersion: null,
        acceptMappedClaims: null,
        knownClientApplications: [],
        oauth2PermissionScopes: [],
        preAuthorizedApplications: [],
      },
      web: {
        homePageUrl: null,
        logoutUrl: null,
        redirectUris: [],
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      },
      spa: { redirectUris: [] },
      publicClient: { redirectUris: [] },
      info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
      appRoles: [],
      requiredResourceAccess: [],
    },
  };
}

function twoYearsAfter(start: Date): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end;
}

function randomText(length: number): string {
  return randomBytes(length).toString("base64url").slice(0, length);
}

function ok(body: Entity): Reply {
  return { status: 200, body };
}
