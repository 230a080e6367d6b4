import type { IncomingHttpHeaders } from "node:http";
import type { JWTPayload } from "jose";

/** Who has passed. */
export interface Principal {
  /** Name of the identity provider, for example `aad`. */
  readonly provider: string;
  readonly claims: JWTPayload;
}

const prefix = "x-ms-client-principal";

/** Claims that the code of an app sees under another name than the token has for them. */
const claimTypes: Readonly<Record<string, string>> = {
  oid: "http://schemas.microsoft.com/identity/claims/objectidentifier",
  tid: "http://schemas.microsoft.com/identity/claims/tenantid",
  scp: "http://schemas.microsoft.com/identity/claims/scope",
  sub: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
};

/** The headers of a request without those that only Easy Auth may set, in whatever casing they came. */
export function withoutPrincipal(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(prefix) && !name.startsWith("x-ms-token-")),
  );
}

/**
 * The headers by which the code of an app learns who is calling.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function principalHeaders({ provider, claims }: Principal): Readonly<Record<string, string>> {
  const id = [claims["oid"], claims.sub].find((claim) => typeof claim === "string");
  const names = [claims["preferred_username"], claims["upn"], claims["email"], claims["name"], claims.sub];
  const name = names.find((claim) => typeof claim === "string");
  const principal = {
    auth_typ: provider,
    claims: Object.entries(claims).flatMap(([claim, value]) =>
      [value].flat().map((single) => ({ typ: claimTypes[claim] ?? claim, val: textOf(single) })),
    ),
    name_typ: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    role_typ: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
  };
  return {
    [prefix]: Buffer.from(JSON.stringify(principal)).toString("base64"),
    [`${prefix}-idp`]: provider,
    ...(id !== undefined && { [`${prefix}-id`]: headerText(id) }),
    ...(name !== undefined && { [`${prefix}-name`]: headerText(name) }),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A header takes no line breaks and no characters beyond ASCII. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, encodeURIComponent);
}
