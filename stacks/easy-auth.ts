import type { TokenFacts } from "../contract/app-settings";
import type { Gate } from "../contract/deployment";
import { easyAuthProviderName } from "../contract/okta";
import type { AzapiBody } from "./azapi/azapi-resource";

/** What App Service authentication must know of the identity provider. */
export type EasyAuthIdentity =
  { readonly provider: "entra" } | { readonly provider: "okta"; readonly openIdConfigurationUrl: string };

/** Built-in providers that this project never enables; Entra, the remaining one, stands in `entraProvider`. */
const unusedProviders = [
  "apple",
  "azureStaticWebApps",
  "facebook",
  "gitHub",
  "google",
  "legacyMicrosoftAccount",
  "twitter",
] as const;

/**
 * The complete `authsettingsV2` of the function app. It is merged into what exists and deletes nothing, so every provider that was
 * ever written is written again: after a change of provider or of gate exactly one is enabled, or none.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-file-based
 */
export function easyAuthSettings(gate: Gate, identity: EasyAuthIdentity, token: TokenFacts): AzapiBody {
  const enabled = gate === "easy-auth";
  return {
    platform: { enabled, runtimeVersion: "~1" },
    globalValidation: {
      requireAuthentication: enabled,
      // A redirect to a sign-in page would be no answer for an MCP client.
      unauthenticatedClientAction: enabled ? "Return401" : "AllowAnonymous",
      excludedPaths: [],
    },
    identityProviders: {
      azureActiveDirectory: enabled && identity.provider === "entra" ? entraProvider(token) : { enabled: false },
      customOpenIdConnectProviders: {
        [easyAuthProviderName]:
          enabled && identity.provider === "okta"
            ? oktaProvider(identity.openIdConfigurationUrl, token)
            : // Not null: whether Resource Manager takes a null for a removal is open, a written false holds either way.
              { enabled: false },
      },
      ...Object.fromEntries(unusedProviders.map((provider) => [provider, { enabled: false }])),
    },
  };
}

function entraProvider(token: TokenFacts): AzapiBody {
  return {
    enabled: true,
    registration: { clientId: token.audience, openIdIssuer: token.issuer },
    validation: {
      allowedAudiences: [token.audience],
      defaultAuthorizationPolicy: { allowedApplications: token.allowedClients },
    },
  };
}

/** A custom provider has no allowed audiences: a token passes whose audience is the registered client id. */
function oktaProvider(openIdConfigurationUrl: string, token: TokenFacts): AzapiBody {
  return {
    enabled: true,
    registration: {
      clientId: token.audience,
      openIdConnectConfiguration: { wellKnownOpenIdConfiguration: openIdConfigurationUrl },
    },
  };
}
