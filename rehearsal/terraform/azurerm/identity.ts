import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import { requiredText, singleBlock, textsAttribute } from "../attributes";
import type { Attributes, TerraformValue } from "../resource-type";

/** The block `identity` as Resource Manager takes it; empty where there is no block. */
export function identityBody(planned: Attributes): JsonObject {
  const block = singleBlock(planned, "identity");
  if (block === undefined) return {};
  const ids = textsAttribute(block, "identity_ids");
  return {
    identity: {
      type: requiredText(block, "type"),
      ...(ids.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])) }),
    },
  };
}

/** The block `identity` out of what Resource Manager returned. */
export function identityBlock(found: JsonObject): TerraformValue {
  const identity = found["identity"];
  if (!isObject(identity) || textAt(identity, "type") === "None") return [];
  return [
    {
      type: (textAt(identity, "type") ?? "").replace(/,\s*/, ", "),
      identity_ids: Object.keys(objectAt(identity, "userAssignedIdentities")),
      principal_id: textAt(identity, "principalId") ?? "",
      tenant_id: textAt(identity, "tenantId") ?? "",
    },
  ];
}
