/**
 * Errors of the token endpoint, named. Those that a sign-in of a person can end with as well say where they are shown.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock";

/** How an error is told beside its code. */
export interface StsErrorOptions {
  /**
   * Whether a person who signs in meets the error at the client's redirect URI.
   * @default on a page of Entra, and the client hears nothing
   */
  readonly redirected?: boolean;
  /**
   * What a client may do about it, for example `consent_required`.
   * @default not said
   */
  readonly suberror?: string;
}

/** An error that Entra answers a request with. */
export class StsError extends Error {
  readonly status: number;
  /** The `error` of RFC 6749. */
  readonly error: string;
  /** The number of the AADSTS code. */
  readonly code: number;
  readonly redirected: boolean;
  readonly suberror: string | undefined;

  constructor(status: number, error: string, code: number, text: string, options: StsErrorOptions = {}) {
    super(text);
    this.name = "StsError";
    this.status = status;
    this.error = error;
    this.code = code;
    this.redirected = options.redirected ?? false;
    this.suberror = options.suberror;
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

/** An endpoint for all tenants, which serves no application of a single one. */
export function tenantRequired(name: string): StsError {
  return new StsError(
    400,
    "invalid_request",
    50194,
    `The application is not configured as a multi-tenant application. Usage of the /${name} endpoint is not supported for such ` +
      "applications. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
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
export function parameterMissing(name: string, options: StsErrorOptions = {}): StsError {
  return new StsError(
    400,
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${name}'.`,
    options,
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

/** What tells one error from another of the same kind: where a report of it is looked up, and when it was. */
export interface StsIncident {
  readonly traceId: string;
  readonly correlationId: string;
  /** UTC, for example `2026-03-01 12:00:00Z`. */
  readonly timestamp: string;
}

/** Names an error that happens now. */
export function stsIncident(clock: Clock): StsIncident {
  const timestamp = new Date(clock.now())
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
  return { traceId: randomUUID(), correlationId: randomUUID(), timestamp };
}

/** The `error_description` of an error. */
export function stsErrorDescription(error: StsError, { traceId, correlationId, timestamp }: StsIncident): string {
  const { code, message } = error;
  return `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
}

/** The body that the token endpoint sends for an error. */
export function stsErrorBody(error: StsError, incident: StsIncident): Readonly<Record<string, unknown>> {
  return {
    error: error.error,
    error_description: stsErrorDescription(error, incident),
    error_codes: [error.code],
    timestamp: incident.timestamp,
    trace_id: incident.traceId,
    correlation_id: incident.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
  };
}
