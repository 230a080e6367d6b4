/** Resource types and data sources that say the same kind of thing. */

/** App registrations at Entra. */
export const entraApplicationTypes: readonly string[] = [
  "azuread_application",
  "azuread_application_registration",
  "data.azuread_application",
];

/** Service principals at Entra. */
export const entraPrincipalTypes: readonly string[] = ["azuread_service_principal", "data.azuread_service_principal"];

/** Authorization servers at Okta. */
export const oktaServerTypes: readonly string[] = [
  "okta_auth_server",
  "okta_auth_server_default",
  "data.okta_auth_server",
];

/** OpenID Connect apps at Okta. */
export const oktaAppTypes: readonly string[] = ["okta_app_oauth", "data.okta_app_oauth"];

/** Function apps of azurerm, which all take the same blocks. */
export const azurermSiteTypes: readonly string[] = [
  "azurerm_function_app_flex_consumption",
  "azurerm_linux_function_app",
  "azurerm_windows_function_app",
  "azurerm_linux_web_app",
  "azurerm_windows_web_app",
];

/** Types of Resource Manager, without their version. */
export const armTypes = {
  connection: "microsoft.cognitiveservices/accounts/projects/connections",
  site: "microsoft.web/sites",
  siteConfig: "microsoft.web/sites/config",
  agent: "microsoft.foundry/agents",
} as const;
