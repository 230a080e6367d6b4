/** The blocks of a generated stack that faults change. Construct paths are contract; their names stand nowhere else in this folder. */
import { settingMissing } from "./errors";
import { addressOf, at, blockOf, textOf, texts, type Mutable } from "./configuration";
import type { Broken } from "./fault";

/** Protocol scopes: they belong to no API. */
const protocolScopes = ["openid", "offline_access"];

/** Properties of the connection. */
export function connectionProperties({ configuration, key }: Broken): Mutable {
  return at(blockOf(configuration, "azapi_resource", `connection-${key}`), "body", "properties");
}

/** Client id and secret of the connection. */
export function connectionCredentials({ configuration, key }: Broken): Mutable {
  return at(
    blockOf(configuration, "azapi_resource", `connection-${key}`),
    "sensitive_body",
    "properties",
    "credentials",
  );
}

/** The client of the connection at Okta. */
export function oktaApp({ configuration, key }: Broken): Mutable {
  return blockOf(configuration, "okta_app_oauth", `client-${key}`);
}

/** The policy rule that is for the connection. */
export function policyRule({ configuration, key }: Broken): Mutable {
  return blockOf(configuration, "okta_auth_server_policy_rule", `access-${key}`);
}

/** The identity providers of Easy Auth. */
export function easyAuthProviders({ configuration }: Broken): Mutable {
  return at(blockOf(configuration, "azapi_update_resource", "function-app"), "body", "properties", "identityProviders");
}

/** The provider that Easy Auth asks. */
export function easyAuthProvider(broken: Broken): Mutable {
  const providers = easyAuthProviders(broken);
  return broken.setting.provider === "entra"
    ? at(providers, "azureActiveDirectory")
    : at(providers, "customOpenIdConnectProviders", "okta");
}

/** Changes the value of an app setting. @throws Error where the stack has no such setting */
export function changeSetting({ configuration }: Broken, name: string, change: (value: string) => string): void {
  const siteConfig = at(blockOf(configuration, "azapi_resource", "function-app"), "body", "properties", "siteConfig");
  const settings = siteConfig["appSettings"] as Mutable[] | undefined;
  const setting = settings?.find((each) => each["name"] === name);
  if (setting === undefined) throw settingMissing(name);
  setting["value"] = change(textOf(setting["value"]));
}

/** Leaves the connection with what signs somebody in, and takes the API's scopes out of what it requests. */
export function dropApiScopes(broken: Broken): void {
  const properties = connectionProperties(broken);
  properties["scopes"] = texts(properties["scopes"]).filter((each) => protocolScopes.includes(each));
}

/** Takes a scope out of what the connection requests. */
export function dropRequested(broken: Broken, scope: string): void {
  const properties = connectionProperties(broken);
  properties["scopes"] = texts(properties["scopes"]).filter((each) => each !== scope);
}

/** A block of the access policy of the connection, by its id in the construct: `api-grant`. */
export function accessBlock({ configuration, key }: Broken, id: string): Mutable {
  return blockOf(configuration, "azuread_service_principal_delegated_permission_grant", `access-${key}_${id}`);
}

/** A reference to the client id of the connection's app at Entra. */
export function clientApp({ configuration, key }: Broken): string {
  return `\${${addressOf(configuration, "azuread_application_registration", `client-${key}`)}.client_id}`;
}

/** A reference to the client id of the API's app at Entra. */
export function apiApp({ configuration }: Broken): string {
  return `\${${addressOf(configuration, "azuread_application_registration", "identity_api")}.client_id}`;
}
