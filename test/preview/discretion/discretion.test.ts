/** What is shown of values and texts, and what is not. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Discretion } from "../../../preview/discretion/discretion";
import { compileMasks, withinLimit } from "../../../preview/discretion/masks";
import { isSecretPlace } from "../../../preview/discretion/secret-places";

/** A text that has the form of a secret, and is none. */
const core = "Zx9Qw7Er5Ty3Ui1Op";

describe("secrets by their form", () => {
  test.each([
    ["a JSON Web Token", `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ${core}.c2lnbmF0dXJl${core}`],
    ["a shared access signature", `https://st.blob.core.windows.net/c/b?sv=2024&sig=${core}%3D&se=2027`],
    ["a function key", `https://f.azurewebsites.net/api/x?code=${core}==`],
    ["an authorization code", `https://c.example/redirect?state=s&code=${core}`],
    ["a token in a fragment", `https://c.example/#access_token=${core}&token_type=bearer`],
    ["user information", `https://deployer:${core}@git.example/repository`],
    ["a token as user", `https://${core}@git.example/repository`],
    ["a storage account's connection string", `DefaultEndpointsProtocol=https;AccountKey=${core}==;EndpointSuffix=x`],
    ["a service bus connection string", `Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=${core}=`],
    ["a database's connection string", `Server=db;User=u;Password=${core};Encrypt=true`],
    ["an instrumentation key", `InstrumentationKey=${core};IngestionEndpoint=https://x/`],
    ["a bearer token", `Authorization: Bearer ${core}.abc`],
    ["an API token of Okta", `SSWS 00${core}${core}abcdef`],
    ["a client secret of Entra", `~12Q~${core}${core}`],
    ["a token of GitHub", `ghp_${core}${core}ab`],
    ["a private key", `-----BEGIN PRIVATE KEY-----\nMII${core}\n-----END PRIVATE KEY-----\nafter`],
    ["a private key that does not end", `-----BEGIN RSA PRIVATE KEY-----\nMII${core}`],
    ["a quoted password", `{"password":"${core}"}`],
    ["an escaped quoted password", `{\\"client_secret\\": \\"${core}\\"}`],
    ["an assignment in an error", `Error: client_secret = ${core} was refused`],
  ])("%s is not shown", (_name, text) => {
    const shown = new Discretion().text(text);
    expect(shown).toContain("(sensitive)");
    expect(shown).not.toContain(core);
  });

  test.each([
    "https://login.microsoftonline.com/00000000-0000-4000-8000-000000000001/oauth2/v2.0/token",
    "api://00000000-0000-4000-8000-000000000001/weather-entra-dev/weather.read",
    "Connection weather requests response_type=code",
    "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg",
    'clientSecret = "${random_password.client.result}"',
    "someone@example.com signs in",
    "Basic authentication is off",
    "token_endpoint_auth_method",
  ])("%s is shown as it is", (text) => {
    expect(new Discretion().text(text)).toBe(text);
  });

  test("takes time that grows with the text alone", () => {
    const discretion = new Discretion();
    for (const piece of ["-----BEGIN ", "eyJ", "//a", "secret", "Bearer ", "?sig=", "aQ~", "00", "A".repeat(40)]) {
      const begun = performance.now();
      discretion.text(piece.repeat(100_000));
      expect(performance.now() - begun).toBeLessThan(5_000);
    }
  });
});

describe("secrets by their place", () => {
  const at = (type: string, key: string, parent = "", setting?: string): boolean =>
    isSecretPlace({ type, key, parent, setting }, core);

  test.each([
    ["random_password", "result"],
    ["random_password", "bcrypt_hash"],
    ["azuread_application_password", "value"],
    ["azuread_service_principal_password", "value"],
    ["okta_app_oauth", "client_secret"],
    ["okta_app_oauth", "client_basic_secret"],
    ["azurerm_storage_account", "primary_access_key"],
    ["azurerm_storage_account", "secondary_connection_string"],
    ["azurerm_storage_account", "primary_blob_connection_string"],
    ["azurerm_application_insights", "instrumentation_key"],
    ["azurerm_application_insights", "connection_string"],
    ["azurerm_log_analytics_workspace", "primary_shared_key"],
    ["azurerm_key_vault_secret", "value"],
    ["azurerm_linux_function_app", "site_credential"],
    ["azurerm_linux_function_app", "storage_account_access_key"],
    ["azapi_resource", "sensitive_body"],
    ["azapi_resource", "credentials"],
    ["azapi_resource", "clientSecret"],
    ["tls_private_key", "private_key_pem"],
  ])("%s.%s is one", (type, key) => expect(at(type, key)).toBe(true));

  test.each([
    ["okta_app_oauth", "token_endpoint_auth_method"],
    ["okta_app_oauth", "client_id"],
    ["okta_app_oauth", "refresh_token_rotation"],
    ["azapi_resource", "tokenUrl"],
    ["azapi_resource", "clientSecretSettingName"],
    ["azuread_application_password", "key_id"],
    ["azuread_application_registration", "requested_access_token_version"],
    ["okta_auth_server_policy_rule", "access_token_lifetime_minutes"],
    ["azurerm_resource_group", "name"],
    ["azapi_resource", "value"],
  ])("%s.%s is none", (type, key) => expect(at(type, key)).toBe(false));

  test.each([
    "DB_PASSWORD",
    "ApiKey",
    "STORAGE_CONNECTION_STRING",
    "AzureWebJobsStorage",
    "GITHUB_TOKEN",
    "clientSecret",
  ])("the app setting %s is one, in a map and in a list", (name) => {
    expect(at("azurerm_linux_function_app", name, "app_settings")).toBe(true);
    expect(at("azapi_resource", "value", "appSettings", name)).toBe(true);
  });

  test.each(["MCP_TOOL_SCOPES", "MCP_ISSUER", "AzureWebJobsStorage__accountName", "CLIENT_SECRET_SETTING_NAME"])(
    "the app setting %s is none",
    (name) => {
      expect(at("azurerm_linux_function_app", name, "app_settings")).toBe(false);
      expect(at("azapi_resource", "value", "appSettings", name)).toBe(false);
    },
  );

  test("a truth value and a reference to a vault are none", () => {
    expect(isSecretPlace({ type: "okta_app_oauth", key: "omit_secret", parent: "", setting: undefined }, true)).toBe(
      false,
    );
    const vault = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)";
    expect(isSecretPlace({ type: "x", key: "DB_PASSWORD", parent: "app_settings", setting: undefined }, vault)).toBe(
      false,
    );
  });
});

describe("secrets that are known", () => {
  const secret = fc.string({
    minLength: 8,
    maxLength: 40,
    unit: fc.constantFrom("a", "b", "c", "0", "1", "%", '"', "\\"),
  });

  test("are found wherever they stand, also next to each other and in part of each other", () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 5 }),
        fc.string(),
        fc.string(),
        (secrets, before, after) => {
          const discretion = new Discretion();
          for (const each of secrets) discretion.learn(each);
          const shown = discretion.text(before + secrets.join("") + after + secrets.join(" "));
          for (const each of secrets) expect(shown).not.toContain(each);
        },
      ),
    );
  });

  test("are found inside of JSON and of URLs, and line by line", () => {
    const discretion = new Discretion();
    discretion.learn('quoted "secret" 1/2');
    discretion.learn("first line of a secret\nsecond line of a secret");
    expect(discretion.text(JSON.stringify({ value: 'quoted "secret" 1/2' }))).toBe('{"value":"(sensitive)"}');
    expect(discretion.text("https://x/quoted%20%22secret%22%201%2F2/y")).toBe("https://x/(sensitive)/y");
    expect(discretion.text("only the second line of a secret")).toBe("only the (sensitive)");
  });

  test("are not taken for what is shorter than eight characters", () => {
    const discretion = new Discretion();
    discretion.learn("weather");
    expect(discretion.text("weather")).toBe("weather");
  });
});

describe("masks", () => {
  test("hide what they match", () => {
    const discretion = new Discretion(compileMasks(["host-\\d+", "(?<=zone )\\w+"]));
    expect(discretion.text("host-12 in zone north")).toBe("(sensitive) in zone (sensitive)");
    expect(discretion.value({ value: "host-1", withheld: false, later: false })).toBe('"(sensitive)"');
    expect(discretion.value({ value: 4711, withheld: false, later: false })).toBe("4711");
  });

  test.each([
    ["(", "It is no regular expression"],
    ["a*", "It matches the empty text"],
    ["", "It matches the empty text"],
  ])("%j is refused", (mask, said) => expect(() => compileMasks([mask])).toThrow(said));

  test("that take too long are ended, and say so", () => {
    const masks = compileMasks(["(?:x+x+)+y"]);
    expect(() => withinLimit(masks, () => new Discretion(masks).text("x".repeat(64)), 100)).toThrow(
      "They take longer than 0.1 seconds.",
    );
  });
});
