/** Everything that is refused, by cause. Descriptions reach callers: they hold nothing of the request, and neither `"` nor `\`. */
import { Refusal } from "./refusal";
import { SettingsError } from "./settings-error";

/** Some settings are missing or malformed. */
export function settings(problems: readonly string[]): SettingsError {
  return new SettingsError(problems);
}

/** A setting that should be a URL is none. */
export function notAUrl(): Error {
  return new Error("write an absolute URL, for example https://func-weather.azurewebsites.net/mcp.");
}

/** A URL is not protected on its way. */
export function notHttps(): Error {
  return new Error("write an https URL; http is for loopback addresses alone.");
}

/** A URL carries what neither an issuer nor a resource may have. */
export function urlWithMore(): Error {
  return new Error("write the URL without user name, query and fragment.");
}

/** A value that is compared as a whole holds white space. */
export function notOneWord(): Error {
  return new Error("write one value without white space.");
}

/** A scope holds characters that no scope may hold. */
export function notAScope(scope: unknown): Error {
  return new Error(`${JSON.stringify(scope)} is no scope; write visible ASCII without quotes and backslashes.`);
}

/** The scopes of the tools are no JSON object. */
export function notToolScopes(): Error {
  return new Error(
    'write a JSON object of tools and the scopes they require, for example {"get_forecast":["weather.read"]}.',
  );
}

/** No tool is named. */
export function noTool(): Error {
  return new Error("name at least one tool.");
}

/** A tool would be open to everybody. */
export function toolWithoutScope(tool: string): Error {
  return new Error(`the tool ${JSON.stringify(tool)} requires no scope; write an array of at least one.`);
}

/** None of the tools that are configured exists. */
export function noServedTool(configured: readonly string[], served: readonly string[]): SettingsError {
  const names = (tools: readonly string[]): string => tools.map((tool) => JSON.stringify(tool)).join(", ");
  return new SettingsError([
    `MCP_TOOL_SCOPES names ${names(configured)}, and this server has ${names(served)}: nobody could call a tool.`,
  ]);
}

/** The issuer's metadata or keys are not what they should be. */
export function unusableIssuer(url: string, what: string): Error {
  return new Error(`${url} ${what}`);
}

/** A request without a bearer token. RFC 6750, section 3.1: no error code then. */
export function noToken(): Refusal {
  return new Refusal({
    status: 401,
    reason: "no-token",
    description: "This resource needs a bearer token; the metadata says where to get one.",
  });
}

/** A token in the URL, where logs and histories keep it. */
export function tokenInQuery(): Refusal {
  return invalidRequest("token-in-query", "A token is taken from the Authorization header alone, never from the URL.");
}

/** More than one Authorization header. */
export function severalTokens(): Refusal {
  return invalidRequest("several-tokens", "The request has more than one Authorization header.");
}

/** An Authorization header that is not `Bearer` and one token. */
export function malformedHeader(): Refusal {
  return invalidRequest("malformed-header", "The Authorization header is not Bearer, one space and one token.");
}

function invalidRequest(reason: string, description: string): Refusal {
  return new Refusal({ status: 400, reason, error: "invalid_request", description });
}

/** A token that does not hold. */
export function invalidToken(reason: string, description: string, found?: object, expected?: object): Refusal {
  return new Refusal({ status: 401, reason, error: "invalid_token", description, found, expected });
}

/** A good token of a client that is not let in. A new token of the same client would not help, so it is no `invalid_token`. */
export function clientNotAllowed(found: object, expected: object): Refusal {
  return new Refusal({
    status: 403,
    reason: "client",
    error: "unauthorized_client",
    description: "The client that asked for this token is not among those that this resource allows.",
    found,
    expected,
  });
}

/** A good token without a scope that would permit something. */
export function insufficientScope(
  reason: "no-tool-permitted" | "tool-scope-missing",
  description: string,
  scopes: readonly string[],
  found: object,
  expected: object,
): Refusal {
  return new Refusal({ status: 403, reason, error: "insufficient_scope", description, scopes, found, expected });
}

/** Nobody can tell whether a token is good, because the issuer's keys cannot be had. */
export function keysUnavailable(found: object, expected: object): Refusal {
  return new Refusal({
    status: 503,
    reason: "keys-unavailable",
    description: "The keys of the identity provider cannot be had at the moment; try again.",
    found,
    expected,
  });
}
