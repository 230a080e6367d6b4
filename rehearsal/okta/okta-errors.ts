/**
 * Errors of Okta's management API, named. Statuses, codes and summaries are those that Okta documents. So are the causes of a
 * missing person, a taken label, a blank field and an active app; the other causes are ours, because Okta documents none.
 * @see https://developer.okta.com/docs/reference/error-codes/
 */
import { randomBytes } from "node:crypto";

/** An error that Okta answers a request with. */
export class OktaError extends Error {
  readonly status: number;
  readonly code: string;
  /** What exactly is wrong, one sentence a cause. */
  readonly causes: readonly string[];

  constructor(status: number, code: string, summary: string, causes: readonly string[] = []) {
    super(summary);
    this.name = "OktaError";
    this.status = status;
    this.code = code;
    this.causes = causes;
  }
}

/** No API token, or one that the organization does not know. */
export function tokenInvalid(): OktaError {
  return new OktaError(401, "E0000011", "Invalid token provided");
}

/** A body that is no JSON object. */
export function bodyMalformed(): OktaError {
  return new OktaError(400, "E0000003", "The request body was not well-formed.");
}

/** A path that the API does not have. */
export function pathNotFound(): OktaError {
  return new OktaError(404, "E0000008", "The requested path was not found");
}

/** An object that does not exist, or no longer; `type` is Okta's own name of it. */
export function notFound(
  id: string,
  type:
    "AuthorizationServer" | "OAuth2Scope" | "Policy" | "PolicyRule" | "AppInstance" | "AppUser" | "UserGroup" | "User",
): OktaError {
  return new OktaError(404, "E0000007", `Not found: Resource not found: ${id} (${type})`);
}

/** A field that the object cannot have like this. */
export function invalidField(field: string, cause: string): OktaError {
  return new OktaError(400, "E0000001", `Api validation failed: ${field}`, [`${field}: ${cause}`]);
}

/** A field that must be given and is not. */
export function fieldBlank(field: string): OktaError {
  return invalidField(field, "The field cannot be left blank");
}

/** A value that must be unique in the organization and is not. */
export function valueTaken(field: string): OktaError {
  return invalidField(field, "An object with this field already exists in the current organization");
}

/** The label of another active app. */
export function labelTaken(label: string): OktaError {
  return invalidField("label", `An active OpenID Connect Client instance with the label "${label}" already exists.`);
}

/** A policy rule that lets people sign in without saying which. */
export function peopleMissing(): OktaError {
  return invalidField(
    "conditions.people",
    "At least one of ''conditions.people.users.include'' or ''conditions.people.groups.include'' must contain a valid user or " +
      "group when ''conditions.grantTypes'' contains one or more of [authorization_code, implicit, password].",
  );
}

/** An app that is still active. */
export function appActive(): OktaError {
  return new OktaError(403, "E0000056", "Delete application forbidden.", [
    "The application must be deactivated before deletion.",
  ]);
}

/** What the caller's role does not allow, and an object that Okta made and keeps. */
export function accessDenied(): OktaError {
  return new OktaError(403, "E0000006", "You do not have permission to perform the requested action");
}

/** A search that Okta does not understand. */
export function searchInvalid(): OktaError {
  return new OktaError(400, "E0000031", "Invalid search criteria.");
}

/** A filter of the System Log that cannot be read. @param why where, and what is expected there */
export function filterInvalid(filter: string, why: string): OktaError {
  return new OktaError(400, "E0000053", `Invalid filter '${filter}': ${why}`);
}

/** A field that no event of the System Log has, or that a filter may not name. */
export function filterFieldInvalid(field: string): OktaError {
  return new OktaError(400, "E0000053", `field is not valid: ${field}`);
}

/** A parameter that is no moment. */
export function dateInvalid(parameter: string): OktaError {
  const causes = [
    "The date format in your query is not recognized. Please enter dates using ISO8601 string format.",
    "must be a valid date-time or empty.",
  ].map((text) => `${parameter}: ${text}`);
  return new OktaError(400, "E0000001", `Api validation failed: ${parameter}`, causes);
}

/** Events that are too old to be asked for. */
export function sinceTooEarly(): OktaError {
  return new OktaError(
    400,
    "E0000053",
    "Invalid parameter: The since parameter is over 180 days prior to the current day.",
  );
}

/** A keyword that is too long. */
export function keywordTooLong(longest: number): OktaError {
  return new OktaError(
    400,
    "E0000001",
    `Api validation failed: 'q': Freeform search cannot contain items longer than ${longest} characters. Please shorten the ` +
      "items in your search or use an advanced filter to query by specific fields.",
  );
}

/** A feature that the organization has not bought: custom authorization servers belong to API Access Management. */
export function featureMissing(): OktaError {
  return new OktaError(401, "E0000015", "You do not have permission to access the feature you are requesting");
}

/** More requests than the organization allows in a minute. */
export function rateLimited(): OktaError {
  return new OktaError(429, "E0000047", "API call exceeded rate limit due to too many requests.");
}

/** The body that the API sends for an error. */
export function oktaErrorBody({ code, message, causes }: OktaError): Readonly<Record<string, unknown>> {
  return {
    errorCode: code,
    errorSummary: message,
    errorLink: code,
    errorId: `oae${randomBytes(16).toString("base64url")}`,
    errorCauses: causes.map((errorSummary) => ({ errorSummary })),
  };
}
