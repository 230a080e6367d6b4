import type { Credential } from "../../../doctor/sign-in/azure";
import type { LocalCloud } from "../../../rehearsal/local-cloud";

/** Who deploys to the local cloud, as Azure's own libraries would sign in. */
export function deployerCredential({ fetch, environment }: LocalCloud, tenantId: string): Credential {
  return {
    async getToken(scope) {
      const response = await fetch(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: environment["ARM_CLIENT_ID"] ?? "",
          client_secret: environment["ARM_CLIENT_SECRET"] ?? "",
          scope: String(scope),
        }),
      });
      const { access_token: token } = (await response.json()) as { readonly access_token: string };
      return { token, expiresOnTimestamp: Number.POSITIVE_INFINITY };
    },
  };
}
