/**
 * Delegated permissions granted to clients: `/oauth2PermissionGrants`.
 * @see https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant
 */
import { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import type { GraphCall, GraphContext } from "./graph-context";
import { grantExists, grantResourceNotFound, invalidValue, notFound, permissionNotFound } from "./graph-errors";
import type { PermissionGrant, ServicePrincipal } from "./model";
import { type Entity, page, single } from "./odata";
import { parseProperties, readBody } from "./parse";
import { findServicePrincipal } from "./service-principals";
import { exposedScopes, opaqueId, type Tenant } from "./state";

const set = "oauth2PermissionGrants";
const resource = "OAuth2PermissionGrant";

const creation = z.strictObject({
  clientId: z.guid(),
  consentType: z.enum(["AllPrincipals", "Principal"]),
  principalId: z.guid().nullable().default(null),
  resourceId: z.guid(),
  scope: z.string(),
  startTime: z.string().optional(),
  expiryTime: z.string().optional(),
});

/** Who was granted what for whom never changes; which scopes may. */
const change = z.strictObject({ scope: z.string() });

const like: Entity = { id: "", clientId: "", consentType: "", principalId: null, resourceId: "", scope: "" };

/** The operations on grants. */
export const permissionGrantRoutes: readonly Route<GraphContext>[] = [
  { method: "get", path: "/oauth2PermissionGrants", handle: (call) => list(call, () => true) },
  { method: "post", path: "/oauth2PermissionGrants", handle: create },
  {
    method: "get",
    path: "/oauth2PermissionGrants/:id",
    handle: (call) => ({ status: 200, body: single(set, { ...find(call) }, call.query) }),
  },
  { method: "patch", path: "/oauth2PermissionGrants/:id", handle: update },
  { method: "delete", path: "/oauth2PermissionGrants/:id", handle: remove },
  { method: "get", path: "/servicePrincipals/:id/oauth2PermissionGrants", handle: listOfClient },
];

function list({ context, query, url }: GraphCall, isWanted: (grant: PermissionGrant) => boolean): Reply {
  const entities = [...context.tenant.grants.values()].filter(isWanted).map((grant) => ({ ...grant }));
  return { status: 200, body: page(entities, like, { query, url, type: "oAuth2PermissionGrant", set }) };
}

function listOfClient(call: GraphCall): Reply {
  const { id } = findServicePrincipal(call);
  return list(call, ({ clientId }) => clientId === id);
}

function create({ context: { tenant }, body, query }: GraphCall): Reply {
  const asked = parseProperties(creation, readBody(body).properties, resource);
  const client = tenant.servicePrincipals.get(asked.clientId.toLowerCase());
  if (client === undefined) {
    throw notFound(asked.clientId);
  }
  const api = tenant.servicePrincipals.get(asked.resourceId.toLowerCase());
  if (api === undefined) {
    throw grantResourceNotFound();
  }
  const principalId = principalOf(tenant, asked.consentType, asked.principalId);
  const scope = checkedScope(tenant, api, asked.scope);
  for (const grant of tenant.grants.values()) {
    if (grant.clientId === client.id && grant.resourceId === api.id && grant.principalId === principalId) {
      throw grantExists();
    }
  }
  const grant: PermissionGrant = {
    id: opaqueId(),
    clientId: client.id,
    consentType: asked.consentType,
    principalId,
    resourceId: api.id,
    scope,
  };
  tenant.grants.set(grant.id, grant);
  return { status: 201, body: single(set, { ...grant }, query) };
}

function update(call: GraphCall): Reply {
  const { tenant } = call.context;
  const grant = find(call);
  const asked = parseProperties(change, readBody(call.body).properties, resource);
  const api = tenant.servicePrincipals.get(grant.resourceId);
  if (api === undefined) {
    throw grantResourceNotFound();
  }
  grant.scope = checkedScope(tenant, api, asked.scope);
  return { status: 204 };
}

function remove(call: GraphCall): Reply {
  call.context.tenant.grants.delete(find(call).id);
  return { status: 204 };
}

function find(call: GraphCall): PermissionGrant {
  const id = param(call, "id");
  const grant = call.context.tenant.grants.get(id);
  if (grant === undefined) {
    throw notFound(id);
  }
  return grant;
}

/** A grant is for everybody, or for one person who must be given. */
function principalOf(
  tenant: Tenant,
  consentType: PermissionGrant["consentType"],
  principalId: string | null,
): string | null {
  if ((consentType === "AllPrincipals") !== (principalId === null)) {
    throw invalidValue("principalId", resource);
  }
  const id = principalId?.toLowerCase() ?? null;
  if (id !== null && !tenant.users.has(id)) {
    throw notFound(id);
  }
  return id;
}

/** A scope that is granted must be exposed and enabled. */
function checkedScope(tenant: Tenant, api: ServicePrincipal, scope: string): string {
  const names = scope.split(" ").filter((name) => name !== "");
  const exposed = new Set(exposedScopes(tenant, api).flatMap(({ isEnabled, value }) => (isEnabled ? [value] : [])));
  if (names.some((name) => !exposed.has(name))) {
    throw permissionNotFound(api.appId);
  }
  return names.join(" ");
}
