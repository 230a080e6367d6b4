/**
 * Which resource types and data sources say something about the wiring. Everything else is only looked at where a relevant block refers to
 * it, so that a plan of ten thousand resources costs little more than parsing it.
 */

/** Types that `layers/` reads, as resources and as data sources. */
const wiringTypes: ReadonlySet<string> = new Set([
  "azapi_data_plane_resource",
  "azapi_resource",
  "azapi_resource_action",
  "azapi_update_resource",
  "azurerm_client_config",
  "azurerm_cognitive_account",
  "azurerm_cognitive_account_project",
  "azurerm_function_app_flex_consumption",
  "azurerm_linux_function_app",
  "azurerm_linux_web_app",
  "azurerm_resource_group",
  "azurerm_subscription",
  "azurerm_user_assigned_identity",
  "azurerm_windows_function_app",
  "azurerm_windows_web_app",
  "random_password",
  "random_string",
]);

/** Providers whose types all matter: identity and access policy are described by them. */
const wiringProviders = ["azuread_", "okta_"];

/** Whether a resource or data source of this type may say something about the wiring. */
export function isRelevantType(type: string): boolean {
  return wiringTypes.has(type) || wiringProviders.some((prefix) => type.startsWith(prefix));
}

/** Whether an argument is write-only: neither a plan nor a state holds its value. */
export function isWriteOnly(argument: string): boolean {
  return argument === "sensitive_body" || argument.endsWith("_wo");
}

/** Keys in write-only or sensitive objects whose values are public: a client id is part of every sign-in address. */
export const publicKeys: ReadonlySet<string> = new Set(["clientId", "client_id"]);

const secretNames = /secret|password|passphrase|private_?key|access_?key|connection_?string|bcrypt_hash/i;
const namesOfSecrets = /(_setting_?name|settingname|_id|id|_expr|_auth_method|authmethod)$/i;

/** Whether a text under this key is a secret by its name, whether or not the source marks it. */
export function isSecretName(type: string, key: string): boolean {
  if (key === "value") return type === "azuread_application_password" || type === "azuread_service_principal_password";
  if (key === "result") return type === "random_password";
  return secretNames.test(key) && !namesOfSecrets.test(key);
}
