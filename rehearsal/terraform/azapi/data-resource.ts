import { isObject } from "../../json";
import { fromJson } from "../arm/json-values";
import type { DataSourceType } from "../resource-type";
import { reading, resourceNotFound } from "./errors";
import { outputOf } from "./output";
import { reach } from "./resource";
import { dataResourceSchema } from "./schema";

/**
 * The data source `azapi_resource`: a resource of Resource Manager by its id, of which `output` holds what is exported.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/data-sources/resource
 */
export const dataResource: DataSourceType = {
  kind: "data",
  type: "azapi_resource",
  schema: dataResourceSchema,
  async read(api, configuration) {
    const { name, client } = reach(api, configuration);
    const found = await client.get(reading);
    if (found === undefined) throw resourceNotFound(name.id);
    return {
      ...configuration,
      id: name.id,
      resource_id: name.id,
      name: name.name,
      parent_id: name.parentId,
      location: typeof found["location"] === "string" ? found["location"] : null,
      tags: isObject(found["tags"]) ? fromJson(found["tags"]) : null,
      output: outputOf(found, configuration["response_export_values"] ?? null, null),
    };
  },
};
