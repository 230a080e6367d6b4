import type { Credential } from "../../../doctor/sign-in/azure";
import type { LocalCloud } from "../../../rehearsal/local-cloud";

/** An application with a secret. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Who deploys to the local cloud, as Azure's own libraries would sign in. */
export function deployerCredential(cloud: LocalCloud, tenantId: string): Credential {
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = cloud.environment;
  return credentialOf(cloud, tenantId, { clientId, clientSecret });
}

/** An application that signs in at the local cloud. */
export function credentialOf({ fetch }: LocalCloud, tenantId: string, application: Application): Credential {
  return {
    async getToken(scope) {
      const response = await fetch(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: application.clientId,
          client_secret: application.clientSecret,
          scope: String(scope),
        }),
      });
      const { access_token: token } = (await response.json()) as { readonly access_token: string };
      return { token, expiresOnTimestamp: Number.POSITIVE_INFINITY };
    },
  };
}
