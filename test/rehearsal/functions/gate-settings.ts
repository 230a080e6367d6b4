/** Settings of Easy Auth as a deployment writes them into `authsettingsV2`. */
import { entraIssuer, oktaConfigurationUrl } from "./issuers";

/** Settings with which Easy Auth lets Entra's tokens through. */
export function entraSettings(validation: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return gateSettings({
    azureActiveDirectory: {
      enabled: true,
      registration: { clientId: "api-client-id", openIdIssuer: entraIssuer },
      validation,
    },
  });
}

/** Settings with which Easy Auth lets the tokens of a custom provider through. */
export function oktaSettings(clientId = "api://weather"): Readonly<Record<string, unknown>> {
  return gateSettings({
    azureActiveDirectory: { enabled: false },
    customOpenIdConnectProviders: {
      okta: {
        enabled: true,
        registration: {
          clientId,
          openIdConnectConfiguration: { wellKnownOpenIdConfiguration: oktaConfigurationUrl },
        },
      },
    },
  });
}

/** Settings that demand authentication and answer 401; providers that are not named are off. */
export function gateSettings(
  providers: Readonly<Record<string, unknown>>,
  globalValidation: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const unused = ["apple", "azureStaticWebApps", "facebook", "gitHub", "google", "legacyMicrosoftAccount", "twitter"];
  return {
    platform: { enabled: true },
    globalValidation: {
      requireAuthentication: true,
      unauthenticatedClientAction: "Return401",
      excludedPaths: [],
      ...globalValidation,
    },
    identityProviders: { ...Object.fromEntries(unused.map((name) => [name, { enabled: false }])), ...providers },
  };
}
