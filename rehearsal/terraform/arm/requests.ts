/** Requests to Resource Manager, and waiting until what they started is done. */
import { setTimeout as wait } from "node:timers/promises";
import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import type { ApiRequest, ApiResponse, ManagementApi } from "../api-clients";

/** A request for one resource. */
export interface ArmRequest {
  readonly method: ApiRequest["method"];
  /** ARM id; for an operation, the id and the operation's name behind it. */
  readonly id: string;
  readonly apiVersion: string;
  /** Further query parameters, for example `$filter`. @default none */
  readonly query?: Readonly<Record<string, string>>;
  /** @default no body */
  readonly body?: JsonObject;
}

/** Waits between two looks at a resource that is on its way. */
const pollIntervalMs = 200;

/** Looks at most this often: a minute in all, since nothing here takes the time that it takes in Azure. */
const pollLimit = 300;

const onTheWay = /^(accepted|creating|deleting|provisioning|running|updating|resolvingdns|moving)$/i;

/** Sends a request as it is. */
export function sendToArm(api: ManagementApi, request: ArmRequest): Promise<ApiResponse> {
  return api.send(toApiRequest(request));
}

/** Sends a PUT, PATCH or DELETE and waits until what it started is done, as `sendAndSettle`. */
export function changeInArm(api: ManagementApi, request: ArmRequest): Promise<ApiResponse> {
  return sendAndSettle(api, toApiRequest(request));
}

/**
 * Sends a request and, where it is accepted first and finished later, waits for the end.
 *
 * @returns the last answer: of the request where it failed, else of the GET that found it finished
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
export async function sendAndSettle(api: ManagementApi, request: ApiRequest): Promise<ApiResponse> {
  let seen = await api.send(request);
  if (!succeeded(seen)) return seen;
  for (let looks = 0; looks < pollLimit && isOnTheWay(seen); looks++) {
    await wait(pollIntervalMs);
    const now = await api.send({ method: "GET", path: request.path });
    // A deletion is done when there is nothing left to look at.
    if (request.method === "DELETE" && now.status === 404) return seen;
    seen = now;
  }
  return seen;
}

/** Whether an answer's status is 2xx. */
export function succeeded({ status }: ApiResponse): boolean {
  return status >= 200 && status < 300;
}

/** The body of an answer, empty where it is no object. */
export function bodyOf({ body }: ApiResponse): JsonObject {
  return isObject(body) ? body : {};
}

function toApiRequest({ method, id, apiVersion, query, body }: ArmRequest): ApiRequest {
  const parameters = new URLSearchParams({ ...query, "api-version": apiVersion });
  return { method, path: `${encodeURI(id)}?${parameters.toString()}`, ...(body === undefined ? {} : { body }) };
}

function isOnTheWay(response: ApiResponse): boolean {
  const state = textAt(objectAt(bodyOf(response), "properties"), "provisioningState") ?? "";
  return response.status === 202 || onTheWay.test(state);
}
