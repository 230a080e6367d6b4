/**
 * The management APIs as the providers reach them: the vendor's host name, a bearer token or an API token, JSON.
 * One object per configured provider instance; what it may do is decided by the service that answers.
 */
import type { Attributes } from "./resource-type";

/** An answer of a management API. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` for an empty body. */
  readonly body: unknown;
}

/** A request to one management API. */
export interface ApiRequest {
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** Path and query below the API's root, for example `/v1.0/applications?$top=1`. */
  readonly path: string;
  /** Sent as JSON. @default no body */
  readonly body?: unknown;
}

/** One management API; a status outside 2xx is returned, not thrown. */
export interface ManagementApi {
  send(request: ApiRequest): Promise<ApiResponse>;
}

/** The APIs that a provider instance can reach with its configuration and credentials. */
export interface ApiClients {
  /** `https://management.azure.com` */
  readonly resourceManager: ManagementApi;
  /** `https://graph.microsoft.com` */
  readonly graph: ManagementApi;
  /** `https://<organization>` */
  readonly okta: ManagementApi;
  /** A data plane under its own host name, for example `weather.services.ai.azure.com`. */
  dataPlane(host: string): ManagementApi;
  /** The attributes of the provider block, for example `subscription_id`. */
  readonly provider: Attributes;
  /** Claims of the token that the provider signed in with: `tid`, `oid`, `appid`. */
  readonly signedIn: { readonly tenantId: string; readonly objectId: string; readonly clientId: string };
}
