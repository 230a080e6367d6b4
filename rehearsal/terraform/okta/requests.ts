/** Requests to Okta's management API. */
import { isObject, type JsonObject, type JsonValue } from "../../json";
import type { ApiClients, ApiRequest, ApiResponse } from "../api-clients";
import type { TerraformValue } from "../resource-type";

/** Sends a request to version 1 of the API. */
export function okta(
  api: ApiClients,
  method: ApiRequest["method"],
  path: string,
  body?: JsonObject,
): Promise<ApiResponse> {
  return api.okta.send({ method, path: `/api/v1${path}`, ...(body === undefined ? {} : { body }) });
}

/** All objects of a list, page by page as the `Link` headers lead; or the first answer that failed. */
export async function listAll(api: ApiClients, path: string): Promise<readonly JsonObject[] | ApiResponse> {
  const found: JsonObject[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: ApiResponse = await okta(api, "GET", next);
    if (!succeeded(response)) return response;
    found.push(...(Array.isArray(response.body) ? response.body.filter(isObject) : []));
    next = /<https:\/\/[^/]+\/api\/v1([^>]+)>; rel="next"/.exec(response.headers["link"] ?? "")?.[1];
  }
  return found;
}

/** Whether `listAll` returned a failure. */
export function isFailure(result: readonly JsonObject[] | ApiResponse): result is ApiResponse {
  return "status" in result;
}

/** Whether Okta did what it was asked. */
export function succeeded({ status }: ApiResponse): boolean {
  return status >= 200 && status < 300;
}

/** The object of an answer, empty where it has none. */
export function bodyOf({ body }: ApiResponse): JsonObject {
  return isObject(body) ? body : {};
}

/** A JSON scalar as Terraform's value; everything else is null. */
export function scalar(value: JsonValue | undefined): TerraformValue {
  return typeof value === "object" || value === undefined ? null : value;
}

/** The texts of a list, empty where there is none. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}
