/** What Okta tells to whoever asks. @see https://developer.okta.com/docs/reference/error-codes/ */
import { HttpFailed, type HttpAnswer, type HttpClient } from "../http";
import type { Answered } from "../reading/answered";
import { textAt } from "../reading/json";
import { askingOnce, createBlindReader, createReader, type Reader } from "../reading/reader";
import { oktaCredentialsOf, signInNeeded } from "./credentials";
import { NotSignedInAtOkta } from "./errors";
import { signInAtOkta } from "./sdk";

/** An organization that can be asked, as far as somebody is signed in. */
export interface OktaAccess extends Reader {
  /** Host name. */
  readonly organization: string;
}

/** The licence that custom authorization servers need. */
export const apiAccessManagement = "the licence API Access Management";

/** What Okta answers where the licence is lacking. */
const licenceCode = "E0000015";

/** Okta's own domains, at which nobody but Okta answers. */
export const oktaDomains = /^[a-z0-9-]+\.(okta|oktapreview|okta-emea|okta-gov)\.com$|^[a-z0-9-]+\.okta\.mil$/;

/** Whether a host is of an organization, and not of anybody who would like to have a token of one. */
function isOrganization(host: string, environment: Readonly<Record<string, string | undefined>>): boolean {
  const { OKTA_ORG_NAME: name = "", OKTA_BASE_URL: base = "okta.com" } = environment;
  return oktaDomains.test(host) || (name !== "" && host === `${name}.${base}`.toLowerCase());
}

/**
 * Signs in at an organization with what the environment names; where it names nobody, nothing can be read. A token is sent to Okta's own
 * domains alone, and to a domain of one's own where OKTA_ORG_NAME and OKTA_BASE_URL name it: a URL that somebody wrote into a connection
 * must not be enough. What several parts of the doctor want to know is asked once.
 */
export async function connectOkta(
  organization: string,
  environment: Readonly<Record<string, string | undefined>>,
  http: HttpClient,
): Promise<OktaAccess> {
  if (!isOrganization(organization.toLowerCase(), environment)) {
    const needs = "OKTA_ORG_NAME and OKTA_BASE_URL that name it, where it is a domain of your organization";
    const because = `${JSON.stringify(organization.slice(0, 200))} is none of Okta's own domains, so that no token is sent there`;
    return { organization, ...createBlindReader({ because, needs }) };
  }
  const credentials = oktaCredentialsOf(environment);
  if (credentials === undefined) return blind(organization, "nobody is signed in at Okta");
  try {
    const client = await signInAtOkta(organization, credentials, http);
    return { organization, ...askingOnce(createReader(client, { origin: `https://${organization}`, explain })) };
  } catch (error) {
    if (error instanceof NotSignedInAtOkta) return blind(organization, error.message);
    if (error instanceof HttpFailed) return blind(organization, `${JSON.stringify(error.host)}: ${error.reason}`);
    throw error;
  }
}

function blind(organization: string, because: string): OktaAccess {
  return { organization, ...createBlindReader({ because, needs: signInNeeded }) };
}

/** The scope of a service app, or the role of whoever made the token. */
export function permission(scope: string): string {
  return `the scope ${scope} of a service app, or the role Read-only administrator of whoever made the API token`;
}

function explain({ status, body }: HttpAnswer, needs: string): Answered<never> {
  const code = codeOf(body);
  if (status === 404 && code === "E0000007") return { outcome: "absent" };
  const because = `Okta answers ${status}${code === undefined ? "" : ` (${code})`}`;
  if (code === licenceCode) return { outcome: "unread", because, needs: apiAccessManagement };
  if (status === 401) return { outcome: "unread", because, needs: `a valid sign-in: ${signInNeeded}` };
  return status === 403 ? { outcome: "unread", because, needs } : { outcome: "unread", because };
}

function codeOf(body: string): string | undefined {
  try {
    return /^E\d{7}$/.exec(textAt(JSON.parse(body), "errorCode") ?? "")?.[0];
  } catch {
    return undefined;
  }
}
