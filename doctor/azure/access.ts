/** What Resource Manager and Foundry tell to whoever asks. */
import type { HttpAnswer, HttpClient } from "../http";
import type { Answered } from "../reading/answered";
import { textAt } from "../reading/json";
import { createBlindReader, createReader, type Reader } from "../reading/reader";
import { authorizationFor, NotSignedIn, type Credential } from "../sign-in/azure";

/** Azure, as far as somebody is signed in. */
export interface AzureAccess {
  readonly manager: Reader;
  /** Asks for what only POST tells, and changes nothing: the app settings. */
  readonly actions: Reader;
  /** The data plane of a Foundry account. */
  foundry(hostName: string): Promise<Reader>;
}

/** What reading needs. @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const azureRoles = {
  project: "the role Reader on the resource group of the Foundry project",
  site: "the role Reader on the resource group of the function app",
  sites: "the role Reader on the subscription, or --endpoint with the deployment's own function app",
  // Settings may hold secrets, so that reading them is an action.
  settings: "the role Website Contributor on the function app (Microsoft.Web/sites/config/list/action)",
  agents: "the role Foundry User on the Foundry project",
} as const;

const management = "https://management.azure.com";

/** Whose tokens Foundry takes. @see https://learn.microsoft.com/azure/ai-foundry/how-to/develop/sdk-overview */
const foundryScope = "https://ai.azure.com/.default";

/** Signs in at a tenant; where nobody is signed in, nothing can be read. */
export async function connectAzure(tenantId: string, credential: Credential, http: HttpClient): Promise<AzureAccess> {
  const readerOf = async (origin: string, scope: string, name: string, method: "GET" | "POST"): Promise<Reader> => {
    const explain = explainFor(name);
    try {
      const authorization = await authorizationFor(credential, tenantId, scope);
      const client: HttpClient = {
        get requests() {
          return http.requests;
        },
        request: (request) => http.request({ ...request, method, headers: { ...request.headers, authorization } }),
      };
      return createReader(client, { origin, explain });
    } catch (error) {
      if (!(error instanceof NotSignedIn)) throw error;
      const needs = `a sign-in: az login --tenant ${tenantId}, or ARM_CLIENT_ID and ARM_CLIENT_SECRET of a service principal`;
      return createBlindReader({ because: `there is no Azure sign-in: ${error.reason}`, needs });
    }
  };
  const [manager, actions] = await Promise.all([
    readerOf(management, `${management}/.default`, "Resource Manager", "GET"),
    readerOf(management, `${management}/.default`, "Resource Manager", "POST"),
  ]);
  return { manager, actions, foundry: (hostName) => readerOf(`https://${hostName}`, foundryScope, "Foundry", "GET") };
}

function explainFor(name: string): (answer: HttpAnswer, needs: string) => Answered<never> {
  return ({ status, body }, needs) => {
    if (status === 404) return { outcome: "absent" };
    const code = codeOf(body);
    const because = `${name} answers ${status}${code === undefined ? "" : ` (${code})`}`;
    // Foundry answers 401 to whoever has no role, too.
    const refused = status === 403 || code === "PermissionDenied";
    if (refused) return { outcome: "unread", because, needs };
    return status === 401
      ? { outcome: "unread", because, needs: "a token of this tenant that is valid" }
      : { outcome: "unread", because };
  };
}

function codeOf(body: string): string | undefined {
  try {
    return /^\w{1,100}$/.exec(textAt(JSON.parse(body), "error.code") ?? "")?.[0];
  } catch {
    return undefined;
  }
}
