/**
 * Attributes that the real providers mark as sensitive; the bindings do not tell. Keys are resource types and data sources.
 */
export const sensitiveAttributes: Readonly<Record<string, readonly string[]>> = {
  azuread_application_password: ["value"],
  azurerm_application_insights: ["connection_string", "instrumentation_key"],
  azurerm_cognitive_account: ["primary_access_key", "secondary_access_key"],
  azurerm_log_analytics_workspace: ["primary_shared_key", "secondary_shared_key"],
  azurerm_storage_account: [
    "primary_access_key",
    "primary_blob_connection_string",
    "primary_connection_string",
    "secondary_access_key",
    "secondary_blob_connection_string",
    "secondary_connection_string",
  ],
  okta_app_oauth: ["client_basic_secret", "client_secret"],
  random_password: ["bcrypt_hash", "result"],
};

/** Attributes of provider blocks, as above; keys are the providers' names. */
export const sensitiveProviderAttributes: Readonly<Record<string, readonly string[]>> = {
  azuread: ["client_certificate", "client_certificate_password", "client_secret"],
  azurerm: ["client_certificate", "client_certificate_password", "client_secret"],
  okta: ["access_token", "api_token", "private_key"],
};
