import { z } from "zod";

import { deploymentSchema } from "./schema/deployment-schema";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema that gives an editor completion, hover texts and early errors. It judges one file by itself, which may
 * extend another or be extended: so no key is required, and null is allowed everywhere as the value of a key. What a file
 * needs as a whole is told when it is read.
 */
export function deploymentJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(deploymentSchema, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema, path }) => {
      // Lists replace each other as a whole, so that what stands in one is complete.
      if (!path.includes("items")) delete jsonSchema.required;
      // With nothing required, several forms may fit at once.
      if (jsonSchema.oneOf !== undefined) {
        jsonSchema.anyOf = jsonSchema.oneOf;
        delete jsonSchema.oneOf;
      }
      for (const [key, property] of Object.entries(jsonSchema.properties ?? {})) {
        if (typeof property === "object") jsonSchema.properties = { ...jsonSchema.properties, [key]: orNull(property) };
      }
    },
  });
  return { title: "Deployment file", ...schema };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { description, default: preset, ...rest } = schema;
  const about = {
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
  };
  return { ...about, anyOf: [rest, { type: "null" }] };
}
