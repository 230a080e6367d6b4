import { textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { requiredText, textAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { applicationNotFound, couldNot, durationInvalid } from "./errors";
import { bodyOf, graph, lastSegment, objectIdOfApplication, objectsOf, sameGuid, scalar, succeeded } from "./graph";
import { alone } from "./locks";

/** Milliseconds of each unit that Go's durations have. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * A password of an app registration. Nothing about it changes in place: every change is another password.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_password
 */
export const applicationPassword: ManagedResourceType = {
  kind: "resource",
  type: "azuread_application_password",
  replacedBy: ["application_id", "display_name", "start_date", "end_date", "end_date_relative", "rotate_when_changed"],
  async create(api, planned) {
    const objectId = objectIdOfApplication(requiredText(planned, "application_id"));
    const passwordCredential = credentialOf(planned, objectId);
    return alone(objectId, async () => {
      const application = await graph(api, "GET", `/applications/${objectId}`);
      if (application.status === 404) throw applicationNotFound(objectId);
      const response = await graph(api, "POST", `/applications/${objectId}/addPassword`, { passwordCredential });
      if (!succeeded(response)) {
        throw couldNot(`Adding password for application with object ID ${JSON.stringify(objectId)}`, response);
      }
      const created = bodyOf(response);
      return { ...attributesOf(objectId, created), value: scalar(created["secretText"]) };
    });
  },
  async read(api, state) {
    const { objectId, keyId } = partsOf(state);
    const response = await graph(api, "GET", `/applications/${objectId}`);
    if (response.status === 404) return undefined;
    if (!succeeded(response)) {
      throw couldNot(`Retrieving application with object ID ${JSON.stringify(objectId)}`, response);
    }
    const credentials = objectsOf(bodyOf(response)["passwordCredentials"]);
    const found = credentials.find((credential) => sameGuid(credential["keyId"], keyId));
    return found === undefined ? undefined : attributesOf(objectId, found);
  },
  async delete(api, state) {
    const { objectId, keyId } = partsOf(state);
    await alone(objectId, () => remove(api, objectId, keyId));
  },
};

async function remove(api: ApiClients, objectId: string, keyId: string): Promise<void> {
  const response = await graph(api, "POST", `/applications/${objectId}/removePassword`, { keyId });
  if (!succeeded(response)) {
    throw couldNot(
      `Removing password credential ${JSON.stringify(keyId)} from application with object ID ${JSON.stringify(objectId)}`,
      response,
    );
  }
}

/** The id is `<object id>/password/<key id>`. */
function partsOf(state: Attributes): { readonly objectId: string; readonly keyId: string } {
  const id = requiredText(state, "id");
  return { objectId: id.slice(0, id.indexOf("/")), keyId: lastSegment(id) };
}

function attributesOf(objectId: string, credential: JsonObject): Attributes {
  const keyId = textAt(credential, "keyId") ?? "";
  return {
    id: `${objectId}/password/${keyId}`,
    application_id: `/applications/${objectId}`,
    key_id: keyId,
    display_name: scalar(credential["displayName"]) ?? "",
    start_date: scalar(credential["startDateTime"]),
    end_date: scalar(credential["endDateTime"]),
  };
}

function credentialOf(planned: Attributes, objectId: string): JsonObject {
  const startDateTime = textAttribute(planned, "start_date");
  const relative = textAttribute(planned, "end_date_relative");
  const start = startDateTime === undefined ? Date.now() : Date.parse(startDateTime);
  const endDateTime =
    relative === undefined
      ? textAttribute(planned, "end_date")
      : new Date(start + milliseconds(relative, objectId)).toISOString();
  const displayName = textAttribute(planned, "display_name");
  return { displayName, startDateTime, endDateTime };
}

/** Reads a duration as Go writes it: `240h`, `2400h30m`. */
function milliseconds(duration: string, objectId: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([text]) => text).join("") !== duration) {
    throw durationInvalid(objectId, duration);
  }
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (units[unit] ?? 0), 0);
}
