/** What Microsoft Graph tells to whoever asks. @see https://learn.microsoft.com/graph/errors */
import type { HttpAnswer, HttpClient } from "../http";
import type { Answered } from "../reading/answered";
import { textAt } from "../reading/json";
import { createBlindReader, createReader, type Reader } from "../reading/reader";
import { authorizationFor, NotSignedIn, type Credential } from "../sign-in/azure";

/** A tenant that can be asked, as far as somebody is signed in. */
export interface GraphAccess extends Reader {
  readonly tenantId: string;
}

const origin = "https://graph.microsoft.com";

/** What reading needs. @see https://learn.microsoft.com/graph/permissions-reference */
export const graphPermissions = {
  applications: "the Microsoft Graph permission Application.Read.All, or the role Directory Readers",
  grants: "the Microsoft Graph permission Directory.Read.All, or the role Directory Readers",
  consentPolicy: "the Microsoft Graph permission Policy.Read.All, or the role Global Reader",
  people: "the Microsoft Graph permissions User.Read.All and GroupMember.Read.All, or the role Directory Readers",
  signIns: "the Microsoft Graph permissions AuditLog.Read.All and Directory.Read.All, or the role Reports Reader",
} as const;

/** The licence that sign-in logs need. @see https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins */
export const premiumLicence = "a tenant with the licence Microsoft Entra ID P1";

const withoutPremium = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";

/** Signs in at a tenant; where nobody is signed in, nothing can be read. */
export async function connectGraph(tenantId: string, credential: Credential, http: HttpClient): Promise<GraphAccess> {
  try {
    const authorization = await authorizationFor(credential, tenantId, `${origin}/.default`);
    const client: HttpClient = {
      get requests() {
        return http.requests;
      },
      request: (request) => http.request({ ...request, headers: { ...request.headers, authorization } }),
    };
    return { tenantId, ...createReader(client, { origin, explain }) };
  } catch (error) {
    if (!(error instanceof NotSignedIn)) throw error;
    const needs = `a sign-in: az login --tenant ${tenantId}, or ARM_CLIENT_ID and ARM_CLIENT_SECRET of a service principal`;
    return { tenantId, ...createBlindReader({ because: `there is no Azure sign-in: ${error.reason}`, needs }) };
  }
}

/** A text of a filter; a quote in it is written twice. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function explain({ status, body }: HttpAnswer, needs: string): Answered<never> {
  const code = codeOf(body);
  if (status === 404 && code === "Request_ResourceNotFound") return { outcome: "absent" };
  const because = `Microsoft Graph answers ${status}${code === undefined ? "" : ` (${code})`}`;
  if (code === withoutPremium) return { outcome: "unread", because, needs: premiumLicence };
  if (status === 401) return { outcome: "unread", because, needs: "a token of this tenant that is valid" };
  return status === 403 ? { outcome: "unread", because, needs } : { outcome: "unread", because };
}

function codeOf(body: string): string | undefined {
  try {
    return /^\w{1,100}$/.exec(textAt(JSON.parse(body), "error.code") ?? "")?.[0];
  } catch {
    return undefined;
  }
}
