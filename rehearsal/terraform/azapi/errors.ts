/** What azapi reports, in its words. */
import type { ApiResponse } from "../api-clients";
import { errorOfBody, ProviderError, reasonPhrase } from "../errors";

/** A request that was answered with an error. */
export interface FailedRequest {
  readonly method: string;
  /** Address without its query. */
  readonly url: string;
  readonly response: ApiResponse;
}

const rule = "-".repeat(80);

/** An answer as the Azure SDK for Go prints it; also what `retry.error_message_regex` is matched against. */
export function describeFailure({ method, url, response }: FailedRequest): string {
  const { status } = response;
  const code = errorOfBody(response.body)?.code;
  const body = response.body === undefined ? "Response contained no body" : JSON.stringify(response.body, undefined, 2);
  const lines = [
    `${method} ${url}`,
    rule,
    `RESPONSE ${status}: ${status} ${reasonPhrase(status)}`,
    code === undefined ? "ERROR CODE UNAVAILABLE" : `ERROR CODE: ${code}`,
  ];
  return [...lines, rule, body, rule].join("\n");
}

/** What azapi was doing when a request failed: its summary, and the words before the resource. */
export interface Doing {
  readonly summary: string;
  readonly words: string;
}

/** Creating or updating. */
export const writing: Doing = { summary: "Failed to create/update resource", words: "creating/updating" };

/** The GET before a creation. */
export const checking: Doing = { summary: "Failed to retrieve resource", words: "checking for presence of existing" };

/** Reading. */
export const reading: Doing = { summary: "Failed to retrieve resource", words: "reading" };

/** The PUT of `azapi_update_resource`. */
export const updating: Doing = { summary: "Failed to update resource", words: "updating" };

/** Deleting. */
export const deleting: Doing = { summary: "Failed to delete resource", words: "deleting" };

/** A request failed. */
export function requestFailed(doing: Doing, id: string, apiVersion: string, failed: FailedRequest): ProviderError {
  const detail = `${doing.words} Resource: (ResourceId ${JSON.stringify(id)} / Api Version ${JSON.stringify(apiVersion)}): ${describeFailure(failed)}`;
  return new ProviderError(doing.summary, detail);
}

/** azapi creates nothing that exists. */
export function existsAlready(resourceType: string, id: string): ProviderError {
  return new ProviderError(
    "Resource already exists",
    `A resource with the ID ${JSON.stringify(id)} already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for ${JSON.stringify(resourceType)} for more information.`,
  );
}

/** A data source asks for what is not there. */
export function resourceNotFound(id: string): ProviderError {
  return new ProviderError("Resource not found", `Resource ${JSON.stringify(id)} not found`);
}

/** `azapi_update_resource` changes what exists and creates nothing. */
export function noTarget(id: string, apiVersion: string): ProviderError {
  return new ProviderError(
    "Failed to retrieve resource",
    `update target does not exist Resource: (ResourceId ${JSON.stringify(id)} / Api Version ${JSON.stringify(apiVersion)})`,
  );
}

/** The argument `type` is no `<resource type>@<api version>`. */
export function malformedType(type: string): ProviderError {
  return new ProviderError(
    "Invalid configuration",
    `The argument "type" is invalid: ${JSON.stringify(type)} is not of the form <resource-type>@<api-version>, for example "Microsoft.Web/sites@2024-04-01".`,
  );
}

/** A needed argument is not set. */
export function missingArgument(name: string): ProviderError {
  return new ProviderError(
    "Missing required argument",
    `The argument ${JSON.stringify(name)} is required, but no definition was found.`,
  );
}

/** A data plane that the local cloud does not have. */
export function unknownDataPlane(type: string): ProviderError {
  return new ProviderError(
    "Invalid configuration",
    `The argument "type" is invalid: the local cloud has no data plane for ${JSON.stringify(type)}, only for "Microsoft.Foundry/agents".`,
  );
}

/** A path in `response_export_values` that goes beyond what is understood here. */
export function unsupportedPath(path: string): ProviderError {
  return new ProviderError(
    "Failed to build output",
    `The local cloud reads names, dots and indices in response_export_values, for example "properties.hosts[0].name"; not ${JSON.stringify(path)}.`,
  );
}
