/** Where secrets stand, whether or not Terraform marks them: by the names of attributes, of app settings, and by what is known of resources. */
import { isSecretName, isWriteOnly } from "../../checks/wiring/relevant-types";

/** Where a value stands. */
export interface Place {
  /** Type of the resource. */
  readonly type: string;
  /** Name of the attribute or key that holds it. */
  readonly key: string;
  /** Name of what holds that; empty for the resource itself. */
  readonly parent: string;
  /** The name beside it, where settings are a list of names and values; undefined where it is no such setting. */
  readonly setting: string | undefined;
}

/** Whether a value in this place is a secret. A truth value never is. */
export function isSecretPlace({ type, key, parent, setting }: Place, value: unknown): boolean {
  if (typeof value === "boolean" || value === null || value === undefined) return false;
  if (key === "value" || key === "result") {
    if (isSecretName(type, key) || typesOfSecrets.has(type)) return true;
    return setting !== undefined && isSecretSetting(setting, value);
  }
  if (settingMaps.has(parent)) return isSecretSetting(key, value);
  return isSecretAttribute(key);
}

/** Types whose `value` is a secret. */
const typesOfSecrets: ReadonlySet<string> = new Set([
  "azurerm_api_management_named_value",
  "azurerm_app_configuration_key",
  "azurerm_automation_variable_string",
  "azurerm_key_vault_secret",
]);

/** Maps from names of settings to their values. */
const settingMaps: ReadonlySet<string> = new Set([
  "app_settings",
  "appSettings",
  "connection_strings",
  "connectionStrings",
  "environment_variables",
  "environmentVariables",
]);

const secretWords =
  /secret|passw(or)?d|passphrase|(^|_)pwd|token|credential|connection_?str|bcrypt_hash|(^|_)sas($|_)|kube_?config|assertion|pkcs|pfx/;
const secretKeys =
  /(^|_)(access|account|admin|api|app|client|encryption|function|host|instrumentation|licen[cs]e|master|primary|private|secondary|shared|signing|ssh|storage|subscription)_?key(_base64|_pem|_openssh|_pkcs8)?$/;
/** What only speaks about a secret: where it is, how long it lives, how it is used. */
const aboutSecrets =
  /(^|_)(uri|url|endpoint|ids?|names?|methods?|types?|versions?|lifetime|seconds|minutes|hours|days|count|enabled|required|rotations?|rotated|mode|expiry|expiration|expires|dates?|path|store|setting|authentication|leeway|window|policy|kind|header|claims?|scopes?|formats?|length|resource_provider|permissions?)$/;

const attributes = new Map<string, boolean>();

/** Few names are used again and again. */
function isSecretAttribute(key: string): boolean {
  const before = attributes.get(key);
  if (before !== undefined) return before;
  const words = inWords(key);
  const secret = isWriteOnly(key) || ((secretWords.test(words) || secretKeys.test(words)) && !aboutSecrets.test(words));
  if (attributes.size < 100_000) attributes.set(key, secret);
  return secret;
}

const secretSettings =
  /secret|passw(or)?d|passphrase|(^|_)pwd|token|credential|connection_?str|(^|_)sas($|_)|key$|dsn$|database_url$|^azure_?web_?jobs_?(storage|dashboard)$|^website_contentazurefileconnectionstring$/;
const aboutSecretSettings =
  /(^|_)(uri|url|endpoint|ids?|name|version|lifetime|seconds|minutes|days|enabled|path|store|setting)$/;

/** References to a vault, switches, and how identity-based connections name a managed identity. */
const harmless = /^(@Microsoft\.KeyVault\([^)]*\)|true|false|managedidentity)?$/i;

/** Whether the value of an app setting is a secret by the setting's name. */
function isSecretSetting(name: string, value: unknown): boolean {
  if (typeof value === "string" && harmless.test(value)) return false;
  const words = inWords(name);
  if (words.endsWith("database_url")) return true;
  return secretSettings.test(words) && !aboutSecretSettings.test(words);
}

/** `clientSecretName` and `CLIENT_SECRET_NAME` as `client_secret_name`. */
function inWords(name: string): string {
  return name
    .slice(-200)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}
