/**
 * Service principals: `/servicePrincipals`.
 * @see https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { directoryObject } from "./directory-objects";
import type { GraphCall, GraphContext } from "./graph-context";
import { noBackingApplication, notFound, servicePrincipalExists, valueRequired } from "./graph-errors";
import { type ServicePrincipal, servicePrincipalChange } from "./model";
import { type Entity, page, single } from "./odata";
import { ownerRoutes, referencedId } from "./owners";
import { parseProperties, readBody } from "./parse";
import {
  addServicePrincipal,
  applicationByClientId,
  exposedRoles,
  exposedScopes,
  ownIdentity,
  removeServicePrincipal,
  servicePrincipalByClientId,
  type Tenant,
} from "./state";

const set = "servicePrincipals";
const resource = "ServicePrincipal";

const creation = servicePrincipalChange.extend({ appId: z.guid().optional() });

/** The operations on service principals themselves. */
export const servicePrincipalRoutes: readonly Route<GraphContext>[] = [
  { method: "get", path: "/servicePrincipals", handle: list },
  { method: "post", path: "/servicePrincipals", handle: create },
  { method: "get", path: "/servicePrincipals/:id", handle: read },
  { method: "patch", path: "/servicePrincipals/:id", handle: update },
  { method: "delete", path: "/servicePrincipals/:id", handle: remove },
  ...ownerRoutes(set, (tenant, id) => tenant.servicePrincipals.get(id)),
];

/** The service principal that a path names. */
export function findServicePrincipal(call: GraphCall, name = "id"): ServicePrincipal {
  const id = param(call, name);
  const principal = call.context.tenant.servicePrincipals.get(id.toLowerCase());
  if (principal === undefined) {
    throw notFound(id);
  }
  return principal;
}

/** The display name of a service principal is that of its application. */
export function displayNameOf(tenant: Tenant, principal: ServicePrincipal): string {
  return applicationByClientId(tenant, principal.appId)?.properties.displayName ?? principal.own.displayName;
}

function list({ context: { tenant }, query, url }: GraphCall): Reply {
  const entities = [...tenant.servicePrincipals.values()].map((principal) => entity(tenant, principal));
  const [like = {}] = entities;
  return { status: 200, body: page(entities, like, { query, url, type: "servicePrincipal", set }) };
}

function read(call: GraphCall): Reply {
  return { status: 200, body: single(set, entity(call.context.tenant, findServicePrincipal(call)), call.query) };
}

function create({ context, body, query }: GraphCall): Reply {
  const { tenant, caller, directory } = context;
  const { properties, annotations } = readBody(body);
  const { appId, ...change } = parseProperties(creation, properties, resource);
  if (appId === undefined) {
    throw valueRequired("appId", resource);
  }
  const application = applicationByClientId(tenant, appId);
  if (application === undefined) {
    throw noBackingApplication(appId);
  }
  if (servicePrincipalByClientId(tenant, appId) !== undefined) {
    throw servicePrincipalExists(appId);
  }
  const owners = boundOwners(context, annotations["owners@odata.bind"]);
  const { displayName } = application.properties;
  const principal = addServicePrincipal(
    tenant,
    randomUUID(),
    application.appId,
    ownIdentity(tenant.tenantId, application.appId, displayName),
  );
  principal.properties = { ...principal.properties, ...change };
  for (const owner of [caller.objectId, ...owners]) {
    principal.owners.add(owner);
  }
  directory.add(tenant.tenantId, {
    id: principal.id,
    type: "ServicePrincipal",
    displayName,
    clientId: principal.appId,
  });
  return { status: 201, body: single(set, entity(tenant, principal), query) };
}

function update(call: GraphCall): Reply {
  const principal = findServicePrincipal(call);
  const change = parseProperties(servicePrincipalChange, readBody(call.body).properties, resource);
  principal.properties = { ...principal.properties, ...change };
  return { status: 204 };
}

function remove(call: GraphCall): Reply {
  const { tenant, directory } = call.context;
  const { id } = findServicePrincipal(call);
  removeServicePrincipal(tenant, id);
  directory.remove(tenant.tenantId, id);
  return { status: 204 };
}

function boundOwners(context: GraphContext, bound: unknown): readonly string[] {
  const ids = (Array.isArray(bound) ? bound : []).map(referencedId);
  for (const id of ids) {
    if (directoryObject(context, id) === undefined) {
      throw notFound(id);
    }
  }
  return ids;
}

function entity(tenant: Tenant, principal: ServicePrincipal): Entity {
  const { id, appId, createdDateTime, own, properties } = principal;
  const application = applicationByClientId(tenant, appId)?.properties;
  return {
    id,
    appId,
    createdDateTime,
    deletedDateTime: null,
    appDisplayName: displayNameOf(tenant, principal),
    displayName: displayNameOf(tenant, principal),
    appOwnerOrganizationId: own.appOwnerOrganizationId,
    homepage: application?.web.homePageUrl ?? null,
    logoutUrl: application?.web.logoutUrl ?? null,
    replyUrls: application?.web.redirectUris ?? [],
    servicePrincipalNames:
      application === undefined ? own.servicePrincipalNames : [appId, ...application.identifierUris],
    servicePrincipalType: "Application",
    signInAudience: application?.signInAudience ?? "AzureADMultipleOrgs",
    appRoles: exposedRoles(tenant, principal),
    oauth2PermissionScopes: exposedScopes(tenant, principal),
    keyCredentials: [],
    passwordCredentials: [],
    ...properties,
  };
}
