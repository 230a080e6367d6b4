import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import { fromJson, toJson } from "../arm/json-values";
import { booleanAttribute } from "../attributes";
import { isSequence } from "../protocol/values";
import type { Attributes } from "../resource-type";
import { refreshBody } from "./bodies";
import { outputOf } from "./output";
import type { ResourceName } from "./resource-name";

/** The state after an answer to a write: the body is the configuration's, the output is the answer's. */
export function writtenState(planned: Attributes, name: ResourceName, found: JsonObject): Attributes {
  const output = outputOf(found, planned["response_export_values"] ?? null, toJson(planned["body"]));
  return { ...planned, ...withIdentity(planned, found), id: name.id, output };
}

/** The state after an answer to a read: the body's values are the answer's where it has them. */
export function readState(state: Attributes, name: ResourceName, found: JsonObject): Attributes {
  const options = {
    ignoreCasing: booleanAttribute(state, "ignore_casing") ?? false,
    ignoreMissing: booleanAttribute(state, "ignore_missing_property") ?? true,
  };
  const body = state["body"] ?? null;
  const refreshed = body === null ? null : fromJson(refreshBody(toJson(body), found, options));
  return { ...writtenState(state, name, found), ...located(state, found), body: refreshed };
}

/** Place and tags where the configuration gave them. */
function located(state: Attributes, found: JsonObject): Attributes {
  const location = textAt(found, "location");
  return {
    ...((state["tags"] ?? null) === null ? {} : { tags: fromJson(objectAt(found, "tags")) }),
    ...((state["location"] ?? null) === null || location === undefined ? {} : { location: spelled(state, location) }),
  };
}

function spelled(state: Attributes, location: string): string {
  const before = state["location"];
  const plain = (text: string) => text.replaceAll(" ", "").toLowerCase();
  return typeof before === "string" && plain(before) === plain(location) ? before : location;
}

function withIdentity(planned: Attributes, found: JsonObject): Attributes {
  const blocks = planned["identity"];
  const identity = found["identity"];
  if (!isSequence(blocks) || !isObject(identity)) return {};
  const ids = {
    principal_id: textAt(identity, "principalId") ?? "",
    tenant_id: textAt(identity, "tenantId") ?? "",
  };
  return { identity: blocks.map((block) => ({ ...(block as Attributes), ...ids })) };
}
