import { STATUS_CODES } from "node:http";
import type { ApiResponse } from "./api-clients";
import { isObject } from "./protocol/values";

/**
 * What a provider reports to Terraform: a summary beside `Error:` and a detail below it. Any other error that a resource
 * type throws is shown with its message as the summary.
 */
export class ProviderError extends Error {
  readonly summary: string;
  readonly detail: string;

  constructor(summary: string, detail = "") {
    super(detail === "" ? summary : `${summary}: ${detail}`);
    this.name = "ProviderError";
    this.summary = summary;
    this.detail = detail;
  }
}

/** A diagnostic of the plugin protocol, severity error. */
export interface ErrorDiagnostic {
  readonly severity: "ERROR";
  readonly summary: string;
  readonly detail: string;
}

/** Any thrown value as a diagnostic. */
export function diagnosticOf(error: unknown): ErrorDiagnostic {
  if (error instanceof ProviderError) return { severity: "ERROR", summary: error.summary, detail: error.detail };
  return { severity: "ERROR", summary: error instanceof Error ? error.message : String(error), detail: "" };
}

/** `code` and `message` of an error body of Resource Manager, of Microsoft Graph, or of Foundry's data plane. */
export function errorOfBody(body: unknown): { readonly code: string; readonly message: string } | undefined {
  const error = isObject(body) ? body["error"] : undefined;
  if (!isObject(error)) return undefined;
  return { code: textOf(error["code"]), message: textOf(error["message"]) };
}

/** `400 (400 Bad Request) with error: Code: message`, as the providers built on go-azure-sdk write it. */
export function unexpectedStatus(response: ApiResponse): string {
  const { status } = response;
  const phrase = `unexpected status ${status} (${status} ${reasonPhrase(status)})`;
  const error = errorOfBody(response.body);
  return error === undefined ? phrase : `${phrase} with error: ${error.code}: ${error.message}`;
}

/** The reason phrase of a status, for example `Bad Request`. */
export function reasonPhrase(status: number): string {
  return STATUS_CODES[status] ?? "";
}

/** The provider block, or the environment, lacks what signing in needs; worded by the provider's own authorizer. */
export function noCredentials(api: string, missing: readonly string[]): ProviderError {
  return new ProviderError(
    `unable to build authorizer for ${api} API: could not configure AzureCli Authorizer: could not parse Azure CLI version: launching Azure CLI: exec: "az": executable file not found in $PATH`,
    `No client credentials either: ${missing.join(", ")} not set.`,
  );
}

/** The token endpoint refused the client credentials. */
export function signInRefused(api: string, response: ApiResponse): ProviderError {
  const body = isObject(response.body) ? response.body : {};
  return new ProviderError(
    `unable to build authorizer for ${api} API: clientCredentialsToken: received HTTP status ${response.status} with response: ${JSON.stringify(body)}`,
  );
}

/** azurerm 4 wants to be told the subscription. */
export function noSubscription(): ProviderError {
  return new ProviderError("`subscription_id` is a required provider property when performing a plan/apply operation");
}

/** Okta's provider has no token to call the API with. */
export function noOktaToken(): ProviderError {
  return new ProviderError(
    "[ERROR] no API credentials for Okta",
    "Set api_token in the provider block or OKTA_API_TOKEN in the environment.",
  );
}

/** Okta's provider does not know its organization. */
export function noOktaOrganization(): ProviderError {
  return new ProviderError(
    "[ERROR] no Okta organization",
    'Set org_name in the provider block or OKTA_ORG_NAME in the environment, for example "example" with base_url "okta.com".',
  );
}

/** Import is no part of the local cloud. */
export function importNotOffered(type: string, id: string): ProviderError {
  return new ProviderError(
    "Import is not offered by the local cloud",
    `${type} ${JSON.stringify(id)} cannot be imported here; refer to it with a data source, or import it with the vendor's provider on a real cloud.`,
  );
}

/** Moving between resource types is no part of the local cloud. */
export function moveNotOffered(): ProviderError {
  return new ProviderError("Moving state between resource types is not offered by the local cloud");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
