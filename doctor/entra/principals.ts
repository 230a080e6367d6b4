/** Service principals: who is assigned to them, and what they are granted. */
import { booleanOf, literalValue } from "../../checks/wiring/value";
import type { EntraGrant, EntraServicePrincipal } from "../../checks/wiring/wiring-identity";
import { listOf, reasonOf, type Listed, type Unread } from "../reading/answered";
import type { Gaps } from "../reading/gaps";
import { textAt, type JsonObject } from "../reading/json";
import { Place, unknown, unknownValues } from "../reading/place";
import { graphPermissions, quoted, type GraphAccess } from "./access";
import { paths } from "./tenant-apps";

/** Client id of Microsoft Graph in every tenant. */
export const graphClientId = "00000003-0000-0000-c000-000000000000";

/** A service principal with the names of those who are assigned to it. */
export interface ReadPrincipal {
  readonly principal: EntraServicePrincipal;
  readonly names: ReadonlyMap<string, string>;
  /** Object ids of the service principals of APIs on which it is granted something. */
  readonly grantedOn: readonly string[];
  /** Every grant for everybody was read. */
  readonly grantsRead: boolean;
}

/** A service principal without those who may use it and what it may use, which matter for clients alone. */
export function principalAlone(document: JsonObject): EntraServicePrincipal {
  const principal = new Place(`${paths.principals}/${textAt(document, "id") ?? ""}`, document);
  return {
    address: principal.address,
    objectId: principal.value("id") ?? unknown("the answer holds nothing there", principal.source("id")),
    assignmentRequired: principal.value("appRoleAssignmentRequired"),
    assigned: [],
    grants: [],
    source: principal.source(),
  };
}

/**
 * The service principal of a client, told which service principals are Microsoft Graph's. Grants for single persons are left out: they
 * let nobody else in.
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto
 * @see https://learn.microsoft.com/graph/api/oauth2permissiongrant-list
 */
export async function readClientPrincipal(
  access: GraphAccess,
  document: JsonObject,
  ofGraph: (objectId: string) => Promise<boolean>,
  gaps: Gaps,
): Promise<ReadPrincipal> {
  const alone = principalAlone(document);
  const id = textAt(document, "id") ?? "";
  const [assigned, granted] = await Promise.all([
    access.list(`${alone.address}/appRoleAssignedTo?$top=999`, graphPermissions.applications),
    access.list(`${paths.grants}?$filter=${encodeURIComponent(forEverybody(id))}`, graphPermissions.grants),
  ]);
  const assignments = listOf(assigned);
  const grants = listOf(granted);
  if (assignments.unread) gaps.add(`who is assigned to ${alone.address}`, assignments.unread);
  if (grants.unread) gaps.add(`what ${alone.address} is granted`, grants.unread);
  const read = await Promise.all(grants.items.map((grant) => grantOf(grant, ofGraph)));
  return {
    principal: {
      ...alone,
      assigned: [...assignments.items.map((item) => assignmentOf(alone, item)), ...perhapsAssigned(alone, assignments)],
      grants: [...read, ...(grants.unread ? perhapsGranted(alone, grants.unread) : [])],
    },
    names: new Map(
      assignments.items.map((item) => [textAt(item, "principalId") ?? "", textAt(item, "principalDisplayName") ?? ""]),
    ),
    grantedOn: grants.items.flatMap((grant) => textAt(grant, "resourceId") ?? []),
    grantsRead: grants.unread === undefined,
  };
}

/** A service principal that could not be read. */
export function hiddenPrincipal(clientId: string, unread: Unread): EntraServicePrincipal {
  const source = { address: `${paths.principals}(appId='${encodeURIComponent(clientId)}')`, path: "" };
  const open = unknown(reasonOf(unread), source);
  const hidden = {
    address: source.address,
    objectId: open,
    assignmentRequired: open,
    assigned: [],
    grants: [],
    source,
  };
  return { ...hidden, grants: perhapsGranted(hidden, unread) };
}

function forEverybody(id: string): string {
  return `clientId eq ${quoted(id)} and consentType eq 'AllPrincipals'`;
}

function assignmentOf({ address }: EntraServicePrincipal, item: JsonObject): EntraServicePrincipal["assigned"][number] {
  const assignment = new Place(`${address}/appRoleAssignedTo/${textAt(item, "id") ?? ""}`, item);
  const source = assignment.source("principalId");
  return { principalId: assignment.value("principalId") ?? unknown("the answer holds nothing there", source), source };
}

/** Somebody may be assigned; where assignment is not demanded, nobody needs to be. */
function perhapsAssigned(
  { address, assignmentRequired }: EntraServicePrincipal,
  { items, unread }: Listed<JsonObject>,
): EntraServicePrincipal["assigned"] {
  if (!unread || items.length > 0 || booleanOf(assignmentRequired) === false) return [];
  const source = { address: `${address}/appRoleAssignedTo`, path: "" };
  return [{ principalId: unknown(reasonOf(unread), source), source }];
}

/** Anything may be granted, on any API and on Microsoft Graph. */
function perhapsGranted({ address }: EntraServicePrincipal, unread: Unread): readonly EntraGrant[] {
  const source = { address: `${address}/oauth2PermissionGrants`, path: "" };
  return [false, true].map((ofGraph) => ({
    address: source.address,
    resourceId: unknown(reasonOf(unread), source),
    ofGraph,
    scopes: unknownValues(reasonOf(unread), source),
    source,
  }));
}

async function grantOf(item: JsonObject, ofGraph: (objectId: string) => Promise<boolean>): Promise<EntraGrant> {
  const grant = new Place(`${paths.grants}/${textAt(item, "id") ?? ""}`, item);
  const source = grant.source("scope");
  const names = (textAt(item, "scope") ?? "").split(" ").filter((name) => name !== "");
  const resourceId = textAt(item, "resourceId");
  return {
    address: grant.address,
    resourceId: grant.value("resourceId") ?? unknown("the grant names no API", grant.source("resourceId")),
    ofGraph: resourceId !== undefined && (await ofGraph(resourceId)),
    scopes: { items: names.map((name) => literalValue(name, source)), source },
    source: grant.source(),
  };
}
