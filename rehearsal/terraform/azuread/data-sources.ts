/** What azuread looks up. */
import { textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { booleanAttribute, textAttribute } from "../attributes";
import type { Attributes, DataSourceType } from "../resource-type";
import { couldNot, groupNotFound, groupsFound, oneOf, servicePrincipalsFound } from "./errors";
import { bodyOf, filtered, graph, quoted, scalar, succeeded, textsOf, valuesOf } from "./graph";
import { servicePrincipalAttributes } from "./service-principal";

/**
 * Who is signed in.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/data-sources/client_config
 */
export const clientConfig: DataSourceType = {
  kind: "data",
  type: "azuread_client_config",
  read: ({ signedIn: { tenantId, clientId, objectId } }) =>
    Promise.resolve({
      id: `${tenantId}-${clientId}-${objectId}`,
      tenant_id: tenantId,
      client_id: clientId,
      object_id: objectId,
    }),
};

/**
 * A group by name or id. Names are not unique: several groups of one name are an error.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/data-sources/group
 */
export const group: DataSourceType = {
  kind: "data",
  type: "azuread_group",
  async read(api, configuration) {
    const found = await findGroup(api, configuration);
    const objectId = textAt(found, "id") ?? "";
    const [members, owners] = await Promise.all([
      idsAt(api, `/groups/${objectId}/members`, "members", objectId),
      idsAt(api, `/groups/${objectId}/owners`, "owners", objectId),
    ]);
    return { ...groupAttributes(found), members, owners };
  },
};

/**
 * A service principal by client id, name or object id.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/data-sources/service_principal
 */
export const servicePrincipalData: DataSourceType = {
  kind: "data",
  type: "azuread_service_principal",
  async read(api, configuration) {
    const objectId = textAttribute(configuration, "object_id");
    if (objectId !== undefined) {
      const response = await graph(api, "GET", `/servicePrincipals/${objectId}`);
      if (response.status === 404) throw servicePrincipalsFound(0, `id eq '${objectId}'`);
      if (!succeeded(response)) {
        throw couldNot(`Retrieving service principal with object ID ${JSON.stringify(objectId)}`, response);
      }
      return servicePrincipalAttributes(bodyOf(response));
    }
    const filter = filterOfPrincipal(configuration);
    const response = await graph(api, "GET", filtered("servicePrincipals", filter));
    if (!succeeded(response))
      throw couldNot(`Listing service principals for filter ${JSON.stringify(filter)}`, response);
    const [found, ...more] = valuesOf(response);
    if (found === undefined || more.length > 0) throw servicePrincipalsFound(found === undefined ? 0 : 2, filter);
    return servicePrincipalAttributes(found);
  },
};

async function findGroup(api: ApiClients, configuration: Attributes): Promise<JsonObject> {
  const displayName = textAttribute(configuration, "display_name");
  const objectId = textAttribute(configuration, "object_id");
  if (displayName === undefined) {
    if (objectId === undefined) throw oneOf("display_name", "object_id");
    const response = await graph(api, "GET", `/groups/${objectId}`);
    if (response.status === 404) throw groupNotFound(objectId);
    if (!succeeded(response)) throw couldNot(`Retrieving group with object ID: ${JSON.stringify(objectId)}`, response);
    return bodyOf(response);
  }
  const clauses = [`displayName eq ${quoted(displayName)}`];
  for (const [attribute, property] of [
    ["mail_enabled", "mailEnabled"],
    ["security_enabled", "securityEnabled"],
  ] as const) {
    const wanted = booleanAttribute(configuration, attribute);
    if (wanted !== undefined) clauses.push(`${property} eq ${String(wanted)}`);
  }
  const filter = clauses.join(" and ");
  const response = await graph(api, "GET", filtered("groups", filter));
  if (!succeeded(response)) throw couldNot(`No group found matching specified filter (${filter})`, response);
  const [found, ...more] = valuesOf(response);
  if (found === undefined || more.length > 0) throw groupsFound(found === undefined ? 0 : 2, filter);
  return found;
}

async function idsAt(api: ApiClients, path: string, what: string, objectId: string): Promise<readonly string[]> {
  const response = await graph(api, "GET", path);
  if (!succeeded(response)) {
    throw couldNot(`Could not retrieve group ${what} for group with object ID: ${JSON.stringify(objectId)}`, response);
  }
  return valuesOf(response).flatMap((member) => textAt(member, "id") ?? []);
}

function filterOfPrincipal(configuration: Attributes): string {
  const clientId = textAttribute(configuration, "client_id");
  const displayName = textAttribute(configuration, "display_name");
  if (clientId !== undefined) return `appId eq ${quoted(clientId)}`;
  if (displayName !== undefined) return `displayName eq ${quoted(displayName)}`;
  throw oneOf("client_id", "display_name", "object_id");
}

function groupAttributes(found: JsonObject): Attributes {
  const objectId = textAt(found, "id") ?? "";
  return {
    id: `/groups/${objectId}`,
    object_id: objectId,
    assignable_to_role: scalar(found["isAssignableToRole"]) ?? false,
    auto_subscribe_new_members: false,
    behaviors: [],
    description: scalar(found["description"]) ?? "",
    display_name: scalar(found["displayName"]),
    dynamic_membership: [],
    external_senders_allowed: false,
    hide_from_address_lists: false,
    hide_from_outlook_clients: false,
    mail: scalar(found["mail"]) ?? "",
    mail_enabled: scalar(found["mailEnabled"]),
    mail_nickname: scalar(found["mailNickname"]),
    onpremises_sync_enabled: scalar(found["onPremisesSyncEnabled"]) ?? false,
    provisioning_options: [],
    proxy_addresses: textsOf(found["proxyAddresses"]),
    security_enabled: scalar(found["securityEnabled"]),
    types: textsOf(found["groupTypes"]),
    visibility: scalar(found["visibility"]) ?? "",
  };
}
