/** Rules about the client of a connection. */
import { expect } from "@jest/globals";
import { ruleCases } from "../../support/rule-cases";
import { entra, list, literal, okta, open, ref, unknown } from "../../support/wiring-builder";

ruleCases("client-unknown", {
  fails: {
    "no client": [
      okta().connection({ clientId: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" names no client.
  connection: client id: nothing
  identity: client id of okta_app_oauth.all: "weather-dev-all"
  fix: Write the client id of the app that this connection signs in with, for example "weather-dev-all"."
`),
    ],
    "a client of nobody": [
      okta().connection({ clientId: literal("someone-else") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" names the client "someone-else", which no app here has.
  connection: client id: "someone-else"
  identity: client id of okta_app_oauth.all: "weather-dev-all"
  fix: Write the client id of the app that this connection signs in with, for example "weather-dev-all"."
`),
    ],
    null: [
      entra().connection({ clientId: literal(null) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" names no client.
  connection: client id: null
  identity: client id of azuread_application_registration.api: "\${azuread_application_registration.api.client_id}"
  identity: client id of azuread_application_registration.client: "\${azuread_application_registration.client.client_id}"
  fix: Write the client id of the app that this connection signs in with, for example "\${azuread_application_registration.client.client_id}"."
`),
    ],
    "an app that is not here": [
      entra().connection({ clientId: ref("azuread_application_registration.gone.client_id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" names the client "\${azuread_application_registration.gone.client_id}", which no app here has.
  connection: client id: "\${azuread_application_registration.gone.client_id}"
  identity: client id of azuread_application_registration.api: "\${azuread_application_registration.api.client_id}"
  identity: client id of azuread_application_registration.client: "\${azuread_application_registration.client.client_id}"
  fix: Write the client id of the app that this connection signs in with, for example "\${azuread_application_registration.client.client_id}"."
`),
    ],
  },
  passes: {
    "its own app": okta(),
    "the same at Entra": entra(),
    "no provider known": okta().with({ identity: undefined }),
  },
  undecided: {
    "a variable": [
      entra().connection({ clientId: ref("var.client_id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"To which app the client id of connection "weather-all" belongs cannot be told.
  connection: client id: "\${var.client_id}"
  identity: client id of azuread_application_registration.api: "\${azuread_application_registration.api.client_id}"
  identity: client id of azuread_application_registration.client: "\${azuread_application_registration.client.client_id}"
  missing: what "\${var.client_id}" is"
`),
    ],
    "no app here": [
      okta().identity({ apps: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"To which app the client id of connection "weather-all" belongs cannot be told.
  connection: client id: "weather-dev-all"
  missing: the apps of the identity provider: none was read"
`),
    ],
    "a literal where ids are known after apply": [
      entra().connection({ clientId: literal("0d0e0f00-1111-2222-3333-444455556666") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"To which app the client id of connection "weather-all" belongs cannot be told.
  connection: client id: "0d0e0f00-1111-2222-3333-444455556666"
  identity: client id of azuread_application_registration.api: "\${azuread_application_registration.api.client_id}"
  identity: client id of azuread_application_registration.client: "\${azuread_application_registration.client.client_id}"
  missing: "0d0e0f00-1111-2222-3333-444455556666": azuread_application_registration.client.client_id is known after apply only"
`),
    ],
  },
});

ruleCases("client-is-its-own-api", {
  fails: {
    "one app for both": [
      entra().connection({ clientId: ref("azuread_application_registration.api.client_id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" signs in with azuread_application_registration.api, whose scopes it requests.
  connection: client id: "\${azuread_application_registration.api.client_id}"
  identity: client id of the API app: "\${azuread_application_registration.api.client_id}"
  fix: Register another app as the client of this connection, and grant it the scopes."
`),
    ],
  },
  passes: {
    "two apps": entra(),
    Okta: okta(),
    "no app here": entra().apps(),
  },
  undecided: {
    "a client that nobody can tell": [
      entra().connection({ clientId: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the client of connection "weather-all" is its own API cannot be told.
  connection: client id: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
    "an API that nobody can tell": [
      entra().connection({ scopes: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the client of connection "weather-all" is its own API cannot be told.
  connection: client id: "\${azuread_application_registration.client.client_id}"
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("client-not-allowed-at-gate", {
  fails: {
    "another client": [
      entra().provider({ allowedApplications: list(ref("azuread_application_registration.api.client_id")) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls as the client "\${azuread_application_registration.client.client_id}", which the gate does not allow.
  function app: applications allowed by provider "azureActiveDirectory": ["\${azuread_application_registration.api.client_id}"]
  connection: client id: "\${azuread_application_registration.client.client_id}"
  fix: Write allowedApplications = ["\${azuread_application_registration.api.client_id}", "\${azuread_application_registration.client.client_id}"]."
`),
    ],
    "an empty list": [
      entra().provider({ allowedApplications: list() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls as the client "\${azuread_application_registration.client.client_id}", which the gate does not allow.
  function app: applications allowed by provider "azureActiveDirectory": []
  connection: client id: "\${azuread_application_registration.client.client_id}"
  fix: Write allowedApplications = ["\${azuread_application_registration.client.client_id}"]."
`),
    ],
  },
  passes: {
    allowed: entra(),
    "no list": entra().provider({ allowedApplications: undefined }),
    "a provider that is off": entra().provider({ enabled: literal(false), allowedApplications: list() }),
    off: okta(),
  },
  undecided: {
    "a list that goes on": [
      entra().provider({ allowedApplications: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the gate allows the client of connection "weather-all" cannot be told.
  function app: applications allowed by provider "azureActiveDirectory": [] and perhaps more (it is the result of the function concat)
  connection: client id: "\${azuread_application_registration.client.client_id}"
  missing: it is the result of the function concat"
`),
    ],
    "a literal where ids are known after apply": [
      entra().provider({ allowedApplications: list("aebc6443-996d-45c2-90f0-388ff96faa56") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the gate allows the client of connection "weather-all" cannot be told.
  function app: applications allowed by provider "azureActiveDirectory": ["aebc6443-996d-45c2-90f0-388ff96faa56"]
  connection: client id: "\${azuread_application_registration.client.client_id}"
  missing: azuread_application_registration.client.client_id is known after apply only"
`),
    ],
  },
});

ruleCases("client-not-allowed-by-server", {
  fails: {
    "another client": [
      okta().server({ clients: list("another") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls as the client "weather-dev-all", which the server does not allow.
  function app: app setting MCP_CLIENTS: ["another"]
  connection: client id: "weather-dev-all"
  fix: Write MCP_CLIENTS with ["another", "weather-dev-all"], separated by spaces."
`),
    ],
    "no setting, beside others": [
      entra().server({ clients: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls as the client "\${azuread_application_registration.client.client_id}", which the server does not allow.
  function app: app setting MCP_CLIENTS: nothing
  connection: client id: "\${azuread_application_registration.client.client_id}"
  fix: Write MCP_CLIENTS with ["\${azuread_application_registration.client.client_id}"], separated by spaces."
`),
    ],
  },
  passes: {
    allowed: okta(),
    "the same at Entra": entra(),
    "the gate alone verifies": entra().functionApp({ server: {} }),
    "no client, which another rule judges": okta().connection({ clientId: undefined }),
  },
  undecided: {
    "a list that goes on": [
      okta().server({ clients: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the server allows the client of connection "weather-all" cannot be told.
  function app: app setting MCP_CLIENTS: [] and perhaps more (it is the result of the function concat)
  connection: client id: "weather-dev-all"
  missing: it is the result of the function concat"
`),
    ],
    "settings that are written elsewhere": [
      okta().functionApp({ server: {}, appSettingsIncomplete: "it is the result of the function merge" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the server allows the client of connection "weather-all" cannot be told.
  function app: app setting MCP_CLIENTS: nothing
  connection: client id: "weather-dev-all"
  missing: the app setting MCP_CLIENTS: it is the result of the function merge"
`),
    ],
  },
});

ruleCases("client-secret-missing", {
  fails: {
    nothing: [
      okta().connection({ clientSecret: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no client secret.
  connection: client secret: nothing
  fix: Write credentials = { clientId = …, clientSecret = <reference to the client's secret> } into sensitive_body."
`),
    ],
    "an empty text": [
      entra().connection({ clientSecret: literal("") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no client secret.
  connection: client secret: empty
  fix: Write credentials = { clientId = …, clientSecret = <reference to the client's secret> } into sensitive_body."
`),
    ],
    null: [
      entra().connection({ clientSecret: literal(null) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no client secret.
  connection: client secret: empty
  fix: Write credentials = { clientId = …, clientSecret = <reference to the client's secret> } into sensitive_body."
`),
    ],
  },
  passes: {
    "a reference": okta(),
    "something that nobody can tell": okta().connection({ clientSecret: unknown() }),
  },
  undecided: {
    "write-only": [
      entra().connection({ clientSecret: unknown("credentials are write-only"), credentialsIn: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" has a client secret cannot be told.
  connection: client secret: unknown
  missing: credentials are write-only"
`),
    ],
  },
});

ruleCases("secret-of-other-app", {
  fails: {
    "another password": [
      okta().connection({ clientSecret: ref("random_password.other.result") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" presents a secret that okta_app_oauth.all does not have.
  connection: client secret: "\${random_password.other.result}"
  identity: secret of okta_app_oauth.all: "\${random_password.client.result}"
  fix: Write a reference to the secret of okta_app_oauth.all."
`),
    ],
    "another app's password": [
      entra().connection({ clientSecret: ref("azuread_application_password.other.value") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" presents a secret that azuread_application_registration.client does not have.
  connection: client secret: "\${azuread_application_password.other.value}"
  identity: secret of azuread_application_registration.client: "\${azuread_application_password.client.value}"
  fix: Write a reference to the secret of azuread_application_registration.client."
`),
    ],
    "an app without passwords": [
      entra().client({ passwords: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" presents a secret that azuread_application_registration.client does not have.
  connection: client secret: "\${azuread_application_password.client.value}"
  identity: secrets of azuread_application_registration.client: none that is written here
  fix: Write a reference to the secret of azuread_application_registration.client."
`),
    ],
  },
  passes: {
    "its own": okta(),
    "the same at Entra": entra(),
    "the one that Okta made": okta()
      .app({ secret: undefined })
      .connection({ clientSecret: ref("okta_app_oauth.all.client_secret") }),
    "no secret, which another rule judges": okta().connection({ clientSecret: undefined }),
    "no app here": entra().apps(),
  },
  undecided: {
    "a variable, where no password is written": [
      entra()
        .client({ passwords: [] })
        .connection({ clientSecret: ref("data.azurerm_key_vault_secret.client.value") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the secret of connection "weather-all" is one of its client's cannot be told.
  connection: client secret: "\${data.azurerm_key_vault_secret.client.value}"
  identity: secrets of azuread_application_registration.client: none that is written here
  missing: the secrets of azuread_application_registration.client: none is written here"
`),
    ],
    "a variable": [
      entra().connection({ clientSecret: ref("var.secret") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the secret of connection "weather-all" is one of its client's cannot be told.
  connection: client secret: "\${var.secret}"
  identity: secret of azuread_application_registration.client: "\${azuread_application_password.client.value}"
  missing: var.secret and azuread_application_password.client.value are known after apply only"
`),
    ],
    "a secret that is not read": [
      okta().connection({ clientSecret: unknown("a secret is not read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the secret of connection "weather-all" is one of its client's cannot be told.
  connection: client secret: not shown
  identity: secret of okta_app_oauth.all: "\${random_password.client.result}"
  missing: a secret is not read"
`),
    ],
    "the one that Okta made, from elsewhere": [
      okta()
        .app({ secret: undefined })
        .connection({ clientSecret: ref("random_password.other.result") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the secret of connection "weather-all" is one of its client's cannot be told.
  connection: client secret: "\${random_password.other.result}"
  identity: secrets of okta_app_oauth.all: none that is written here
  missing: the secret that Okta made for okta_app_oauth.all"
`),
    ],
    "a referenced client": [
      entra().client({ managed: false, passwords: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the secret of connection "weather-all" is one of its client's cannot be told.
  connection: client secret: "\${azuread_application_password.client.value}"
  identity: secrets of azuread_application_registration.client: none that is written here
  missing: the secrets of azuread_application_registration.client, which is referenced"
`),
    ],
    "a written secret": [
      entra().connection({ clientSecret: literal("hunter2") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the secret of connection "weather-all" is one of its client's cannot be told.
  connection: client secret: not shown
  identity: secret of azuread_application_registration.client: "\${azuread_application_password.client.value}"
  missing: azuread_application_password.client.value is known after apply only"
`),
    ],
  },
});

ruleCases("app-secret-omitted", {
  fails: {
    "with a preset secret": [
      okta().app({ omitSecret: literal(true) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", omits its secret, although a secret is given.
  identity: omit_secret: true
  fix: Remove omit_secret."
`),
    ],
    without: [
      okta().app({ omitSecret: literal("true"), secret: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", omits its secret.
  identity: omit_secret: "true"
  fix: Remove omit_secret."
`),
    ],
  },
  passes: {
    "nothing written": okta(),
    false: okta().app({ omitSecret: literal(false) }),
    Entra: entra(),
  },
  undecided: {
    "a variable": [
      okta().app({ omitSecret: ref("var.omit") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" has a secret cannot be told.
  identity: omit_secret: "\${var.omit}"
  missing: var.omit is given from outside"
`),
    ],
  },
});

ruleCases("token-authentication-unusable", {
  fails: {
    none: [
      okta().app({ tokenEndpointAuthMethod: literal("none") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", demands "none".
  identity: token endpoint authentication: "none"
  fix: Write token_endpoint_auth_method = "client_secret_basic" or "client_secret_post"."
`),
    ],
    "a private key": [
      okta().app({ tokenEndpointAuthMethod: literal("private_key_jwt") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", demands "private_key_jwt".
  identity: token endpoint authentication: "private_key_jwt"
  fix: Write token_endpoint_auth_method = "client_secret_basic" or "client_secret_post"."
`),
    ],
    "a signed assertion": [
      okta().app({ tokenEndpointAuthMethod: literal("client_secret_jwt") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", demands "client_secret_jwt".
  identity: token endpoint authentication: "client_secret_jwt"
  fix: Write token_endpoint_auth_method = "client_secret_basic" or "client_secret_post"."
`),
    ],
  },
  passes: {
    basic: okta(),
    post: okta().app({ tokenEndpointAuthMethod: literal("client_secret_post") }),
    "the default": okta().app({ tokenEndpointAuthMethod: undefined }),
    Entra: entra(),
  },
  undecided: {
    "a variable": [
      okta().app({ tokenEndpointAuthMethod: ref("var.method") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"How the client of connection "weather-all" authenticates at the token endpoint cannot be told.
  identity: token endpoint authentication: "\${var.method}"
  missing: var.method is given from outside"
`),
    ],
  },
});

ruleCases("pkce-demanded", {
  fails: {
    written: [
      okta().app({ pkceRequired: literal(true) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", demands PKCE.
  identity: PKCE required: true
  identity: type of the app: "web"
  fix: Write pkce_required = false."
`),
    ],
    "the default of a native app": [
      okta().app({ pkceRequired: undefined, type: literal("native") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", demands PKCE.
  identity: PKCE required: nothing
  identity: type of the app: "native"
  fix: Write pkce_required = false."
`),
    ],
  },
  passes: {
    "not demanded": okta(),
    "the default of a web app": okta().app({ pkceRequired: undefined }),
    "a native app told otherwise": okta().app({ type: literal("native") }),
    Entra: entra(),
  },
  undecided: {
    "a variable": [
      okta().app({ pkceRequired: ref("var.pkce") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" demands PKCE cannot be told.
  identity: PKCE required: "\${var.pkce}"
  identity: type of the app: "web"
  missing: var.pkce is given from outside"
`),
    ],
    "the default of a type that nobody can tell": [
      okta().app({ pkceRequired: undefined, type: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" demands PKCE cannot be told.
  identity: PKCE required: nothing
  identity: type of the app: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("code-flow-impossible", {
  fails: {
    "a service": [
      okta().app({ type: literal("service") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", is of type "service", which has no code flow with a secret.
  identity: type of the app: "service"
  fix: Write type = "web"."
`),
    ],
    "a browser app": [
      okta().app({ type: literal("browser") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", is of type "browser", which has no code flow with a secret.
  identity: type of the app: "browser"
  fix: Write type = "web"."
`),
    ],
    "another grant type": [
      okta().app({ grantTypes: list("client_credentials", "refresh_token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", lacks authorization_code among its grant types.
  identity: grant types: ["client_credentials", "refresh_token"]
  fix: Write grant_types = ["authorization_code", "refresh_token"]."
`),
    ],
    "another response type": [
      okta().app({ responseTypes: list("token") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", lacks code among its response types.
  identity: response types: ["token"]
  fix: Write response_types = ["code"]."
`),
    ],
  },
  passes: {
    "a web app": okta(),
    "the defaults": okta().app({ grantTypes: undefined, responseTypes: undefined }),
    Entra: entra(),
  },
  undecided: {
    "a type that nobody can tell": [
      okta().app({ type: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" can do the code flow cannot be told.
  identity: type of the app: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
    "no type read": [
      okta().app({ type: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" can do the code flow cannot be told.
  identity: type of the app: nothing
  missing: the type of okta_app_oauth.all"
`),
    ],
    "grant types that go on": [
      okta().app({ grantTypes: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" can do the code flow cannot be told.
  identity: grant types: [] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("refresh-grant-missing", {
  fails: {
    "left out": [
      okta().app({ grantTypes: list("authorization_code") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", lacks the grant type refresh_token.
  identity: grant types: ["authorization_code"]
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  fix: Write grant_types = ["authorization_code", "refresh_token"]."
`),
    ],
    "the default": [
      okta().app({ grantTypes: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", lacks the grant type refresh_token.
  identity: grant types: nothing
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  fix: Write grant_types = ["authorization_code", "refresh_token"]."
`),
    ],
  },
  passes: {
    written: okta(),
    Entra: entra(),
  },
  undecided: {
    "grant types that go on": [
      okta().app({ grantTypes: open("authorization_code") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" has the grant type refresh_token cannot be told.
  identity: grant types: ["authorization_code"] and perhaps more (it is the result of the function concat)
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("app-inactive", {
  fails: {
    inactive: [
      okta().app({ status: literal("INACTIVE") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_app_oauth.all, the app of connection "weather-all", has the status "INACTIVE".
  identity: status of the app: "INACTIVE"
  fix: Write status = "ACTIVE", or leave it out."
`),
    ],
  },
  passes: {
    "the default": okta(),
    active: okta().app({ status: literal("ACTIVE") }),
    Entra: entra(),
  },
  undecided: {
    "a variable": [
      okta().app({ status: ref("var.status") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the app of connection "weather-all" is active cannot be told.
  identity: status of the app: "\${var.status}"
  missing: var.status is given from outside"
`),
    ],
  },
});
