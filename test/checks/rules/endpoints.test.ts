/** Rules about URLs, issuers and audiences. */
import { expect } from "@jest/globals";
import type { AuthorizationServer } from "../../../checks/wiring/wiring-identity";
import { ruleCases } from "../../support/rule-cases";
import { entra, list, literal, okta, ref, template, unknown } from "../../support/wiring-builder";

ruleCases("refresh-url-wrong", {
  fails: {
    missing: [
      okta().connection({ refreshUrl: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no refresh URL.
  connection: refresh URL: nothing
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  fix: Write refreshUrl = "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"."
`),
    ],
    null: [
      okta().connection({ refreshUrl: literal(null) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no refresh URL.
  connection: refresh URL: null
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  fix: Write refreshUrl = "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"."
`),
    ],
    "the authorize endpoint": [
      okta().connection({
        refreshUrl: template("https://example.okta.com/oauth2/${okta_auth_server.main.id}/v1/authorize"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The refresh URL of connection "weather-all" is not its token URL.
  connection: refresh URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  fix: Write refreshUrl = "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"."
`),
    ],
  },
  passes: {
    "the token endpoint": entra(),
    "no token URL, which another rule judges": okta().connection({ tokenUrl: undefined, refreshUrl: undefined }),
  },
  undecided: {
    "a URL that nobody can tell": [
      okta().connection({ refreshUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the refresh URL of connection "weather-all" is its token URL cannot be told.
  connection: refresh URL: unknown (it is the result of the function lower)
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  missing: it is the result of the function lower"
`),
    ],
    "a variable": [
      okta().connection({ refreshUrl: ref("var.refresh_url") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the refresh URL of connection "weather-all" is its token URL cannot be told.
  connection: refresh URL: "\${var.refresh_url}"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  missing: var.refresh_url and okta_auth_server.main.id are known after apply only"
`),
    ],
  },
});

ruleCases("sign-in-url-wrong", {
  fails: {
    "no authorization URL": [
      okta().connection({ authorizationUrl: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no authorization URL.
  connection: authorization URL: nothing
  fix: Write https://<organization>/oauth2/<authorization server id>/v1/authorize."
`),
    ],
    "no token URL": [
      entra().connection({ tokenUrl: literal(null) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no token URL.
  connection: token URL: null
  fix: Write https://login.microsoftonline.com/<tenant id>/oauth2/v2.0/token."
`),
    ],
    "the issuer instead of the endpoint": [
      okta().connection({ authorizationUrl: literal("https://example.okta.com/oauth2/aus1") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The authorization URL of connection "weather-all" is no authorize endpoint.
  connection: authorization URL: "https://example.okta.com/oauth2/aus1"
  fix: Write https://<organization>/oauth2/<authorization server id>/v1/authorize."
`),
    ],
    "Entra's endpoint with apps of Okta": [
      okta().connection({
        tokenUrl: literal("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The token URL of connection "weather-all" is an endpoint of another identity provider than the one described here.
  connection: token URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token"
  fix: Write https://<organization>/oauth2/<authorization server id>/v1/token."
`),
    ],
    "no provider known": [
      okta()
        .with({ identity: undefined })
        .connection({ tokenUrl: literal("https://example.com/token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The token URL of connection "weather-all" is no token endpoint.
  connection: token URL: "https://example.com/token"
  fix: Write https://<organization>/oauth2/<authorization server id>/v1/token or https://login.microsoftonline.com/<tenant id>/oauth2/v2.0/token."
`),
    ],
  },
  passes: {
    "both endpoints": okta(),
    "the same at Entra": entra(),
    "no provider known": okta().with({ identity: undefined }),
    "by the issuer's attribute": okta().connection({ tokenUrl: template("${okta_auth_server.main.issuer}/v1/token") }),
  },
  undecided: {
    "a URL that nobody can tell": [
      okta().connection({ tokenUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the token URL of connection "weather-all" is the token endpoint cannot be told.
  connection: token URL: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
    "a variable": [
      entra().connection({ authorizationUrl: ref("var.url") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the authorization URL of connection "weather-all" is the authorize endpoint cannot be told.
  connection: authorization URL: "\${var.url}"
  missing: how "\${var.url}" ends"
`),
    ],
  },
});

ruleCases("endpoints-of-different-issuers", {
  fails: {
    "two authorization servers": [
      okta().connection({ tokenUrl: literal("https://other.okta.com/oauth2/aus1/v1/token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" signs in at "https://example.okta.com/oauth2/\${okta_auth_server.main.id}" and exchanges the code at "https://other.okta.com/oauth2/aus1".
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  connection: token URL: "https://other.okta.com/oauth2/aus1/v1/token"
  fix: Form both URLs from one issuer, for example the token URL from "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"."
`),
    ],
    "two tenants": [
      entra().connection({ tokenUrl: literal("https://login.microsoftonline.com/common/oauth2/v2.0/token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" signs in at "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0" and exchanges the code at "https://login.microsoftonline.com/common/v2.0".
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  connection: token URL: "https://login.microsoftonline.com/common/oauth2/v2.0/token"
  fix: Form both URLs from one issuer, for example the token URL from "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"."
`),
    ],
    "two servers of this configuration": [
      okta()
        .identity({
          servers: [
            ...oktaServers(),
            { ...oktaServers()[0], address: "okta_auth_server.other", id: ref("okta_auth_server.other.id") },
          ],
        })
        .connection({ tokenUrl: template("${okta_auth_server.other.issuer}/v1/token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" signs in at "https://example.okta.com/oauth2/\${okta_auth_server.main.id}" and exchanges the code at "\${okta_auth_server.other.issuer}".
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  connection: token URL: "\${okta_auth_server.other.issuer}/v1/token"
  fix: Form both URLs from one issuer, for example the token URL from "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"."
`),
    ],
  },
  passes: {
    "one issuer": okta(),
    "one tenant": entra(),
    "one server by id and by attribute": okta().connection({
      tokenUrl: template("${okta_auth_server.main.issuer}/v1/token"),
    }),
    "no endpoint, which another rule judges": okta().connection({ tokenUrl: literal("https://example.com") }),
  },
  undecided: {
    "a tenant that only Terraform knows": [
      entra().connection({
        tokenUrl: template(
          "https://login.microsoftonline.com/${data.azuread_client_config.me.tenant_id}/oauth2/v2.0/token",
        ),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether authorization URL and token URL of connection "weather-all" are of one issuer cannot be told.
  connection: authorization URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize"
  connection: token URL: "https://login.microsoftonline.com/\${data.azuread_client_config.me.tenant_id}/oauth2/v2.0/token"
  missing: data.azuread_client_config.me.tenant_id is known after apply only"
`),
    ],
  },
});

ruleCases("organization-authorization-server", {
  fails: {
    "both URLs": [
      okta().connection({
        authorizationUrl: literal("https://example.okta.com/oauth2/v1/authorize"),
        tokenUrl: literal("https://example.okta.com/oauth2/v1/token"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has the authorization URL of the organization authorization server.
  connection: authorization URL: "https://example.okta.com/oauth2/v1/authorize"
  fix: Write /oauth2/\${okta_auth_server.main.id}/v1/authorize in place of /oauth2/v1/authorize.
Connection "weather-all" has the token URL of the organization authorization server.
  connection: token URL: "https://example.okta.com/oauth2/v1/token"
  fix: Write /oauth2/\${okta_auth_server.main.id}/v1/token in place of /oauth2/v1/token."
`),
    ],
    "nothing else known": [
      okta()
        .with({ identity: undefined })
        .connection({ tokenUrl: literal("https://example.okta.com/oauth2/v1/token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has the token URL of the organization authorization server.
  connection: token URL: "https://example.okta.com/oauth2/v1/token"
  fix: Write /oauth2/<authorization server id>/v1/token in place of /oauth2/v1/token."
`),
    ],
  },
  passes: {
    "a custom authorization server": okta(),
    Entra: entra(),
    "no URL": okta().connection({ tokenUrl: undefined }),
  },
  undecided: {
    "a variable": [
      okta().connection({ tokenUrl: ref("var.token_url") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the token URL of connection "weather-all" names a custom authorization server cannot be told.
  connection: token URL: "\${var.token_url}"
  missing: how "\${var.token_url}" ends"
`),
    ],
  },
});

ruleCases("version-1-endpoints", {
  fails: {
    "the token endpoint": [
      entra().connection({
        tokenUrl: literal("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/token"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has a version 1 token URL.
  connection: token URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/token"
  fix: Write "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token"."
`),
    ],
  },
  passes: {
    "version 2": entra(),
    Okta: okta(),
  },
  undecided: {
    "a variable": [
      entra().connection({ tokenUrl: ref("var.token_url") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the token URL of connection "weather-all" is of version 2 cannot be told.
  connection: token URL: "\${var.token_url}"
  missing: how "\${var.token_url}" ends"
`),
    ],
  },
});

ruleCases("token-version-1", {
  fails: {
    "nothing written": [
      entra().api({ accessTokenVersion: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_application_registration.api, the API of connection "weather-all", issues tokens of version 1.
  identity: version of access tokens: nothing
  fix: Write requested_access_token_version = 2 before the identifier URI is set."
`),
    ],
    written: [
      entra().api({ accessTokenVersion: literal(1) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_application_registration.api, the API of connection "weather-all", issues tokens of version 1.
  identity: version of access tokens: 1
  fix: Write requested_access_token_version = 2 before the identifier URI is set."
`),
    ],
    null: [
      entra().api({ accessTokenVersion: literal(null) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_application_registration.api, the API of connection "weather-all", issues tokens of version 1.
  identity: version of access tokens: null
  fix: Write requested_access_token_version = 2 before the identifier URI is set."
`),
    ],
  },
  passes: {
    "version 2": entra(),
    "version 2 as a text": entra().api({ accessTokenVersion: literal("2") }),
    Okta: okta(),
    "no API here": entra().apps(),
  },
  undecided: {
    "a variable": [
      entra().api({ accessTokenVersion: ref("var.version") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Of which version the tokens of azuread_application_registration.api are cannot be told.
  identity: version of access tokens: "\${var.version}"
  missing: var.version is given from outside"
`),
    ],
    "a referenced app": [
      entra().api({ managed: false, accessTokenVersion: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Of which version the tokens of azuread_application_registration.api are cannot be told.
  identity: version of access tokens: nothing
  missing: the token version of azuread_application_registration.api"
`),
    ],
    "an API that nobody can tell": [
      entra().connection({ scopes: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Of which version the tokens of connection "weather-all" are cannot be told.
  connection: scopes requested: [unknown (it is the result of the function lower)]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("issuer-not-expected-by-server", {
  fails: {
    "another issuer": [
      okta().server({ issuer: literal("https://other.okta.com/oauth2/aus1") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"MCP_ISSUER is "https://other.okta.com/oauth2/aus1", and the issuer of the tokens of connection "weather-all" is "https://example.okta.com/oauth2/\${okta_auth_server.main.id}".
  function app: app setting MCP_ISSUER: "https://other.okta.com/oauth2/aus1"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  fix: Write MCP_ISSUER = "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"."
`),
    ],
    "version 1 of Entra": [
      entra().server({ issuer: literal("https://sts.windows.net/11111111-2222-3333-4444-555555555555/") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"MCP_ISSUER is "https://sts.windows.net/11111111-2222-3333-4444-555555555555/", and the issuer of the tokens of connection "weather-all" is "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0".
  function app: app setting MCP_ISSUER: "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"
  connection: token URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token"
  fix: Write MCP_ISSUER = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"."
`),
    ],
    "a slash too many": [
      entra().server({
        issuer: literal("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0/"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"MCP_ISSUER is "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0/", and the issuer of the tokens of connection "weather-all" is "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0".
  function app: app setting MCP_ISSUER: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0/"
  connection: token URL: "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token"
  fix: Write MCP_ISSUER = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"."
`),
    ],
    "no setting, beside others": [
      okta().server({ issuer: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The server has no app setting MCP_ISSUER, which must be the issuer of the tokens of connection "weather-all".
  function app: app setting MCP_ISSUER: nothing
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  fix: Write MCP_ISSUER = "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"."
`),
    ],
  },
  passes: {
    "the same": okta(),
    "the same at Entra": entra(),
    "by the server's attribute": okta().server({ issuer: ref("okta_auth_server.main.issuer") }),
    "no function app here": okta().with({ functionApp: undefined }),
    "the gate alone verifies": entra().functionApp({ server: {} }),
    "no endpoint, which another rule judges": okta().connection({ tokenUrl: undefined }),
  },
  undecided: {
    "a variable": [
      okta().server({ issuer: ref("var.issuer") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_ISSUER is the issuer of the tokens of connection "weather-all" cannot be told.
  function app: app setting MCP_ISSUER: "\${var.issuer}"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  missing: var.issuer and okta_auth_server.main.id are known after apply only"
`),
    ],
    "settings that are written elsewhere": [
      okta().functionApp({ server: {}, appSettingsIncomplete: "it is the result of the function merge" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_ISSUER is the issuer of the tokens of connection "weather-all" cannot be told.
  function app: app setting MCP_ISSUER: nothing
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  missing: the app setting MCP_ISSUER: it is the result of the function merge"
`),
    ],
  },
});

ruleCases("audience-not-accepted-by-server", {
  fails: {
    "another audience": [
      okta().server({ audience: literal("api://other") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"MCP_AUDIENCE is "api://other", and the audience of the tokens of connection "weather-all" is "api://weather-dev".
  function app: app setting MCP_AUDIENCE: "api://other"
  identity: audience of the authorization server: "api://weather-dev"
  fix: Write MCP_AUDIENCE = "api://weather-dev"."
`),
    ],
    "another audience at the authorization server": [
      okta().authorizationServer({ audience: literal("api://other") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"MCP_AUDIENCE is "api://weather-dev", and the audience of the tokens of connection "weather-all" is "api://other".
  function app: app setting MCP_AUDIENCE: "api://weather-dev"
  identity: audience of the authorization server: "api://other"
  fix: Write MCP_AUDIENCE = "api://other"."
`),
    ],
    "no setting, beside others": [
      entra().server({ audience: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The server has no app setting MCP_AUDIENCE, which must be the audience of the tokens of connection "weather-all".
  function app: app setting MCP_AUDIENCE: nothing
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  fix: Write MCP_AUDIENCE = "\${azuread_application_registration.api.client_id}"."
`),
    ],
  },
  passes: {
    "the same": okta(),
    "the same at Entra": entra(),
    "no server known": okta().connection({ authorizationUrl: undefined }),
    "no function app here": entra().with({ functionApp: undefined }),
  },
  undecided: {
    "a literal where the id is known after apply": [
      entra().server({ audience: literal("0d0e0f00-1111-2222-3333-444455556666") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_AUDIENCE is the audience of the tokens of connection "weather-all" cannot be told.
  function app: app setting MCP_AUDIENCE: "0d0e0f00-1111-2222-3333-444455556666"
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  missing: azuread_application_registration.api.client_id is known after apply only"
`),
    ],
    "no audience read": [
      okta().authorizationServer({ audience: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_AUDIENCE is the audience of the tokens of connection "weather-all" cannot be told.
  function app: app setting MCP_AUDIENCE: "api://weather-dev"
  identity: audience of the authorization server: unknown (the audience of okta_auth_server.main is not written here)
  missing: the audience of okta_auth_server.main is not written here"
`),
    ],
    "a URL that nobody can tell": [
      okta().connection({ authorizationUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_AUDIENCE is the audience of the tokens of connection "weather-all" cannot be told.
  function app: app setting MCP_AUDIENCE: "api://weather-dev"
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("audience-not-accepted-by-gate", {
  fails: {
    "the client instead of the API": [
      entra().provider({ clientId: ref("azuread_application_registration.client.client_id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The gate accepts no token of connection "weather-all": their audience is the client id of the API app, "\${azuread_application_registration.api.client_id}".
  function app: audiences accepted by provider "azureActiveDirectory": ["\${azuread_application_registration.client.client_id}"]
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  fix: Write registration.clientId = "\${azuread_application_registration.api.client_id}", the client id of azuread_application_registration.api."
`),
    ],
    "nothing registered": [
      entra().provider({
        clientId: undefined,
        allowedAudiences: list(ref("azuread_application_registration.api.client_id")),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The gate's provider "azureActiveDirectory" registers no client id, so that it accepts no token of connection "weather-all".
  function app: audiences accepted by provider "azureActiveDirectory": ["\${azuread_application_registration.api.client_id}"]
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  fix: Write registration.clientId = "\${azuread_application_registration.api.client_id}", the client id of azuread_application_registration.api."
`),
    ],
  },
  passes: {
    "the API": entra(),
    "an allowed audience": entra().provider({
      clientId: ref("azuread_application_registration.client.client_id"),
      allowedAudiences: list(ref("azuread_application_registration.api.client_id")),
    }),
    off: entra()
      .gate({ enabled: literal(false) })
      .provider({ clientId: undefined }),
    Okta: okta().behindEasyAuth(),
    "no API here": entra()
      .apps()
      .connection({ scopes: list("openid") }),
  },
  undecided: {
    "a variable": [
      entra().provider({ clientId: ref("var.client_id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the gate accepts the audience of the tokens of connection "weather-all" cannot be told.
  function app: audiences accepted by provider "azureActiveDirectory": ["\${var.client_id}"]
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  missing: var.client_id and azuread_application_registration.api.client_id are known after apply only"
`),
    ],
    "a gate that may be on": [
      entra()
        .gate({ enabled: ref("var.on") })
        .provider({ clientId: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: The gate's provider "azureActiveDirectory" registers no client id, so that it accepts no token of connection "weather-all".
  function app: audiences accepted by provider "azureActiveDirectory": []
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  missing: whether App Service authentication is on: var.on is given from outside"
`),
    ],
    "an API that nobody can tell": [
      entra().connection({ scopes: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the gate accepts the audience of the tokens of connection "weather-all" cannot be told.
  function app: audiences accepted by provider "azureActiveDirectory": ["\${azuread_application_registration.api.client_id}"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("easy-auth-client-differs-from-audience", {
  fails: {
    "the app's client id": [
      okta().behindEasyAuth({ clientId: literal("weather-dev-all") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The gate has the client id "weather-dev-all" for Okta, and the tokens of connection "weather-all" are for "api://weather-dev".
  function app: client id of provider "okta": "weather-dev-all"
  identity: audience of the authorization server: "api://weather-dev"
  fix: Write registration.clientId = "api://weather-dev"."
`),
    ],
    "nothing registered": [
      okta().behindEasyAuth({ clientId: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The gate has no client id for Okta, and the tokens of connection "weather-all" are for "api://weather-dev".
  function app: client id of provider "okta": nothing
  identity: audience of the authorization server: "api://weather-dev"
  fix: Write registration.clientId = "api://weather-dev"."
`),
    ],
  },
  passes: {
    "the audience": okta().behindEasyAuth(),
    off: okta(),
    Entra: entra(),
    "no server known": okta().behindEasyAuth().connection({ authorizationUrl: undefined }),
  },
  undecided: {
    "a variable": [
      okta().behindEasyAuth({ clientId: ref("var.audience") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the gate accepts the audience of the tokens of connection "weather-all" cannot be told.
  function app: client id of provider "okta": "\${var.audience}"
  identity: audience of the authorization server: "api://weather-dev"
  missing: var.audience is known after apply only"
`),
    ],
    "a URL that nobody can tell": [
      okta().behindEasyAuth().connection({ authorizationUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the gate accepts the audience of the tokens of connection "weather-all" cannot be told.
  function app: client id of provider "okta": "api://weather-dev"
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("resource-differs-from-target", {
  fails: {
    "another host": [
      okta().server({ resource: literal("https://other.azurewebsites.net/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"MCP_RESOURCE is "https://other.azurewebsites.net/mcp", and the target of connection "weather-all" is "https://weather-dev.azurewebsites.net/mcp".
  function app: app setting MCP_RESOURCE: "https://other.azurewebsites.net/mcp"
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  fix: Write MCP_RESOURCE = "https://weather-dev.azurewebsites.net/mcp"."
`),
    ],
    "no setting, beside others": [
      okta().server({ resource: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The server has no app setting MCP_RESOURCE, which must be the target of connection "weather-all".
  function app: app setting MCP_RESOURCE: nothing
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  fix: Write MCP_RESOURCE = "https://weather-dev.azurewebsites.net/mcp"."
`),
    ],
  },
  passes: {
    "the same": entra(),
    "no target": okta().connection({ target: undefined }),
  },
  undecided: {
    "a variable": [
      okta().server({ resource: ref("var.resource") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_RESOURCE is the target of connection "weather-all" cannot be told.
  function app: app setting MCP_RESOURCE: "\${var.resource}"
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  missing: var.resource is known after apply only"
`),
    ],
  },
});

/** The authorization servers of the healthy wiring. */
function oktaServers(): readonly [AuthorizationServer] {
  const { identity } = okta().wiring;
  const [server] = identity?.provider === "okta" ? identity.servers : [];
  if (!server) throw new Error("The healthy wiring has an authorization server.");
  return [server];
}
