import { objectAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { requiredText, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { existsAlready, requestFailed } from "./errors";
import { bodyOf, graph, objectIdOfApplication, succeeded, textsOf } from "./graph";
import { alone } from "./locks";

/** Where each type of redirect URI stands in an application. */
const properties: Readonly<Record<string, string>> = { Web: "web", SPA: "spa", PublicClient: "publicClient" };

/**
 * All redirect URIs of one type; a second resource of the same type is refused.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_redirect_uris
 */
export const applicationRedirectUris: ManagedResourceType = {
  kind: "resource",
  type: "azuread_application_redirect_uris",
  replacedBy: ["application_id", "type"],
  async create(api, planned) {
    const part = partOf(planned);
    await alone(part.objectId, async () => {
      const application = await find(api, part);
      if (urisOf(application, part).length > 0) {
        throw existsAlready("azuread_application_redirect_uris", part.id);
      }
      await write(api, part, "creating", textsAttribute(planned, "redirect_uris"));
    });
    return { id: part.id };
  },
  async read(api, state) {
    const part = partOf(state);
    const uris = urisOf(await find(api, part), part);
    return uris.length === 0 ? undefined : { id: part.id, redirect_uris: uris };
  },
  async update(api, planned) {
    const part = partOf(planned);
    await alone(part.objectId, () => write(api, part, "updating", textsAttribute(planned, "redirect_uris")));
    return {};
  },
  async delete(api, state) {
    const part = partOf(state);
    await alone(part.objectId, () => write(api, part, "deleting", []));
  },
};

interface RedirectUris {
  readonly objectId: string;
  readonly property: string;
  readonly id: string;
  readonly described: string;
}

function partOf(state: Attributes): RedirectUris {
  const objectId = objectIdOfApplication(requiredText(state, "application_id"));
  const type = requiredText(state, "type");
  return {
    objectId,
    property: properties[type] ?? "web",
    id: `/applications/${objectId}/redirectUris/${type}`,
    described: `Application Redirect URIs (Application ID: ${JSON.stringify(objectId)}, URI Type: ${JSON.stringify(type)})`,
  };
}

async function find(api: ApiClients, { objectId, described }: RedirectUris): Promise<JsonObject> {
  const response = await graph(api, "GET", `/applications/${objectId}`);
  if (!succeeded(response) && response.status !== 404) {
    throw requestFailed("retrieving", described, response);
  }
  return response.status === 404 ? {} : bodyOf(response);
}

function urisOf(application: JsonObject, { property }: RedirectUris): readonly string[] {
  return textsOf(objectAt(application, property)["redirectUris"]);
}

async function write(
  api: ApiClients,
  { objectId, property, described }: RedirectUris,
  doing: string,
  redirectUris: readonly string[],
): Promise<void> {
  const response = await graph(api, "PATCH", `/applications/${objectId}`, { [property]: { redirectUris } });
  if (!succeeded(response)) {
    throw requestFailed(doing, described, response);
  }
}
