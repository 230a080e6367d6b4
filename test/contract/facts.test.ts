/** Each shared fact in the form in which the vendors' pages show it. */
import { describe, expect, test } from "@jest/globals";
import { serverSettings } from "../../contract/app-settings";
import { namedFacts } from "../../contract/connection-facts";
import { formContract } from "../../contract/contract";
import { formEndpoint } from "../../contract/endpoint";
import { azureNames, modelDeploymentName } from "../../contract/names";
import { formOktaIssuerFacts } from "../../contract/okta";
import { allowedScopes, requestedScopes } from "../../contract/scopes";
import { changed, samples } from "../support/deployments";

const okta = samples.okta();
const entra = samples.entra();

describe("identity provider", () => {
  test("Entra: issuer, endpoints and identifier URI follow from tenant and stack", () => {
    const { tenantId } = entra.azure;
    expect(formContract(entra).identity).toEqual({
      provider: "entra",
      tenantId,
      issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      authorizationUrl: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/authorize`,
      tokenUrl: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      identifierUri: `api://${tenantId}/weather-entra-dev`,
    });
  });

  test("Okta: audience follows from the stack, issuer and endpoints from the id of the authorization server", () => {
    const { identity } = formContract(okta);
    expect(identity).toMatchObject({
      authorizationServer: { name: "weather-okta-dev", audience: "api://weather-okta-dev" },
    });
    if (identity.provider !== "okta") throw new Error("The sample is at Okta.");
    expect(formOktaIssuerFacts(identity, "aus1")).toEqual({
      issuer: "https://example.okta.com/oauth2/aus1",
      authorizationUrl: "https://example.okta.com/oauth2/aus1/v1/authorize",
      tokenUrl: "https://example.okta.com/oauth2/aus1/v1/token",
      openIdConfigurationUrl: "https://example.okta.com/oauth2/aus1/.well-known/openid-configuration",
    });
  });
});

describe("scopes", () => {
  test("are requested qualified at Entra and short at Okta, after the protocol scopes", () => {
    const [atEntra] = formContract(entra).connections;
    const prefix = `api://${entra.azure.tenantId}/weather-entra-dev`;
    expect(atEntra?.requestedScopes).toEqual(["openid", "offline_access", `${prefix}/weather.read`]);
    const [editor] = formContract(okta).connections;
    expect(editor?.requestedScopes).toEqual(["openid", "offline_access", "weather.alert", "weather.read"]);
  });

  test("what is allowed has the short names, also where they are references", () => {
    expect(allowedScopes(["${scope.name}"])).toEqual(["openid", "offline_access", "${scope.name}"]);
    expect(requestedScopes([])).toEqual(["openid", "offline_access"]);
  });

  test("only what a connection for everyone requests may be had by a user's own consent", () => {
    const consent = Object.fromEntries(formContract(okta).scopes.map((scope) => [scope.name, scope.consent]));
    expect(consent).toEqual({ "weather.read": "User", "weather.alert": "Admin" });
  });

  test("a connection's tools are those of its scopes", () => {
    const tools = Object.fromEntries(
      formContract(okta).connections.map(({ key, allowedTools }) => [key, allowedTools]),
    );
    expect(tools).toEqual({ "weather-editor": ["publish_alert", "get_forecast"], "weather-reader": ["get_forecast"] });
  });
});

describe("endpoint", () => {
  test.each([
    ["self-hosted", "/mcp"],
    ["mcp-extension", "/runtime/webhooks/mcp"],
  ] as const)("%s", (hosting, path) => {
    expect(formEndpoint("func-a", hosting)).toEqual({
      hostName: "func-a.azurewebsites.net",
      path,
      url: `https://func-a.azurewebsites.net${path}`,
      // RFC 9728, section 3.1: the well-known part goes between host and path.
      metadataUrl: `https://func-a.azurewebsites.net/.well-known/oauth-protected-resource${path}`,
    });
  });
});

describe("names", () => {
  test("a storage account keeps to lower-case letters and digits, and to 24 of them, whatever the deployment is called", () => {
    const long = changed(okta, { name: "a-very-long-name-of-a-deployment", environment: "production" });
    for (const deployment of [okta, long]) {
      expect(azureNames(deployment).storageAccount).toMatch(/^[a-z0-9]{3,24}$/);
    }
    const other = changed(long, { environment: "test" });
    expect(azureNames(other).storageAccount).not.toBe(azureNames(long).storageAccount);
  });

  test("a model deployment's name tells model, SKU and stack apart, and not version or capacity", () => {
    const model = { name: "gpt-5-mini", version: "1", sku: "Standard", capacity: 1 };
    const name = modelDeploymentName("a-dev", model);
    expect(name).toMatch(/^gpt-5-mini-[0-9a-f]{4}$/);
    expect(modelDeploymentName("a-dev", { ...model, version: "2", capacity: 9 })).toBe(name);
    expect(modelDeploymentName("a-dev", { ...model, sku: "GlobalStandard" })).not.toBe(name);
    expect(modelDeploymentName("b-dev", model)).not.toBe(name);
  });

  test("every fact of a connection but the secret is among those that name it", () => {
    const settings = {
      target: "t",
      scopes: ["s"],
      authorizationUrl: "a",
      tokenUrl: "u",
      refreshUrl: "r",
      clientId: "c",
    };
    expect(namedFacts(settings, { rotation: 1 })).toEqual(["t", ["s"], "a", "u", "r", "c", 1]);
    expect(namedFacts(settings, { rotation: 1, keyId: "k" })).toEqual(["t", ["s"], "a", "u", "r", "c", 1, "k"]);
  });
});

test("the server is told what it needs to verify a token and to describe itself", () => {
  const { endpoint, scopes } = formContract(entra);
  const settings = serverSettings(endpoint, scopes, { issuer: "i", audience: "a", allowedClients: ["c", "d"] });
  expect(Object.fromEntries(settings.map(({ name, value }) => [name, value]))).toEqual({
    MCP_ISSUER: "i",
    MCP_AUDIENCE: "a",
    MCP_RESOURCE: endpoint.url,
    MCP_CLIENTS: "c d",
    MCP_SCOPES_SUPPORTED: `api://${entra.azure.tenantId}/weather-entra-dev/weather.read`,
    MCP_TOOL_SCOPES: '{"get_forecast":["weather.read"]}',
  });
});
