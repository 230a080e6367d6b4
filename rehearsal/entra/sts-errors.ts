/**
 * Errors of the token endpoint, named.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
import { randomUUID } from "node:crypto";

/** An error that the token endpoint answers with. */
export class StsError extends Error {
  readonly status: number;
  /** The `error` of RFC 6749. */
  readonly error: string;
  /** The number of the AADSTS code. */
  readonly code: number;

  constructor(status: number, error: string, code: number, text: string) {
    super(text);
    this.name = "StsError";
    this.status = status;
    this.error = error;
    this.code = code;
  }
}

/** A tenant that does not exist. */
export function tenantNotFound(tenant: string): StsError {
  return new StsError(
    400,
    "invalid_request",
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. ` +
      "Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  );
}

/** A client that the tenant does not know. */
export function applicationNotFound(clientId: string, tenant: string): StsError {
  return new StsError(
    400,
    "unauthorized_client",
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application ` +
      "has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent " +
      "your authentication request to the wrong tenant.",
  );
}

/** A secret that is not one of the client's. */
export function secretInvalid(clientId: string): StsError {
  return new StsError(
    401,
    "invalid_client",
    7000215,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client " +
      `secret ID, for a secret added to app '${clientId}'.`,
  );
}

/** A secret of the client whose end date has passed. */
export function secretExpired(clientId: string): StsError {
  return new StsError(
    401,
    "invalid_client",
    7000222,
    `The provided client secret keys for app '${clientId}' are expired.`,
  );
}

/** A parameter without which there is nothing to decide. */
export function parameterMissing(name: string): StsError {
  return new StsError(
    400,
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

/** A grant type that this endpoint does not serve. */
export function grantTypeUnsupported(grantType: string): StsError {
  return new StsError(
    400,
    "unsupported_grant_type",
    70003,
    `The app requested an unsupported grant type '${grantType}'.`,
  );
}

/** A scope that is no `<resource>/.default`, or whose resource the tenant does not know. */
export function scopeInvalid(scope: string, clientId: string): StsError {
  return new StsError(
    400,
    "invalid_scope",
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default ` +
      `suffixed to the resource identifier (application ID URI) for app '${clientId}'.`,
  );
}

/** The body that the endpoint sends for an error. */
export function stsErrorBody({ error, code, message }: StsError): Readonly<Record<string, unknown>> {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const at = new Date()
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
  return {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${at}`,
    error_codes: [code],
    timestamp: at,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
}
