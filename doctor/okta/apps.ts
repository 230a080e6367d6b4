/** OpenID Connect apps by their client ids, with the groups that are assigned to them. */
import { literalValue, type Values } from "../../checks/wiring/value";
import type { OktaApp } from "../../checks/wiring/wiring-identity";
import { listOf, reasonOf, type Unread } from "../reading/answered";
import type { AskedClient } from "../reading/client";
import type { Gaps } from "../reading/gaps";
import { at, textAt, type JsonObject } from "../reading/json";
import { Place, unknown, unknownValues } from "../reading/place";
import { permission, type OktaAccess } from "./access";
import { readScopes } from "./credentials";
import { observedBy } from "../reading/observed";
import type { OktaFound } from "./query";

const root = "/api/v1/apps";
const pageSize = 200;

/** What was read of the apps. */
export type Apps = Pick<OktaFound, "observations"> & { readonly apps: readonly OktaApp[] };

/** An app as the API gives it, by its client id. */
export interface FoundApp {
  readonly address: string;
  readonly document: JsonObject;
}

/**
 * The apps of some clients. The API finds apps by neither client id nor filter, so all are listed.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
export async function findApps(
  access: OktaAccess,
  clients: readonly AskedClient[],
): Promise<{ readonly apps: ReadonlyMap<string, FoundApp>; readonly unread?: Unread }> {
  if (clients.length === 0) return { apps: new Map() };
  const { items, unread } = listOf(await access.list(`${root}?limit=${pageSize}`, permission(readScopes.apps)));
  const wanted = new Set(clients.map(({ id }) => id));
  const apps = new Map<string, FoundApp>();
  for (const document of items) {
    const clientId = textAt(document, "credentials.oauthClient.client_id");
    const id = textAt(document, "id");
    if (clientId === undefined || id === undefined || !wanted.has(clientId)) continue;
    apps.set(clientId, { address: `${root}/${encodeURIComponent(id)}`, document });
  }
  return { apps, ...(unread && { unread }) };
}

/** Reads the app of each client; one that no app has is observed, one that cannot be read is unknown. */
export async function readApps(access: OktaAccess, clients: readonly AskedClient[], gaps: Gaps): Promise<Apps> {
  const { apps, unread } = await findApps(access, clients);
  const missing = clients.filter(({ id }) => !apps.has(id));
  const found = await Promise.all([...apps.values()].map((app) => readApp(access, app, gaps)));
  if (unread === undefined) {
    const observations = missing.map((client) =>
      observedBy("Okta", "okta-client-unknown", {
        client,
        seen: `No app of ${access.organization} has the client id ${JSON.stringify(client.id)}.`,
        at: root,
      }),
    );
    return { apps: found, observations };
  }
  if (missing.length > 0) gaps.add("the apps", unread);
  return { apps: [...found, ...missing.map((client) => hiddenApp(client, unread))], observations: [] };
}

async function readApp(access: OktaAccess, { address, document }: FoundApp, gaps: Gaps): Promise<OktaApp> {
  const app = new Place(address, document);
  const client = "settings.oauthClient";
  return {
    address,
    clientId: app.value("credentials.oauthClient.client_id"),
    label: app.value("label"),
    type: app.value(`${client}.application_type`),
    status: app.value("status"),
    grantTypes: app.values(`${client}.grant_types`),
    responseTypes: app.values(`${client}.response_types`),
    redirectUris: app.values(`${client}.redirect_uris`),
    tokenEndpointAuthMethod: app.value("credentials.oauthClient.token_endpoint_auth_method"),
    pkceRequired: app.value("credentials.oauthClient.pkce_required"),
    secret: unknown("the doctor reads no secrets", app.source("credentials.oauthClient.client_secret")),
    assignedGroups: await readAssignedGroups(access, app, document, gaps),
    managed: true,
    source: app.source(),
  };
}

async function readAssignedGroups(access: OktaAccess, app: Place, document: JsonObject, gaps: Gaps): Promise<Values> {
  // The app is for everybody, whoever is assigned.
  const implicit = "settings.implicitAssignment";
  if (at(document, implicit) === true) {
    return { items: [literalValue("EVERYONE", app.source(implicit))], source: app.source(implicit) };
  }
  const path = `${app.address}/groups`;
  const source = { address: path, path: "" };
  const answer = await access.list(`${path}?limit=${pageSize}`, permission(readScopes.apps));
  const { items, unread } = listOf(answer);
  if (unread !== undefined) gaps.add(`the assignments of ${app.address}`, unread);
  return {
    items: items.flatMap((item) => {
      const id = textAt(item, "id");
      return id === undefined ? [] : [literalValue(id, { address: `${path}/${encodeURIComponent(id)}`, path: "id" })];
    }),
    ...(unread && { incomplete: reasonOf(unread) }),
    source,
  };
}

function hiddenApp({ id }: AskedClient, unread: Unread): OktaApp {
  const source = { address: `${root}?client_id=${encodeURIComponent(id)}`, path: "" };
  const one = unknown(reasonOf(unread), source);
  const list = unknownValues(reasonOf(unread), source);
  return {
    address: source.address,
    clientId: literalValue(id, source),
    label: one,
    type: one,
    status: one,
    grantTypes: list,
    responseTypes: list,
    redirectUris: list,
    tokenEndpointAuthMethod: one,
    pkceRequired: one,
    secret: one,
    assignedGroups: list,
    managed: false,
    source,
  };
}
