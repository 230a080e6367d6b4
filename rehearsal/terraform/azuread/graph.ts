/** Requests to Microsoft Graph, and what they are about. */
import { isObject, type JsonObject, type JsonValue } from "../../json";
import type { ApiClients, ApiRequest, ApiResponse } from "../api-clients";
import type { TerraformValue } from "../resource-type";
import { noApplicationId } from "./errors";

/** Sends a request to version 1.0 of the API. */
export function graph(
  api: ApiClients,
  method: ApiRequest["method"],
  path: string,
  body?: JsonObject,
): Promise<ApiResponse> {
  return api.graph.send({ method, path: `/v1.0${path}`, ...(body === undefined ? {} : { body }) });
}

/** Whether Graph did what it was asked. */
export function succeeded({ status }: ApiResponse): boolean {
  return status >= 200 && status < 300;
}

/** The object of an answer, empty where it has none. */
export function bodyOf({ body }: ApiResponse): JsonObject {
  return isObject(body) ? body : {};
}

/** The objects of a list answer. The lists asked for here fit in one page. */
export function valuesOf(response: ApiResponse): readonly JsonObject[] {
  const { value } = bodyOf(response);
  return objectsOf(value);
}

/** The objects of a list, empty where there is none. */
export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a list, empty where there is none. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}

/** A JSON scalar as Terraform's value; everything else is null. */
export function scalar(value: JsonValue | undefined): TerraformValue {
  return typeof value === "object" || value === undefined ? null : value;
}

/** The list filtered by one expression, for example `appId eq '…'`. */
export function filtered(set: string, filter: string): string {
  return `/${set}?$filter=${encodeURIComponent(filter)}`;
}

/** A text in a filter. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The object id inside the id of an application: `/applications/<object id>`. */
export function objectIdOfApplication(id: string): string {
  const [, objectId] = /^\/applications\/([^/]+)$/.exec(id) ?? [];
  if (objectId === undefined) {
    throw noApplicationId(id);
  }
  return objectId;
}

/** The last segment of an id. */
export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** A GUID compared regardless of case. */
export function sameGuid(left: JsonValue | undefined, right: string): boolean {
  return typeof left === "string" && left.toLowerCase() === right.toLowerCase();
}
