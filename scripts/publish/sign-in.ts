import { authorizationFor, NotSignedIn, type Credential } from "../../doctor/sign-in/azure";
import { notSignedIn } from "./errors";

const managementScope = "https://management.azure.com/.default";

/** The `Authorization` header for Resource Manager and deployment endpoints. @throws {PublishFailed} without a sign-in */
export async function authorize(credential: Credential, tenantId: string): Promise<Readonly<Record<string, string>>> {
  try {
    return { authorization: await authorizationFor(credential, tenantId, managementScope) };
  } catch (error) {
    if (!(error instanceof NotSignedIn)) throw error;
    throw notSignedIn(tenantId, error.reason, error.details);
  }
}
