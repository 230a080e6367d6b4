import { textAttribute } from "../attributes";
import type { ApiClients } from "../api-clients";
import type { Attributes, ManagedResourceType, WriteOnly } from "../resource-type";
import { mergeBodies } from "./bodies";
import { checking, noTarget, reading, updating } from "./errors";
import { planOutput } from "./plan";
import { reach } from "./resource";
import { commonDefaults, updateResourceSchema } from "./schema";
import { bodyToSend, rememberSensitiveBody } from "./sensitive-body";
import { readState, writtenState } from "./state";

/**
 * `azapi_update_resource`: lays a body over a resource that exists. Its deletion leaves everything as it is.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/update_resource
 */
export const updateResource: ManagedResourceType = {
  kind: "resource",
  type: "azapi_update_resource",
  schema: updateResourceSchema,
  replacedBy: ["name", "parent_id", "resource_id"],
  defaults: commonDefaults,
  plan: (change) => planOutput(change),
  remember: rememberSensitiveBody,
  create: (api, planned, secrets) => layOver(api, planned, secrets, undefined),
  async read(api, state) {
    const { name, client } = reach(api, state);
    const found = await client.get(reading);
    return found && readState(state, name, found);
  },
  update: (api, planned, prior, secrets) => layOver(api, planned, secrets, prior),
  delete: () => Promise.resolve(),
};

async function layOver(
  api: ApiClients,
  planned: Attributes,
  secrets: WriteOnly,
  prior: Attributes | undefined,
): Promise<Attributes> {
  const { name, client } = reach(api, planned);
  const existing = await client.get(checking);
  if (existing === undefined) throw noTarget(name.id, name.apiVersion);
  await client.write(updating, mergeBodies(existing, bodyToSend(planned, secrets, prior)));
  const found = await client.get(reading);
  return {
    ...writtenState(planned, name, found ?? {}),
    name: name.name,
    parent_id: textAttribute(planned, "parent_id") ?? name.parentId,
    resource_id: name.id,
  };
}
