import { isObject, type JsonObject, type JsonValue } from "../../json";
import type { ApiClients } from "../api-clients";
import { toJson } from "../arm/json-values";
import { textAttribute } from "../attributes";
import { identityBody } from "../azurerm/identity";
import type { Attributes, ManagedResourceType, WriteOnly } from "../resource-type";
import { clientOf, type Client } from "./client";
import { checking, deleting, existsAlready, reading, writing } from "./errors";
import { planResource } from "./plan";
import { armResourceName, type ResourceName } from "./resource-name";
import { commonDefaults, resourceSchema } from "./schema";
import { bodyToSend, rememberSensitiveBody } from "./sensitive-body";
import { readState, writtenState } from "./state";

/**
 * `azapi_resource`: any resource of Resource Manager by its body.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource
 */
export const resource: ManagedResourceType = {
  kind: "resource",
  type: "azapi_resource",
  schema: resourceSchema,
  replacedBy: ["name", "parent_id"],
  defaults: { ...commonDefaults, ignore_null_property: false, schema_validation_enabled: true },
  plan: planResource,
  remember: rememberSensitiveBody,
  async create(api, planned, secrets) {
    const { name, client } = reach(api, planned);
    if ((await client.get(checking)) !== undefined) throw existsAlready("azapi_resource", name.id);
    return write(client, name, planned, requestBody(planned, secrets, undefined));
  },
  async read(api, state) {
    const { name, client } = reach(api, state);
    const found = await client.get(reading);
    return found && readState(state, name, found);
  },
  update(api, planned, prior, secrets) {
    const { name, client } = reach(api, planned);
    return write(client, name, planned, requestBody(planned, secrets, prior));
  },
  delete: (api, state) => reach(api, state).client.remove(deleting),
};

/** Name and client of a resource of Resource Manager. */
export function reach(
  api: ApiClients,
  attributes: Attributes,
): { readonly name: ResourceName; readonly client: Client } {
  const name = armResourceName(attributes);
  const place = { api: api.resourceManager, host: "management.azure.com", path: name.id };
  return { name, client: clientOf(api, place, name, attributes) };
}

async function write(client: Client, name: ResourceName, planned: Attributes, body: JsonValue): Promise<Attributes> {
  await client.write(writing, body);
  const found = await client.get(reading);
  return writtenState(planned, name, found ?? {});
}

/** The body with the arguments that stand beside it. */
function requestBody(planned: Attributes, secrets: WriteOnly, prior: Attributes | undefined): JsonValue {
  const body = bodyToSend(planned, secrets, prior);
  const beside: Record<string, JsonValue | undefined> = {};
  const location = textAttribute(planned, "location");
  if (location !== undefined) beside["location"] = location;
  if ((planned["tags"] ?? null) !== null) beside["tags"] = toJson(planned["tags"]);
  const all: JsonObject = { ...(isObject(body) ? body : {}), ...beside, ...identityBody(planned) };
  return all;
}
