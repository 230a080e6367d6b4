import type { TokenCredential } from "@azure/identity";
import { notSignedIn } from "./errors";

/** Who publishes. */
export type Credential = Pick<TokenCredential, "getToken">;

const managementScope = "https://management.azure.com/.default";

/**
 * Who publishes, by the environment: the service principal that Terraform's providers take (ARM_CLIENT_ID, ARM_CLIENT_SECRET), else
 * whoever Azure's own tools take: AZURE_* variables, a workload or managed identity, the sign-in of a command line.
 * @see https://learn.microsoft.com/javascript/api/overview/azure/identity-readme#defaultazurecredential
 */
export async function credentialOf(tenantId: string, environment: NodeJS.ProcessEnv): Promise<Credential> {
  // Loaded where it is needed, as the client is.
  const { ClientSecretCredential, DefaultAzureCredential } = await import("@azure/identity");
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = environment;
  return clientId !== "" && clientSecret !== ""
    ? new ClientSecretCredential(tenantId, clientId, clientSecret)
    : new DefaultAzureCredential({ tenantId });
}

/** The `Authorization` header for Resource Manager and deployment endpoints. @throws {PublishFailed} without a sign-in */
export async function authorize(credential: Credential, tenantId: string): Promise<Readonly<Record<string, string>>> {
  try {
    const token = await credential.getToken(managementScope, { tenantId });
    if (token !== null) return { authorization: `Bearer ${token.token}` };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw notSignedIn(tenantId, reasonOf(text), text);
  }
  throw notSignedIn(tenantId, "nobody is signed in", "");
}

/** The library's own text may hold what it was given. */
function reasonOf(text: string): string {
  const code = /AADSTS\d+/.exec(text)?.[0];
  if (code !== undefined) return code;
  const unreachable = /network_error|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(text);
  return unreachable ? "login.microsoftonline.com cannot be reached" : "nobody is signed in";
}
