import { textAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { malformedType, missingArgument } from "./errors";

/** A resource as azapi addresses it. */
export interface ResourceName {
  /** For example `Microsoft.Web/sites/config`. */
  readonly resourceType: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly parentId: string;
  /** ARM id, or the address below a data plane's host. */
  readonly id: string;
}

/** `type` in its two parts. Throws where it is not of that form. */
export function parseType(type: string): Pick<ResourceName, "resourceType" | "apiVersion"> {
  const [resourceType = "", apiVersion = "", ...more] = type.split("@");
  if (resourceType === "" || apiVersion === "" || more.length > 0) throw malformedType(type);
  return { resourceType, apiVersion };
}

/** The resource of Resource Manager that `name`, `parent_id` and `type` (or `resource_id` and `type`) say. */
export function armResourceName(attributes: Attributes): ResourceName {
  const { resourceType, apiVersion } = parseType(needed(attributes, "type"));
  const given = textAttribute(attributes, "resource_id");
  if (given !== undefined) {
    const end = given.lastIndexOf("/");
    const parentEnd =
      resourceType.split("/").length > 2 ? given.lastIndexOf("/", end - 1) : given.lastIndexOf("/providers/");
    return { resourceType, apiVersion, name: given.slice(end + 1), parentId: given.slice(0, parentEnd), id: given };
  }
  const name = needed(attributes, "name");
  const parentId = needed(attributes, "parent_id").replace(/\/$/, "");
  const id = isChild(resourceType, parentId)
    ? `${parentId}/${resourceType.slice(resourceType.lastIndexOf("/") + 1)}/${name}`
    : `${parentId}/providers/${resourceType}/${name}`;
  return { resourceType, apiVersion, name, parentId, id };
}

/** The resource of a data plane that `name`, `parent_id` and `type` say. */
export function dataPlaneResourceName(attributes: Attributes): ResourceName {
  const { resourceType, apiVersion } = parseType(needed(attributes, "type"));
  const name = needed(attributes, "name");
  const parentId = needed(attributes, "parent_id").replace(/\/$/, "");
  const collection = resourceType.slice(resourceType.lastIndexOf("/") + 1);
  return { resourceType, apiVersion, name, parentId, id: `${parentId}/${collection}/${name}` };
}

/** Whether the parent's type is the type without its last segment; anything else is an extension of the parent. */
function isChild(resourceType: string, parentId: string): boolean {
  const parentType = resourceType.slice(0, resourceType.lastIndexOf("/"));
  if (!parentType.includes("/")) return false;
  const [namespace = "", ...pairs] = parentId
    .slice(parentId.lastIndexOf("/providers/") + "/providers/".length)
    .split("/");
  const types = [namespace, ...pairs.filter((_, index) => index % 2 === 0)].join("/");
  return types.toLowerCase() === parentType.toLowerCase();
}

function needed(attributes: Attributes, name: string): string {
  const value = textAttribute(attributes, name);
  if (value === undefined || value === "") throw missingArgument(name);
  return value;
}
