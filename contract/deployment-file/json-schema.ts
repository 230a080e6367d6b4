import { z } from "zod";

import { deploymentSchema } from "./schema/deployment-schema";

/** The keywords of JSON Schema (draft 7) that are changed here. */
interface JsonSchema {
  [keyword: string]: unknown;
  description?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema | boolean>;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: (JsonSchema | boolean)[];
  oneOf?: (JsonSchema | boolean)[];
}

/**
 * The JSON Schema that gives an editor completion, hover texts and early errors. It judges one file by itself, which may
 * extend another or be extended: so no key is required, and null is allowed everywhere as the value of a key. What a file
 * needs as a whole is told when it is read.
 */
export function deploymentJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(deploymentSchema, { target: "draft-7", io: "input" });
  return { title: "Deployment file", ...forOneFile(schema) };
}

function forOneFile({ oneOf, ...schema }: JsonSchema): JsonSchema {
  delete schema["required"];
  const { properties, additionalProperties, anyOf = oneOf } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, (property) => orNull(nested(property))) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: orNull(nested(additionalProperties)) }),
    // Without required keys several forms may fit at once, which oneOf would refuse.
    ...(anyOf && { anyOf: anyOf.map(nested) }),
  };
}

/** Lists are left as they are: they replace each other as a whole, so what stands in one is complete. */
function nested(schema: JsonSchema | boolean): JsonSchema {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  return forOneFile(schema);
}

function orNull({ description, default: preset, ...schema }: JsonSchema): JsonSchema {
  const about = {
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
  };
  const { type, anyOf, ...rest } = schema;
  if (typeof type === "string" && schema["enum"] === undefined && schema["const"] === undefined) {
    return { ...about, ...rest, type: [type, "null"] };
  }
  if (anyOf !== undefined && type === undefined) return { ...about, ...rest, anyOf: [...anyOf, { type: "null" }] };
  return { ...about, anyOf: [schema, { type: "null" }] };
}

function mapValues<In, Out>(record: Record<string, In>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
