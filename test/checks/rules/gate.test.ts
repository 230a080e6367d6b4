/** Rules about the gate and the host behind it. */
import { expect } from "@jest/globals";
import { ruleCases } from "../../support/rule-cases";
import { entra, list, literal, okta, open, ref, template, unknown } from "../../support/wiring-builder";
import type { GateProvider, HostFile } from "../../../checks/wiring/wiring-function-app";

const hostJson = { address: "host.json", path: "" };

function host(hosting: HostFile["hosting"], authorizationLevel = literal("anonymous")): { hostFile: HostFile } {
  return { hostFile: { hosting, authorizationLevel, source: hostJson } };
}

function settings(entries: Record<string, ReturnType<typeof literal>>): {
  appSettings: ReadonlyMap<string, ReturnType<typeof literal>>;
} {
  return { appSettings: new Map(Object.entries(entries)) };
}

const endsInExtension = { target: literal("https://weather-dev.azurewebsites.net/runtime/webhooks/mcp") };
const google: GateProvider = {
  name: "google",
  custom: false,
  source: { address: "azapi_update_resource.gate", path: "google" },
};

ruleCases("gate-missing", {
  fails: {
    "off, and no settings": [
      okta().server({ issuer: undefined, audience: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: false
  function app: issuer that the server accepts: nothing
  function app: audience that the server accepts: nothing
  fix: Either enable App Service authentication (platform.enabled: true, in azurerm auth_settings_v2.auth_enabled = true), or give the server the app settings MCP_ISSUER and MCP_AUDIENCE."
`),
    ],
    "off, and no audience": [
      okta().server({ audience: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: false
  function app: issuer that the server accepts: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"
  function app: audience that the server accepts: nothing
  fix: Either enable App Service authentication (platform.enabled: true, in azurerm auth_settings_v2.auth_enabled = true), or give the server the app settings MCP_ISSUER and MCP_AUDIENCE."
`),
    ],
    "nothing written about it": [
      okta().functionApp({ gate: undefined }).server({ issuer: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: nothing
  function app: issuer that the server accepts: nothing
  function app: audience that the server accepts: "api://weather-dev"
  fix: Either enable App Service authentication (platform.enabled: true, in azurerm auth_settings_v2.auth_enabled = true), or give the server the app settings MCP_ISSUER and MCP_AUDIENCE."
`),
    ],
    "off, and settings about other things alone": [
      okta().functionApp({ server: {}, appSettings: new Map([["FUNCTIONS_WORKER_RUNTIME", literal("node")]]) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: false
  function app: issuer that the server accepts: nothing
  function app: audience that the server accepts: nothing
  fix: Either enable App Service authentication (platform.enabled: true, in azurerm auth_settings_v2.auth_enabled = true), or give the server the app settings MCP_ISSUER and MCP_AUDIENCE."
`),
    ],
    "off in front of the MCP extension": [
      okta().connection(endsInExtension),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site runs the MCP extension, which passes tool calls on without verifying a token, and App Service authentication is off.
  function app: App Service authentication enabled: false
  function app: issuer that the server accepts: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"
  function app: audience that the server accepts: "api://weather-dev"
  fix: For the MCP extension, enable App Service authentication (platform.enabled: true, in azurerm auth_settings_v2.auth_enabled = true)."
`),
    ],
  },
  passes: {
    "the server verifies": okta(),
    "App Service authentication is on": entra(),
    "neither connection nor function app": okta().with({ connections: [], functionApp: undefined }),
  },
  undecided: {
    "a server of others, with settings of its own": [
      okta().functionApp({
        server: {},
        appSettings: new Map([
          ["FUNCTIONS_WORKER_RUNTIME", literal("node")],
          ["OKTA_ISSUER", literal("https://example.okta.com")],
        ]),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: false
  function app: issuer that the server accepts: nothing
  function app: audience that the server accepts: nothing
  missing: how the server verifies tokens: it may do so by "OKTA_ISSUER", and what is known here is MCP_ISSUER and MCP_AUDIENCE"
`),
    ],
    "no function app was read": [
      okta().with({ functionApp: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the MCP endpoint has a gate cannot be told.
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  missing: the function app behind the target: none is part of what was read"
`),
    ],
    "on or off": [
      entra().server({ issuer: undefined }).gate({ enabled: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: unknown (it is the result of the function lower)
  function app: issuer that the server accepts: nothing
  function app: audience that the server accepts: "\${azuread_application_registration.api.client_id}"
  missing: whether App Service authentication is on: it is the result of the function lower"
`),
    ],
    "more settings than were read": [
      okta().functionApp({ appSettingsIncomplete: "they are merged from a variable" }).server({ issuer: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: azapi_resource.site has no gate: App Service authentication is off, and the server is not told which tokens to accept.
  function app: App Service authentication enabled: false
  function app: issuer that the server accepts: nothing
  function app: audience that the server accepts: "api://weather-dev"
  missing: the app settings MCP_ISSUER and MCP_AUDIENCE of azapi_resource.site: they are merged from a variable"
`),
    ],
  },
});

ruleCases("gate-lets-anonymous-in", {
  fails: {
    "not required": [
      entra().gate({ requireAuthentication: literal(false) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate is on and does not demand authentication.
  function app: authentication required: false
  function app: answer to a request without a token: "Return401"
  fix: Write globalValidation.requireAuthentication: true and unauthenticatedClientAction: "Return401" (in azurerm require_authentication = true, unauthenticated_action = "Return401"); where the server verifies tokens itself, turn the gate off instead."
`),
    ],
    "not said": [
      entra().gate({ requireAuthentication: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate is on and does not demand authentication.
  function app: authentication required: nothing
  function app: answer to a request without a token: "Return401"
  fix: Write globalValidation.requireAuthentication: true and unauthenticatedClientAction: "Return401" (in azurerm require_authentication = true, unauthenticated_action = "Return401"); where the server verifies tokens itself, turn the gate off instead."
`),
    ],
    "anonymous clients allowed": [
      entra().gate({ unauthenticatedAction: literal("AllowAnonymous") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate is on and does not demand authentication.
  function app: authentication required: true
  function app: answer to a request without a token: "AllowAnonymous"
  fix: Write globalValidation.requireAuthentication: true and unauthenticatedClientAction: "Return401" (in azurerm require_authentication = true, unauthenticated_action = "Return401"); where the server verifies tokens itself, turn the gate off instead."
`),
    ],
  },
  passes: {
    required: entra(),
    "required by a text": entra().gate({ requireAuthentication: literal("true") }),
    "the gate is off": okta().gate({ requireAuthentication: literal(false) }),
  },
  undecided: {
    "a variable": [
      entra().gate({ requireAuthentication: ref("var.demand") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_update_resource.gate demands authentication cannot be told.
  function app: authentication required: "\${var.demand}"
  function app: answer to a request without a token: "Return401"
  missing: whether authentication is required: var.demand is given from outside"
`),
    ],
    "on or off": [
      entra().gate({ enabled: unknown(), requireAuthentication: literal(false) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: azapi_update_resource.gate is on and does not demand authentication.
  function app: authentication required: false
  function app: answer to a request without a token: "Return401"
  missing: whether App Service authentication is on: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("gate-answer-not-401", {
  fails: {
    "a redirect": [
      entra().gate({ unauthenticatedAction: literal("RedirectToLoginPage") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate answers a request without a token by "RedirectToLoginPage".
  function app: answer to a request without a token: "RedirectToLoginPage"
  fix: Write globalValidation.unauthenticatedClientAction: "Return401" (in azurerm auth_settings_v2.unauthenticated_action = "Return401")."
`),
    ],
    "the default": [
      entra().gate({ unauthenticatedAction: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate says nothing about requests without a token, which App Service then sends to a sign-in page.
  function app: answer to a request without a token: nothing
  fix: Write globalValidation.unauthenticatedClientAction: "Return401" (in azurerm auth_settings_v2.unauthenticated_action = "Return401")."
`),
    ],
    "another status": [
      entra().gate({ unauthenticatedAction: literal("Return403") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate answers a request without a token by "Return403".
  function app: answer to a request without a token: "Return403"
  fix: Write globalValidation.unauthenticatedClientAction: "Return401" (in azurerm auth_settings_v2.unauthenticated_action = "Return401")."
`),
    ],
  },
  passes: {
    "401": entra(),
    "anonymous clients have a rule of their own": entra().gate({ unauthenticatedAction: literal("AllowAnonymous") }),
    "the gate is off": okta(),
  },
  undecided: {
    "a function": [
      entra().gate({ unauthenticatedAction: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_update_resource.gate answers 401 cannot be told.
  function app: answer to a request without a token: unknown (it is the result of the function lower)
  missing: the action for unauthenticated clients: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("gate-path-excluded", {
  fails: {
    "a wildcard": [
      entra().gate({ excludedPaths: list("/*") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate excludes "/*" from authentication, which opens "/mcp", the target of connection "weather-all".
  function app: excluded paths: ["/*"]
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  fix: Take "/*" out of globalValidation.excludedPaths (in azurerm auth_settings_v2.excluded_paths)."
`),
    ],
    "the path of a guide": [
      entra()
        .connection(endsInExtension)
        .gate({ excludedPaths: list("/health", "/runtime/*") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate excludes "/runtime/*" from authentication, which opens "/runtime/webhooks/mcp", the target of connection "weather-all".
  function app: excluded paths: ["/health", "/runtime/*"]
  connection: target: "https://weather-dev.azurewebsites.net/runtime/webhooks/mcp"
  fix: Take "/runtime/*" out of globalValidation.excludedPaths (in azurerm auth_settings_v2.excluded_paths)."
`),
    ],
    "the path itself, in another case": [
      entra().gate({ excludedPaths: list("/MCP") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate excludes "/MCP" from authentication, which opens "/mcp", the target of connection "weather-all".
  function app: excluded paths: ["/MCP"]
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  fix: Take "/MCP" out of globalValidation.excludedPaths (in azurerm auth_settings_v2.excluded_paths)."
`),
    ],
  },
  passes: {
    none: entra(),
    "another path": entra().gate({ excludedPaths: list("/health", "/mcp-docs", "/.well-known/*") }),
    "the gate is off": okta().gate({ excludedPaths: list("/*") }),
  },
  undecided: {
    "a path that is not known": [
      entra().gate({ excludedPaths: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether an excluded path covers the target of connection "weather-all" cannot be told.
  function app: excluded paths: [unknown (it is the result of the function lower)]
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  missing: all excluded paths: it is the result of the function lower"
`),
    ],
    "more paths": [
      entra().gate({ excludedPaths: open("/health") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether an excluded path covers the target of connection "weather-all" cannot be told.
  function app: excluded paths: ["/health"] and perhaps more (it is the result of the function concat)
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  missing: all excluded paths: it is the result of the function concat"
`),
    ],
    "the target is not known": [
      entra()
        .connection({ target: unknown() })
        .gate({ excludedPaths: list("/health") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the excluded paths ["/health"] cover the target of connection "weather-all" cannot be told.
  function app: excluded paths: ["/health"]
  connection: target: unknown (it is the result of the function lower)
  missing: the target of connection "weather-all": it is the result of the function lower"
`),
    ],
  },
});

const prm = "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES";

ruleCases("gate-metadata-missing", {
  fails: {
    missing: [
      entra(),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site advertises no scopes: the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES is missing.
  function app: App Service authentication enabled: true
  function app: app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: nothing
  fix: Add the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES with the exposed scopes in the form in which they are requested, separated by commas."
`),
    ],
    empty: [
      entra().functionApp(settings({ [prm]: literal(" ") })),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site advertises no scopes: the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES is empty.
  function app: App Service authentication enabled: true
  function app: app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: " "
  fix: Add the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES with the exposed scopes in the form in which they are requested, separated by commas."
`),
    ],
  },
  passes: {
    written: entra().functionApp(settings({ [prm]: literal("api://weather/read") })),
    "known after apply": entra().functionApp(settings({ [prm]: unknown() })),
    "the gate is off": okta(),
  },
  undecided: {
    "more settings than were read": [
      entra().functionApp({ appSettingsIncomplete: "they are merged from a variable" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_resource.site has the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES cannot be told.
  function app: App Service authentication enabled: true
  function app: app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: nothing
  missing: all app settings: they are merged from a variable"
`),
    ],
  },
});

ruleCases("gate-provider-differs", {
  fails: {
    "Entra in front of Okta": [
      okta().behindEasyAuth({ custom: false, name: "azureActiveDirectory" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" signs people in at Okta, and azapi_update_resource.gate has no such provider enabled.
  function app: providers: ["azureActiveDirectory"]
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  fix: Enable a custom OpenID Connect provider under identityProviders, with the issuer of the connection's authorization URL."
`),
    ],
    "a URL where no metadata is published": [
      okta().behindEasyAuth({
        issuer: template("https://example.okta.com/oauth2/${okta_auth_server.main.id}/.well-known/openid-config"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The metadata document of provider "okta" of azapi_update_resource.gate is "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/.well-known/openid-config", where no issuer publishes one.
  function app: metadata document of provider "okta": "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/.well-known/openid-config"
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  fix: Write registration.openIdConnectConfiguration.wellKnownOpenIdConfiguration = "<issuer>/.well-known/openid-configuration"."
`),
    ],
    "no provider": [
      entra().gate({ providers: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" signs people in at Entra, and azapi_update_resource.gate has no such provider enabled.
  function app: providers: []
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  fix: Enable azureActiveDirectory under identityProviders, with the issuer of the connection's authorization URL."
`),
    ],
    "another tenant": [
      entra().provider({
        issuer: literal("https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The issuer of provider "azureActiveDirectory" and the authorization URL of connection "weather-all" are of different issuers.
  function app: issuer of provider "azureActiveDirectory": "https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0"
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  fix: Form registration.openIdIssuer from the same issuer as the connection's authorization URL."
`),
    ],
    "no issuer": [
      entra().provider({ issuer: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The provider "azureActiveDirectory" of azapi_update_resource.gate names no issuer.
  function app: issuer of provider "azureActiveDirectory": nothing
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  fix: Write registration.openIdIssuer with the issuer of the connection's authorization URL."
`),
    ],
    "another organization": [
      okta().behindEasyAuth({
        issuer: literal("https://other.okta.com/oauth2/default/.well-known/openid-configuration"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The metadata document of provider "okta" and the authorization URL of connection "weather-all" are of different issuers.
  function app: metadata document of provider "okta": "https://other.okta.com/oauth2/default/.well-known/openid-configuration"
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  fix: Form registration.openIdConnectConfiguration.wellKnownOpenIdConfiguration from the same issuer as the connection's authorization URL."
`),
    ],
  },
  passes: {
    "the same tenant": entra(),
    "the same authorization server": okta().behindEasyAuth(),
    "the server's issuer, read from it": okta().behindEasyAuth({
      issuer: template("${okta_auth_server.main.issuer}/.well-known/openid-configuration"),
    }),
    "the gate is off": okta(),
  },
  undecided: {
    "an issuer that is not known": [
      entra().provider({ issuer: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the issuer of provider "azureActiveDirectory" and the authorization URL of connection "weather-all" are of one issuer cannot be told.
  function app: issuer of provider "azureActiveDirectory": unknown (it is the result of the function lower)
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  missing: it is the result of the function lower"
`),
    ],
    "enabled or not": [
      entra().provider({ enabled: ref("var.enabled") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the provider "azureActiveDirectory", where connection "weather-all" signs people in, is enabled cannot be told.
  function app: providers: ["azureActiveDirectory"]
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  missing: whether it is enabled: var.enabled is given from outside"
`),
    ],
    "no identity": [
      entra().with({ identity: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_update_resource.gate trusts the identity provider of connection "weather-all" cannot be told.
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  missing: the identity provider of the connection: no resource or URL tells it"
`),
    ],
  },
});

const entraProvider = entra().wiring.functionApp?.gate?.providers ?? [];

ruleCases("gate-second-provider", {
  fails: {
    "another built-in provider": [
      entra().gate({ providers: [...entraProvider, google] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The provider "google" is enabled beside "azureActiveDirectory" (azapi_update_resource.gate).
  function app: provider "google" enabled: nothing
  function app: provider "azureActiveDirectory" enabled: true
  fix: Write identityProviders["google"]: { enabled: false }."
`),
    ],
    "a custom provider": [
      entra().gate({
        providers: [{ ...google, name: "okta", custom: true, enabled: literal(true) }, ...entraProvider],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The provider "okta" is enabled beside "azureActiveDirectory" (azapi_update_resource.gate).
  function app: provider "okta" enabled: true
  function app: provider "azureActiveDirectory" enabled: true
  fix: Take identityProviders.customOpenIdConnectProviders["okta"] out; in a body that is merged, write null."
`),
    ],
  },
  passes: {
    "one provider": entra(),
    "the other is disabled": entra().gate({ providers: [...entraProvider, { ...google, enabled: literal(false) }] }),
    "the gate is off": okta().gate({ providers: [...entraProvider, google] }),
  },
  undecided: {
    "enabled or not": [
      entra().gate({ providers: [...entraProvider, { ...google, enabled: unknown() }] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the provider "google" is enabled beside "azureActiveDirectory" cannot be told.
  function app: provider "google" enabled: unknown (it is the result of the function lower)
  function app: provider "azureActiveDirectory" enabled: true
  missing: whether it is enabled: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("gate-provider-unmentioned", {
  fails: {
    "two left out": [
      entra().gate({ unmentionedProviders: ["google", "apple"] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_update_resource.gate leaves out the built-in providers "google", "apple".
  function app: providers left out: "google", "apple"
  fix: Write { enabled: false } for each of them under identityProviders: google, apple."
`),
    ],
  },
  passes: { "all mentioned": entra(), "the gate is off": okta().gate({ unmentionedProviders: ["google"] }) },
  undecided: {
    "on or off": [
      entra().gate({ enabled: unknown(), unmentionedProviders: ["google"] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: azapi_update_resource.gate leaves out the built-in providers "google".
  function app: providers left out: "google"
  missing: whether App Service authentication is on: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("host-key-on", {
  fails: {
    "a level": [
      okta().functionApp(host("self-hosted", literal("function"))),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The host of azapi_resource.site has the level "function".
  function app: authorization level of the host: "function"
  fix: Write customHandler.http.DefaultAuthorizationLevel: "anonymous" in host.json."
`),
    ],
    "the default": [
      okta().functionApp({ hostFile: { hosting: "mcp-extension", source: hostJson } }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The host of azapi_resource.site names no level, and demands a key then.
  function app: authorization level of the host: nothing
  fix: Write extensions.mcp.system.webhookAuthorizationLevel: "Anonymous" in host.json."
`),
    ],
  },
  passes: {
    anonymous: okta().functionApp(host("self-hosted")),
    "in another case": okta().functionApp(host("mcp-extension", literal("Anonymous"))),
    "neither hosting has a rule of its own": okta().functionApp(host("neither", literal("function"))),
    "no function app": okta().with({ functionApp: undefined }),
  },
  undecided: {
    "no folder": [
      okta(),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the host of azapi_resource.site demands a key cannot be told.
  function app: host.json: not read
  missing: host.json of the server's folder: name the folder with --server"
`),
    ],
    "a level that is not known": [
      okta().functionApp(host("self-hosted", unknown())),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the host of azapi_resource.site demands a key cannot be told.
  function app: authorization level of the host: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("endpoint-of-other-hosting", {
  fails: {
    "the extension's path": [
      okta().connection(endsInExtension).functionApp(host("self-hosted")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls "/runtime/webhooks/mcp", and the server is hosted as self-hosted, which answers at "/mcp".
  connection: target: "https://weather-dev.azurewebsites.net/runtime/webhooks/mcp"
  function app: hosting in host.json: self-hosted
  fix: End the target in "/mcp", or change the hosting in host.json."
`),
    ],
    "a path of neither": [
      okta()
        .connection({ target: literal("https://weather-dev.azurewebsites.net/api/mcp") })
        .functionApp(host("mcp-extension")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls "/api/mcp", and the server is hosted as mcp-extension, which answers at "/runtime/webhooks/mcp".
  connection: target: "https://weather-dev.azurewebsites.net/api/mcp"
  function app: hosting in host.json: mcp-extension
  fix: End the target in "/runtime/webhooks/mcp", or change the hosting in host.json."
`),
    ],
    "no MCP server in host.json": [
      okta().functionApp(host("neither")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls "/mcp", and host.json of the server runs no MCP server.
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  function app: hosting in host.json: neither
  fix: Write configurationProfile: "mcp-custom-handler" in host.json."
`),
    ],
  },
  passes: {
    "self-hosted": okta().functionApp(host("self-hosted")),
    extension: okta().connection(endsInExtension).functionApp(host("mcp-extension")),
    "a host name that is read": okta()
      .connection({ target: template("https://${azurerm_linux_function_app.a.default_hostname}/mcp/") })
      .functionApp(host("self-hosted")),
    "the app setting tells": okta().functionApp(
      settings({ AzureWebJobsFeatureFlags: literal("EnableMcpCustomHandlerPreview") }),
    ),
  },
  undecided: {
    "no folder": [
      okta(),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the server answers at the target of connection "weather-all" cannot be told.
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  function app: host.json: not read
  missing: how the server is hosted: name its folder, which holds host.json, with --server"
`),
    ],
    "a target that is not known": [
      okta().connection({ target: unknown() }).functionApp(host("self-hosted")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the server answers at the target of connection "weather-all" cannot be told.
  connection: target: unknown (it is the result of the function lower)
  function app: hosting in host.json: self-hosted
  missing: the target: it is the result of the function lower"
`),
    ],
    "another path and no MCP server in host.json": [
      okta()
        .connection({ target: literal("https://weather-dev.azurewebsites.net/api/mcp") })
        .functionApp(host("neither")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the server answers at the target of connection "weather-all" cannot be told.
  connection: target: "https://weather-dev.azurewebsites.net/api/mcp"
  function app: hosting in host.json: neither
  missing: what answers at "/api/mcp": host.json runs no MCP server"
`),
    ],
  },
});

ruleCases("self-hosted-flag-missing", {
  fails: {
    missing: [
      okta().functionApp(host("self-hosted")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site runs a self-hosted server, and its app setting AzureWebJobsFeatureFlags does not hold "EnableMcpCustomHandlerPreview".
  function app: hosting: self-hosted
  function app: app setting AzureWebJobsFeatureFlags: nothing
  fix: Add the app setting AzureWebJobsFeatureFlags = "EnableMcpCustomHandlerPreview"."
`),
    ],
    "another flag": [
      okta().functionApp(settings({ AzureWebJobsFeatureFlags: literal("EnableWorkerIndexing") })),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site runs a self-hosted server, and its app setting AzureWebJobsFeatureFlags does not hold "EnableMcpCustomHandlerPreview".
  function app: hosting: self-hosted
  function app: app setting AzureWebJobsFeatureFlags: "EnableWorkerIndexing"
  fix: Add the app setting AzureWebJobsFeatureFlags = "EnableMcpCustomHandlerPreview"."
`),
    ],
  },
  passes: {
    "one of several flags": okta().functionApp(
      settings({ AzureWebJobsFeatureFlags: literal("EnableWorkerIndexing,EnableMcpCustomHandlerPreview") }),
    ),
    extension: okta().connection(endsInExtension),
    "no function app": okta().with({ functionApp: undefined }),
  },
  undecided: {
    "a flag that is not known": [
      okta().functionApp(settings({ AzureWebJobsFeatureFlags: unknown() })),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_resource.site lets its host run a self-hosted server cannot be told.
  function app: hosting: self-hosted
  function app: app setting AzureWebJobsFeatureFlags: unknown (it is the result of the function lower)
  missing: the app setting AzureWebJobsFeatureFlags: it is the result of the function lower"
`),
    ],
    "more settings than were read": [
      okta().functionApp({ appSettingsIncomplete: "they are merged from a variable" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_resource.site lets its host run a self-hosted server cannot be told.
  function app: hosting: self-hosted
  function app: app setting AzureWebJobsFeatureFlags: nothing
  missing: the app setting AzureWebJobsFeatureFlags: they are merged from a variable"
`),
    ],
  },
});
