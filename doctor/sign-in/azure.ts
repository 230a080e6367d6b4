/** Who asks Resource Manager and Microsoft Graph. */
import type { TokenCredential } from "@azure/identity";

/** Somebody with a sign-in at Entra. */
export type Credential = Pick<TokenCredential, "getToken">;

/** There is no sign-in, or none for this tenant. */
export class NotSignedIn extends Error {
  override readonly name = "NotSignedIn";
  readonly tenantId: string;
  /** As a clause, or Entra's code: `nobody is signed in`. */
  readonly reason: string;
  /** The library's own text, which may hold more than a person wants to read. */
  readonly details: string;

  constructor(tenantId: string, reason: string, details: string) {
    super(`There is no Azure sign-in for tenant ${JSON.stringify(tenantId)}: ${reason}.`);
    this.tenantId = tenantId;
    this.reason = reason;
    this.details = details;
  }
}

/**
 * Who asks, by the environment: the service principal that Terraform's providers take (ARM_CLIENT_ID, ARM_CLIENT_SECRET), else
 * whoever Azure's own tools take: AZURE_* variables, a workload or managed identity, the sign-in of a command line.
 * @see https://learn.microsoft.com/javascript/api/overview/azure/identity-readme#defaultazurecredential
 */
export async function credentialOf(
  tenantId: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credential> {
  // Loaded where it is needed: it takes longer to load than other commands to run.
  const { ClientSecretCredential, DefaultAzureCredential } = await import("@azure/identity");
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = environment;
  return clientId !== "" && clientSecret !== ""
    ? new ClientSecretCredential(tenantId, clientId, clientSecret)
    : new DefaultAzureCredential({ tenantId });
}

/**
 * The `Authorization` header for an API of Microsoft; its scope is, for example, `https://graph.microsoft.com/.default`.
 * @throws {NotSignedIn} where the tenant gives no token
 */
export async function authorizationFor(credential: Credential, tenantId: string, scope: string): Promise<string> {
  let token: Awaited<ReturnType<Credential["getToken"]>>;
  try {
    token = await credential.getToken(scope, { tenantId });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new NotSignedIn(tenantId, reasonOf(text), text);
  }
  if (token === null) throw new NotSignedIn(tenantId, "nobody is signed in", "");
  return `Bearer ${token.token}`;
}

/** The library's own text may hold what it was given. */
function reasonOf(text: string): string {
  const code = /AADSTS\d+/.exec(text)?.[0];
  if (code !== undefined) return code;
  // A managed identity asks an address of the machine itself, which no machine outside of Azure has.
  const tried = text.split("\n").filter((line) => !line.includes("ManagedIdentityCredential"));
  const unreachable = /network_error|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/;
  return tried.some((line) => unreachable.test(line))
    ? "login.microsoftonline.com cannot be reached"
    : "nobody is signed in";
}
