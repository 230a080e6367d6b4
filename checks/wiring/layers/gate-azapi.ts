/**
 * App Service authentication as Resource Manager takes it.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-file-based
 */
import type { Argument, Block } from "../configuration";
import type { Gate, GateProvider } from "../wiring-function-app";
import * as read from "./arguments";
import type { Blocks } from "./blocks";

/** Providers that App Service has built in. */
export const builtInProviders = [
  "apple",
  "azureActiveDirectory",
  "azureStaticWebApps",
  "facebook",
  "gitHub",
  "google",
  "legacyMicrosoftAccount",
  "twitter",
] as const;

/** Reads `properties` of `authsettingsV2`. */
export function readAzapiGate(blocks: Blocks, block: Block, properties: Argument | undefined): Gate {
  const validation = read.argument(properties, "globalValidation");
  const identityProviders = read.argument(properties, "identityProviders");
  const builtIn = builtInProviders.flatMap((name) => {
    const provider = read.argument(identityProviders, name);
    return provider ? [readProvider(blocks, name, false, provider)] : [];
  });
  const excludedPaths = blocks.values(validation, "excludedPaths");
  const named = new Set(builtIn.map(({ name }) => name));
  return {
    address: block.address,
    enabled: blocks.value(properties, "platform", "enabled"),
    requireAuthentication: blocks.value(validation, "requireAuthentication"),
    unauthenticatedAction: blocks.value(validation, "unauthenticatedClientAction"),
    ...(excludedPaths && { excludedPaths }),
    providers: [...builtIn, ...customProviders(blocks, identityProviders)],
    unmentionedProviders: builtInProviders.filter((name) => !named.has(name)),
    source: properties?.source ?? block.source,
  };
}

/** Custom providers; one that is null is removed. */
function customProviders(blocks: Blocks, identityProviders: Argument | undefined): readonly GateProvider[] {
  const custom = read.argument(identityProviders, "customOpenIdConnectProviders");
  if (custom?.kind !== "map") return [];
  return [...custom.entries].flatMap(([name, provider]) =>
    read.isNull(provider) ? [] : [readProvider(blocks, name, true, provider)],
  );
}

function readProvider(blocks: Blocks, name: string, custom: boolean, provider: Argument): GateProvider {
  const registration = read.argument(provider, "registration");
  const issuer = custom
    ? (blocks.value(registration, "openIdConnectConfiguration", "wellKnownOpenIdConfiguration") ??
      blocks.value(registration, "openIdConnectConfiguration", "issuer"))
    : blocks.value(registration, "openIdIssuer");
  const allowedAudiences = blocks.values(provider, "validation", "allowedAudiences");
  const policy = read.argument(provider, "validation", "defaultAuthorizationPolicy");
  const allowedApplications = blocks.values(policy, "allowedApplications");
  return {
    name,
    custom,
    enabled: blocks.value(provider, "enabled"),
    clientId: blocks.value(registration, "clientId") ?? blocks.value(registration, "appId"),
    ...(issuer && { issuer }),
    ...(allowedAudiences && { allowedAudiences }),
    ...(allowedApplications && { allowedApplications }),
    source: provider.source,
  };
}
