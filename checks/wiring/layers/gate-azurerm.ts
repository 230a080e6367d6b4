/** App Service authentication as azurerm takes it: `auth_settings_v2` with one block a provider. */
import type { Argument, Block } from "../configuration";
import { fromParts, literalValue, textOf, type Source, type Value } from "../value";
import type { Gate, GateProvider } from "../wiring-function-app";
import * as read from "./arguments";
import type { Blocks } from "./blocks";
import { builtInProviders } from "./gate-azapi";

/** Blocks of azurerm by the names that Resource Manager has for them. */
const blockNames: Readonly<Record<(typeof builtInProviders)[number], string>> = {
  apple: "apple_v2",
  azureActiveDirectory: "active_directory_v2",
  azureStaticWebApps: "azure_static_web_app_v2",
  facebook: "facebook_v2",
  gitHub: "github_v2",
  google: "google_v2",
  legacyMicrosoftAccount: "microsoft_v2",
  twitter: "twitter_v2",
};

/** What the provider writes where nothing is said. */
const defaults = {
  enabled: false,
  requireAuthentication: false,
  unauthenticatedAction: "RedirectToLoginPage",
} as const;

/** Reads `auth_settings_v2`; undefined where there is none. */
export function readAzurermGate(blocks: Blocks, block: Block): Gate | undefined {
  const settings = read.argument(block.arguments, "auth_settings_v2");
  if (settings === undefined || (settings.kind === "list" && settings.items.length === 0 && !settings.incomplete)) {
    return undefined;
  }
  const { source } = settings;
  const or = (name: string, value: string | boolean): Value =>
    blocks.value(settings, name) ?? literalValue(value, source);
  const builtIn = builtInProviders.flatMap((name) =>
    read.nested(settings, blockNames[name]).items.map((item) => builtInProvider(blocks, name, item)),
  );
  const custom = read.nested(settings, "custom_oidc_v2").items.map((item) => customProvider(blocks, item));
  const excludedPaths = blocks.values(settings, "excluded_paths");
  return {
    address: block.address,
    enabled: or("auth_enabled", defaults.enabled),
    requireAuthentication: or("require_authentication", defaults.requireAuthentication),
    unauthenticatedAction: or("unauthenticated_action", defaults.unauthenticatedAction),
    ...(excludedPaths && { excludedPaths }),
    providers: [...builtIn, ...custom],
    // The provider writes all of them, disabled where there is no block.
    unmentionedProviders: [],
    source,
  };
}

/** A provider is enabled by its block; its client secret stands in an app setting. */
function builtInProvider(blocks: Blocks, name: (typeof builtInProviders)[number], item: Argument): GateProvider {
  const { source } = item;
  const issuer = blocks.value(item, "tenant_auth_endpoint");
  const allowedAudiences = blocks.values(item, "allowed_audiences");
  const allowedApplications = blocks.values(item, "allowed_applications");
  return {
    name,
    custom: false,
    enabled: literalValue(true, source),
    clientId: blocks.value(item, "client_id") ?? blocks.value(item, "app_id") ?? blocks.value(item, "consumer_key"),
    ...(issuer && { issuer: entraIssuer(issuer, source) }),
    ...(allowedAudiences && { allowedAudiences }),
    ...(allowedApplications && { allowedApplications }),
    source,
  };
}

function customProvider(blocks: Blocks, item: Argument): GateProvider {
  const { source } = item;
  return {
    name: textOf(blocks.value(item, "name")) ?? "custom",
    custom: true,
    enabled: literalValue(true, source),
    clientId: blocks.value(item, "client_id"),
    issuer: blocks.value(item, "openid_configuration_endpoint"),
    source,
  };
}

/** The endpoint may be written with a slash at its end, which the issuer in a token has not. */
function entraIssuer(endpoint: Value, source: Source): Value {
  if (endpoint.kind === "unknown") return endpoint;
  const parts = endpoint.kind === "literal" ? [String(endpoint.value)] : [...endpoint.parts];
  const last = parts.at(-1);
  if (typeof last === "string") parts[parts.length - 1] = last.replace(/\/+$/, "");
  return { ...fromParts(parts, source), source: endpoint.source };
}
