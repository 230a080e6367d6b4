import type { SiteState } from "../../azure/state";
import { isObject, objectAt, textAt, type JsonObject, type JsonValue } from "../../json";

/** What Easy Auth does with a request that carries no valid token. */
export type UnauthenticatedAction = "AllowAnonymous" | "RedirectToLoginPage" | "Return401" | "Return403";

/** An identity provider that is enabled. */
export type ProviderSettings =
  | {
      readonly kind: "entra";
      /** As headers and sign-in addresses name it. */
      readonly name: "aad";
      /** Always an allowed audience. */
      readonly clientId: string;
      readonly issuer: string;
      readonly allowedAudiences: readonly string[];
      /** Client ids; none means that every client is allowed. */
      readonly allowedApplications: readonly string[];
    }
  | {
      readonly kind: "custom";
      readonly name: string;
      /** The only audience: there is no setting for others. */
      readonly clientId: string;
      /** Address of the OpenID Connect metadata document. */
      readonly configurationUrl: string;
    }
  | {
      /** Signs people in, and issues no access tokens for an API. */
      readonly kind: "social";
      readonly name: string;
    }
  | {
      /** Enabled without a registration. */
      readonly kind: "unconfigured";
      readonly name: string;
    };

/** What Easy Auth of one site is set to. */
export interface EasyAuthSettings {
  readonly enabled: boolean;
  readonly requireAuthentication: boolean;
  readonly unauthenticatedAction: UnauthenticatedAction;
  /** Paths that need no token; `*` stands for any text. */
  readonly excludedPaths: readonly string[];
  readonly providers: readonly ProviderSettings[];
  /** Name of the provider whose sign-in page is shown. @default the first one */
  readonly redirectToProvider?: string;
  /** Scopes of the protected resource metadata. @default no metadata is served, and no 401 names it */
  readonly advertisedScopes?: readonly string[];
}

const actions: readonly string[] = ["AllowAnonymous", "RedirectToLoginPage", "Return401", "Return403"];

/** @see https://learn.microsoft.com/azure/app-service/configure-authentication-mcp */
const advertisedScopesSetting = "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES";

/**
 * Reads what a deployment has written into `authsettingsV2` and the app settings.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-file-based#configuration-file-reference
 */
export function readEasyAuthSettings({
  authSettings,
  appSettings,
}: Pick<SiteState, "authSettings" | "appSettings">): EasyAuthSettings {
  const validation = objectAt(authSettings, "globalValidation");
  const action = textAt(validation, "unauthenticatedClientAction") ?? "";
  const redirectToProvider = textAt(validation, "redirectToProvider");
  const advertised = listed(appSettings[advertisedScopesSetting]);
  return {
    enabled: objectAt(authSettings, "platform")["enabled"] === true,
    requireAuthentication: validation["requireAuthentication"] === true,
    unauthenticatedAction: isAction(action) ? action : "RedirectToLoginPage",
    excludedPaths: texts(validation["excludedPaths"]),
    providers: readProviders(objectAt(authSettings, "identityProviders")),
    ...(redirectToProvider !== undefined && { redirectToProvider }),
    ...(advertised.length > 0 && { advertisedScopes: advertised }),
  };
}

function readProviders(providers: JsonObject): readonly ProviderSettings[] {
  const { customOpenIdConnectProviders, ...builtIn } = providers;
  const custom = isObject(customOpenIdConnectProviders) ? customOpenIdConnectProviders : {};
  return [
    ...enabled(builtIn).map(([name, settings]) => builtInProvider(name, settings)),
    ...enabled(custom).map(([name, settings]) => customProvider(name, settings)),
  ];
}

function builtInProvider(name: string, settings: JsonObject): ProviderSettings {
  const registration = objectAt(settings, "registration");
  if (name === "azureActiveDirectory") return entraProvider(settings, registration);
  const configured = ["clientId", "appId", "consumerKey"].some((key) => isFilled(registration[key]));
  return { kind: configured ? "social" : "unconfigured", name };
}

function entraProvider(settings: JsonObject, registration: JsonObject): ProviderSettings {
  const clientId = textAt(registration, "clientId") ?? "";
  const issuer = textAt(registration, "openIdIssuer") ?? "";
  if (clientId === "" || issuer === "") return { kind: "unconfigured", name: "aad" };
  const validation = objectAt(settings, "validation");
  const policy = objectAt(validation, "defaultAuthorizationPolicy");
  return {
    kind: "entra",
    name: "aad",
    clientId,
    issuer,
    allowedAudiences: texts(validation["allowedAudiences"]),
    allowedApplications: texts(policy["allowedApplications"]),
  };
}

function customProvider(name: string, settings: JsonObject): ProviderSettings {
  const registration = objectAt(settings, "registration");
  const clientId = textAt(registration, "clientId") ?? "";
  const configuration = objectAt(registration, "openIdConnectConfiguration");
  const configurationUrl = textAt(configuration, "wellKnownOpenIdConfiguration") ?? "";
  if (clientId === "" || configurationUrl === "") return { kind: "unconfigured", name };
  return { kind: "custom", name, clientId, configurationUrl };
}

/** A provider is enabled by saying so, or by having a registration and not saying otherwise. */
function enabled(providers: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(providers).flatMap(([name, settings]) => {
    if (!isObject(settings) || settings["enabled"] === false) return [];
    const registered = Object.keys(objectAt(settings, "registration")).length > 0;
    return settings["enabled"] === true || registered ? [[name, settings] as const] : [];
  });
}

function isAction(text: string): text is UnauthenticatedAction {
  return actions.includes(text);
}

function isFilled(value: JsonValue | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function listed(value: string | undefined): readonly string[] {
  return (value ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
