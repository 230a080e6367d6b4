/**
 * What Okta demands of an OpenID Connect app beyond the types of its properties.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
import type { ClientSettings } from "./model";
import { fieldBlank, invalidField, labelTaken, valueTaken } from "./okta-errors";
import type { Organization } from "./state";

/** Letters, digits and the characters that need no encoding in a URL; 6 to 100 of them. */
const clientIdPattern = /^[A-Za-z0-9$\-_.+!*'(),]{6,100}$/;
const reservedClientId = "ALL_CLIENTS";
/** Printable ASCII: RFC 6749, appendix A.2. */
const secretPattern = /^[\x20-\x7e]{14,100}$/;

const responseTypeOfGrant: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ["code"],
  implicit: ["token", "id_token"],
};

/** Whether clients that authenticate like this have a secret. */
export function needsSecret(tokenEndpointAuthMethod: string): boolean {
  return tokenEndpointAuthMethod.startsWith("client_secret_");
}

/** Refuses a client id that breaks the rules or that another app has. */
export function checkClientId(organization: Organization, clientId: string): void {
  if (!clientIdPattern.test(clientId) || clientId === reservedClientId) {
    throw invalidField(
      "client_id",
      "'client_id' must consist of alphanumeric characters and $-_.+!*'(), and must contain between 6 and 100 characters",
    );
  }
  if ([...organization.apps.values()].some((app) => app.clientId === clientId)) {
    throw valueTaken("client_id");
  }
}

/** Refuses a secret that breaks the rules; its text is in no error. */
export function checkSecret(secret: string): void {
  if (!secretPattern.test(secret)) {
    throw invalidField(
      "client_secret",
      "'client_secret' must consist of printable characters and must contain between 14 and 100 characters",
    );
  }
}

/**
 * Labels are unique among active apps.
 * @param organization whose apps are compared
 * @param label the label that is asked for
 * @param self id of the app that may keep it
 */
export function checkLabel(organization: Organization, label: string, self?: string): void {
  for (const { id, status, settings } of organization.apps.values()) {
    if (id !== self && status === "ACTIVE" && settings.label === label) {
      throw labelTaken(label);
    }
  }
}

/** Refuses redirect URIs, grants and response types that do not go together. */
export function checkClient({
  grant_types: grants,
  response_types: responses,
  redirect_uris: uris,
}: ClientSettings): void {
  const redirects = grants.includes("authorization_code") || grants.includes("implicit");
  if (redirects && uris.length === 0) {
    throw fieldBlank("redirect_uris");
  }
  const bad = uris.find((uri) => !URL.canParse(uri) || uri.includes("#"));
  if (bad !== undefined) {
    throw invalidField("redirect_uris", `'${bad}' is not a valid redirect URI`);
  }
  for (const [grant, allowed] of Object.entries(responseTypeOfGrant)) {
    const isGranted = grants.some((one) => one === grant);
    if (isGranted !== responses.some((one) => allowed.includes(one))) {
      throw invalidField(
        "response_types",
        `'response_types' and 'grant_types' must agree on ${allowed.map((type) => `'${type}'`).join(" or ")} and '${grant}'`,
      );
    }
  }
}
