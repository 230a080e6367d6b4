import type { JsonValue } from "../../json";
import type { ApiClients, ApiRequest } from "../api-clients";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { clientOf, type Client } from "./client";
import { checking, deleting, existsAlready, reading, unknownDataPlane, writing } from "./errors";
import { planOutput, typeReplaces } from "./plan";
import { dataPlaneResourceName, type ResourceName } from "./resource-name";
import { commonDefaults, dataPlaneResourceSchema } from "./schema";
import { bodyToSend, rememberSensitiveBody } from "./sensitive-body";
import { readState, writtenState } from "./state";

/**
 * `azapi_data_plane_resource`, for agents of a Foundry project: created by a POST to the collection, changed by a POST to
 * the agent, which makes another version of it.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/data_plane_resource
 */
export const dataPlaneResource: ManagedResourceType = {
  kind: "resource",
  type: "azapi_data_plane_resource",
  schema: dataPlaneResourceSchema,
  replacedBy: ["name", "parent_id"],
  defaults: commonDefaults,
  plan(change) {
    const { planned, replacedBy } = planOutput(change);
    return { planned, replacedBy: [...replacedBy, ...typeReplaces(change)] };
  },
  remember: rememberSensitiveBody,
  async create(api, planned, secrets) {
    const agent = reach(api, planned);
    if ((await agent.client.get(checking)) !== undefined) {
      throw existsAlready("azapi_data_plane_resource", agent.name.id);
    }
    return write(agent, planned, bodyToSend(planned, secrets, undefined), agent.collectionPath);
  },
  async read(api, state) {
    const { name, client } = reach(api, state);
    const found = await client.get(reading);
    return found && readState(state, name, found);
  },
  update(api, planned, prior, secrets) {
    const agent = reach(api, planned);
    return write(agent, planned, bodyToSend(planned, secrets, prior), agent.path);
  },
  delete: (api, state) => reach(api, state).client.remove(deleting),
};

interface Agent {
  readonly name: ResourceName;
  readonly client: Client;
  readonly path: string;
  readonly collectionPath: string;
}

function reach(api: ApiClients, attributes: Attributes): Agent {
  const name = dataPlaneResourceName(attributes);
  if (name.resourceType.toLowerCase() !== "microsoft.foundry/agents") throw unknownDataPlane(name.resourceType);
  const [host = ""] = name.id.split("/", 1);
  const path = name.id.slice(host.length);
  const client = clientOf(api, { api: api.dataPlane(host), host, path }, name, attributes);
  return { name, client, path, collectionPath: path.slice(0, path.lastIndexOf("/")) };
}

async function write(agent: Agent, planned: Attributes, body: JsonValue, path: string): Promise<Attributes> {
  const request: Pick<ApiRequest, "method" | "path"> = { method: "POST", path };
  await agent.client.write(writing, body, request);
  const found = await agent.client.get(reading);
  return writtenState(planned, agent.name, found ?? {});
}
