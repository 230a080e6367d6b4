/** Rules about what is requested and what is exposed. */
import { expect } from "@jest/globals";
import { ruleCases } from "../../support/rule-cases";
import { at, entra, list, literal, okta, open, ref, template, unknown } from "../../support/wiring-builder";

ruleCases("connection-requests-no-scopes", {
  fails: {
    "nothing is written": [
      okta().connection({ scopes: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests no scope of the API.
  connection: scopes requested: nothing
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write scopes = ["openid", "offline_access", "weather.read", "weather.alert"] into the connection, or those of them that its tools require."
`),
    ],
    "an empty list": [
      okta().connection({ scopes: list() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests no scope of the API.
  connection: scopes requested: []
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write scopes = ["openid", "offline_access", "weather.read", "weather.alert"] into the connection, or those of them that its tools require."
`),
    ],
    "protocol scopes alone": [
      okta().connection({ scopes: list("openid", "offline_access", "profile") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests no scope of the API beside protocol scopes.
  connection: scopes requested: ["openid", "offline_access", "profile"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write scopes = ["openid", "offline_access", "weather.read", "weather.alert"] into the connection, or those of them that its tools require."
`),
    ],
    "Entra, in the form of its requests": [
      entra().connection({ scopes: list("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests no scope of the API beside protocol scopes.
  connection: scopes requested: ["openid"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write scopes = ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"] into the connection, or those of them that its tools require."
`),
    ],
    "nothing is exposed either": [
      okta().connection({ scopes: list() }).authorizationServer({ scopes: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests no scope of the API.
  connection: scopes requested: []
  identity: scopes exposed: []
  fix: Write the scopes that the tools require into the connection's scopes, beside "openid" and "offline_access"."
`),
    ],
    "a name that no plain word is": [
      okta().connection({ scopes: list(), name: literal("a\u001b[31m\nb") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "a\\u001b[31m\\nb" requests no scope of the API.
  connection: scopes requested: []
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write scopes = ["openid", "offline_access", "weather.read", "weather.alert"] into the connection, or those of them that its tools require."
`),
    ],
  },
  passes: {
    "a scope of the API": okta(),
    "a scope that only Terraform knows": okta().connection({ scopes: list(ref("okta_auth_server_scope.read.name")) }),
    "a connection that signs nobody in": okta().connection({ scopes: list(), authType: literal("None") }),
  },
  undecided: {
    "a list that nobody can tell": [
      okta().connection({ scopes: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests a scope of the API cannot be told.
  connection: scopes requested: [] and perhaps more (it is the result of the function concat)
  identity: scopes exposed: ["weather.read", "weather.alert"]
  missing: it is the result of the function concat"
`),
    ],
    "protocol scopes and perhaps more": [
      entra().connection({ scopes: open("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests a scope of the API cannot be told.
  connection: scopes requested: ["openid"] and perhaps more (it is the result of the function concat)
  identity: scopes exposed: ["weather.read", "weather.alert"]
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("scopes-not-a-list", {
  fails: {
    "a text": [
      okta().connection({ scopesAreText: at("azapi_resource.connection", "body.properties.scopes") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" writes its scopes as one text.
  connection: scopes requested: a text
  fix: Write a list, one scope an item: scopes = ["openid", "offline_access", "weather.read", "weather.alert"]."
`),
    ],
  },
  passes: {
    "a list": entra(),
    "a list that goes on": okta().connection({ scopes: open("openid") }),
  },
  undecided: {
    "the result of a function": [
      okta().connection({ scopes: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the scopes of connection "weather-all" are a list cannot be told.
  connection: scopes requested: [] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("scope-form-wrong", {
  fails: {
    "a bare name at Entra": [
      entra().connection({ scopes: list("openid", "weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests the bare name "weather.read", which Entra takes for a scope of Microsoft Graph.
  connection: scope requested: "weather.read"
  fix: Write "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read" instead."
`),
    ],
    "a bare name where no API is known": [
      entra()
        .apps()
        .connection({ scopes: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests the bare name "weather.read", which Entra takes for a scope of Microsoft Graph.
  connection: scope requested: "weather.read"
  fix: Write "<identifier URI>/weather.read" instead."
`),
    ],
    "a qualified name at Okta": [
      okta().connection({ scopes: list("api://weather-dev/weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://weather-dev/weather.read", and Okta knows scopes by their short names.
  connection: scope requested: "api://weather-dev/weather.read"
  fix: Write "weather.read" instead."
`),
    ],
  },
  passes: {
    "bare names at Okta": okta(),
    "qualified names at Entra": entra(),
    "a client id before the name": entra().connection({
      scopes: list(template("${azuread_application_registration.api.client_id}/weather.read")),
    }),
    "a name with a slash that Okta exposes": okta()
      .scope("read", { name: literal("weather/read") })
      .connection({ scopes: list("weather/read") }),
  },
  undecided: {
    "a reference at Entra": [
      entra().connection({ scopes: list(ref("azuread_application_permission_scope.read.value")) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests its scopes in the identity provider's form cannot be told.
  connection: scopes requested: ["\${azuread_application_permission_scope.read.value}"]
  missing: whether "\${azuread_application_permission_scope.read.value}" holds a resource before the name"
`),
    ],
    "a value that nobody can tell": [
      okta().connection({ scopes: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests its scopes in the identity provider's form cannot be told.
  connection: scopes requested: [unknown (it is the result of the function lower)]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("scopes-of-two-resources", {
  fails: {
    "the API and Microsoft Graph": [
      entra().connection({
        scopes: list(
          "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read",
          "https://graph.microsoft.com/User.Read",
        ),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests scopes of "api://11111111-2222-3333-4444-555555555555/weather-dev" and of "https://graph.microsoft.com".
  connection: resource: "api://11111111-2222-3333-4444-555555555555/weather-dev"
  connection: another resource: "https://graph.microsoft.com"
  fix: Leave out the scopes of "https://graph.microsoft.com", or give them a connection of their own."
`),
    ],
  },
  passes: {
    "one resource and protocol scopes": entra(),
    "Okta, which knows no resources": okta().connection({ scopes: list("a/b", "c/d") }),
    "one scope that only Terraform knows": entra().connection({
      scopes: list(template("${module.api.uri}/weather.read")),
    }),
  },
  undecided: {
    "a resource that only Terraform knows": [
      entra().connection({
        scopes: list(
          "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read",
          template("${module.api.uri}/weather.alert"),
        ),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests scopes of one resource cannot be told.
  connection: scopes requested: ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "\${module.api.uri}/weather.alert"]
  missing: module.api.uri is known after apply only"
`),
    ],
    "a list that goes on": [
      entra().connection({ scopes: open("api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests scopes of one resource cannot be told.
  connection: scopes requested: ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("scope-not-exposed", {
  fails: {
    "a scope that Okta lacks": [
      okta().scope("alert", { name: literal("weather.warn") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "weather.alert", which okta_auth_server.main does not expose.
  connection: scope requested: "weather.alert"
  identity: scopes exposed: ["weather.read", "weather.warn"]
  fix: Add the scope "weather.alert" to okta_auth_server.main, or request one of ["weather.read", "weather.warn"]."
`),
    ],
    "a scope that Entra lacks": [
      entra().connection({ scopes: list("api://11111111-2222-3333-4444-555555555555/weather-dev/weather.delete") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.delete", which azuread_application_registration.api does not expose.
  connection: scope requested: "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.delete"
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Add the scope "weather.delete" to azuread_application_registration.api, or request one of ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]."
`),
    ],
    "a scope that is disabled": [
      entra().scope("alert", { enabled: literal(false) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert", which azuread_application_registration.api does not expose.
  connection: scope requested: "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"
  identity: scopes exposed: ["weather.read"]
  fix: Add the scope "weather.alert" to azuread_application_registration.api, or request one of ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"]."
`),
    ],
    "a resource that no app has": [
      entra().connection({ scopes: list("api://other/weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://other/weather.read", whose resource is the identifier URI of no app here.
  connection: scope requested: "api://other/weather.read"
  identity: resource of azuread_application_registration.api: "api://11111111-2222-3333-4444-555555555555/weather-dev"
  fix: Request ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"], or those of them that the tools require."
`),
    ],
  },
  passes: {
    "what is exposed": okta(),
    "the same at Entra": entra(),
    "a name by reference": okta()
      .scope("read", { name: ref("var.scope") })
      .connection({ scopes: list(ref("var.scope"), "weather.alert") }),
    "nothing of the API": okta().connection({ scopes: list("openid") }),
  },
  undecided: {
    "a referenced authorization server": [
      okta().authorizationServer({ managed: false, scopes: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: okta_auth_server.main is referenced, and may have scopes that are written elsewhere"
`),
    ],
    "a referenced API app": [
      entra().api({ managed: false, scopes: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  missing: azuread_application_registration.api is referenced, and may have scopes that are written elsewhere"
`),
    ],
    "a scope that nobody can tell": [
      okta().connection({ scopes: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: [unknown (it is the result of the function lower)]
  missing: it is the result of the function lower"
`),
    ],
    "a scope without a name": [
      okta().scope("read", { name: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: okta_auth_server_scope.read is written without a name"
`),
    ],
    "a scope that may be disabled": [
      entra()
        .scope("alert", { enabled: ref("var.on") })
        .connection({ scopes: list("api://11111111-2222-3333-4444-555555555555/weather-dev/weather.delete") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.delete"]
  missing: whether azuread_application_permission_scope.alert is enabled is not known"
`),
    ],
    "another authorization server": [
      okta().connection({ authorizationUrl: literal("https://example.okta.com/oauth2/aus1/v1/authorize") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: the authorization server that the authorization URL names: it is none of those that were read"
`),
    ],
    "an API that is elsewhere": [
      entra().api({ scopes: [], identifierUris: list() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  missing: the app that exposes "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read": none that was read exposes scopes"
`),
    ],
    "a list that goes on": [
      okta().connection({ scopes: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["weather.read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "a URL that nobody can tell": [
      okta().connection({ authorizationUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether all that connection "weather-all" requests is exposed cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("exposed-scope-unused", {
  fails: {
    "one that nobody requests": [
      okta().connection({ scopes: list("openid", "weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server.main exposes "weather.alert", which no connection requests.
  identity: scope exposed: "weather.alert"
  connection: scopes requested: ["openid", "weather.read"]
  fix: Let a connection request "weather.alert", or remove the scope."
`),
    ],
    "the same at Entra": [
      entra().connection({ scopes: list("api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_application_registration.api exposes "weather.alert", which no connection requests.
  identity: scope exposed: "weather.alert"
  connection: scopes requested: ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"]
  fix: Let a connection request "weather.alert", or remove the scope."
`),
    ],
  },
  passes: {
    "all requested": okta(),
    "the same at Entra": entra(),
    "no connection here": okta().with({ connections: [] }),
  },
  undecided: {
    "a list that goes on": [
      okta().connection({ scopes: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a connection requests "weather.alert" cannot be told.
  identity: scope exposed: "weather.alert"
  connection: scopes requested: ["weather.read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "requests that go to an unknown server": [
      okta().connection({ authorizationUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a connection requests "weather.read" cannot be told.
  identity: scope exposed: "weather.read"
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: it is the result of the function lower
Whether a connection requests "weather.alert" cannot be told.
  identity: scope exposed: "weather.alert"
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("offline-access-not-requested", {
  fails: {
    "left out": [
      okta().connection({ scopes: list("openid", "weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" does not request offline_access.
  connection: scopes requested: ["openid", "weather.read"]
  fix: Write scopes = ["offline_access", "openid", "weather.read"], and allow it in the access policy."
`),
    ],
  },
  passes: {
    requested: entra(),
    "nothing requested at all": okta().connection({ scopes: list() }),
  },
  undecided: {
    "a scope that nobody can tell": [
      okta().connection({ scopes: list("openid", unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests offline_access cannot be told.
  connection: scopes requested: ["openid", unknown (it is the result of the function lower)]
  missing: it is the result of the function lower"
`),
    ],
  },
});
