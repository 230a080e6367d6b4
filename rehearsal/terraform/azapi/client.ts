/** Requests as azapi sends them: those under one lock after each other, each repeated while an error matches `retry.error_message_regex`. */
import type { JsonObject, JsonValue } from "../../json";
import type { ApiClients, ApiRequest, ApiResponse, ManagementApi } from "../api-clients";
import { withLocks } from "../arm/locks";
import { bodyOf, sendAndSettle, succeeded } from "../arm/requests";
import { retryWhile } from "../arm/retry";
import { mapAttribute, textsAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { describeFailure, requestFailed, type Doing } from "./errors";
import type { ResourceName } from "./resource-name";

/** What one resource is reached with. */
export interface Client {
  /** `undefined` where the answer is 404. */
  get(doing: Doing): Promise<JsonObject | undefined>;
  /** PUT of the resource, or a request to another address for data planes that create so. Waits until it is done. */
  write(doing: Doing, body: JsonValue, request?: Pick<ApiRequest, "method" | "path">): Promise<void>;
  /** 404 is success. */
  remove(doing: Doing): Promise<void>;
}

/** Where the resource is. */
export interface Place {
  readonly api: ManagementApi;
  readonly host: string;
  /** Path without the query. */
  readonly path: string;
}

/** A client for one resource; `attributes` hold its `retry` and its `locks`. */
export function clientOf(clients: ApiClients, place: Place, name: ResourceName, attributes: Attributes): Client {
  const { api, host, path } = place;
  const locks = textsAttribute(attributes, "locks");
  const patterns = textsAttribute(mapAttribute(attributes, "retry") ?? {}, "error_message_regex").map(
    (text) => new RegExp(text),
  );

  const send = async (request: ApiRequest): Promise<Answer> => {
    const attempt = async () => ({ request, response: await sendAndSettle(api, request) });
    return retryWhile(attempt, ({ response }) => {
      if (succeeded(response)) return false;
      const text = describeFailure({ method: request.method, url: addressOf(host, request), response });
      return patterns.some((pattern) => pattern.test(text));
    });
  };
  const failed = (doing: Doing, { request, response }: Answer) =>
    requestFailed(doing, name.id, name.apiVersion, { method: request.method, url: addressOf(host, request), response });

  return {
    async get(doing) {
      const answer = await send({ method: "GET", path: withVersion(path, name) });
      if (answer.response.status === 404) return undefined;
      if (!succeeded(answer.response)) throw failed(doing, answer);
      return bodyOf(answer.response);
    },
    async write(doing, body, request = { method: "PUT", path }) {
      const whole = { ...request, path: withVersion(request.path, name), body };
      const answer = await withLocks(clients, locks, () => send(whole));
      if (!succeeded(answer.response)) throw failed(doing, answer);
    },
    async remove(doing) {
      const whole = { method: "DELETE", path: withVersion(path, name) } as const;
      const answer = await withLocks(clients, locks, () => send(whole));
      if (!succeeded(answer.response) && answer.response.status !== 404) throw failed(doing, answer);
    },
  };
}

interface Answer {
  readonly request: ApiRequest;
  readonly response: ApiResponse;
}

function withVersion(path: string, { apiVersion }: ResourceName): string {
  return `${encodeURI(path)}?api-version=${encodeURIComponent(apiVersion)}`;
}

function addressOf(host: string, { path }: ApiRequest): string {
  return `https://${host}${path.split("?", 1)[0] ?? ""}`;
}
