/** Rules about what the server advertises and what its tools require. */
import { expect } from "@jest/globals";
import { ruleCases } from "../../support/rule-cases";
import { entra, list, okta, open, ref, unknown } from "../../support/wiring-builder";

ruleCases("scope-not-advertised", {
  fails: {
    "by the server": [
      okta().server({ advertised: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "weather.alert", which is not advertised.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read"]
  fix: Add "weather.alert" to the app setting MCP_SCOPES_SUPPORTED, or do not request it."
`),
    ],
    "by the gate": [
      entra().functionApp({
        advertisedByGate: list("api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"),
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert", which is not advertised.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  function app: scopes advertised (WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES): ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"]
  fix: Add "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert" to the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES, or do not request it."
`),
    ],
    "in another form": [
      entra().functionApp({ advertisedByGate: list("weather.read", "weather.alert") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", which is not advertised.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  function app: scopes advertised (WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES): ["weather.read", "weather.alert"]
  fix: Add "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read" to the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES, or do not request it.
Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert", which is not advertised.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  function app: scopes advertised (WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES): ["weather.read", "weather.alert"]
  fix: Add "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert" to the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES, or do not request it."
`),
    ],
    "no setting, beside others": [
      okta().server({ advertised: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "weather.read", which is not advertised.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): nothing
  fix: Add "weather.read" to the app setting MCP_SCOPES_SUPPORTED, or do not request it.
Connection "weather-all" requests "weather.alert", which is not advertised.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): nothing
  fix: Add "weather.alert" to the app setting MCP_SCOPES_SUPPORTED, or do not request it."
`),
    ],
  },
  passes: {
    "all advertised": okta(),
    "by the gate, whatever the server says": entra().server({ advertised: list() }),
    "no function app here": okta().with({ functionApp: undefined }),
    "a server that nothing is known of, which a rule about the gate says": okta().functionApp({ server: {} }),
    "no setting of the gate, which another rule judges": entra().functionApp({ advertisedByGate: undefined }),
  },
  undecided: {
    "settings that are written elsewhere": [
      okta().functionApp({ server: {}, appSettingsIncomplete: "it is the result of the function merge" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether what connection "weather-all" requests is advertised cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised by azapi_resource.site: unknown
  missing: the app setting MCP_SCOPES_SUPPORTED: it is the result of the function merge"
`),
    ],
    "a gate that may be on": [
      okta().gate({ enabled: ref("var.gate") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether what connection "weather-all" requests is advertised cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised by azapi_resource.site: unknown
  missing: whether App Service authentication is on: var.gate is given from outside"
`),
    ],
    "settings that nobody can tell": [
      okta().server({ advertised: undefined }).functionApp({ appSettingsIncomplete: "they are merged" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether what connection "weather-all" requests is advertised cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised by azapi_resource.site: unknown
  missing: the app setting MCP_SCOPES_SUPPORTED: they are merged"
`),
    ],
    "a list that goes on": [
      okta().server({ advertised: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "weather.read", requested by connection "weather-all", is advertised cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): [] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat
Whether "weather.alert", requested by connection "weather-all", is advertised cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): [] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("fewer-requested-than-advertised", {
  fails: {
    "one left out": [
      okta().connection({ scopes: list("openid", "weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" does not request "weather.alert", which the server advertises.
  connection: scopes requested: ["openid", "weather.read"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read", "weather.alert"]
  fix: If the tools list stays empty, let a server of its own advertise exactly what this connection requests, or request all."
`),
    ],
  },
  passes: {
    "all requested": entra(),
    "none requested": okta().connection({ scopes: list() }),
    "protocol scopes advertised": okta().server({ advertised: list("openid", "weather.read", "weather.alert") }),
  },
  undecided: {
    "a list that goes on": [
      okta().server({ advertised: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests all that is advertised cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "a request that goes on": [
      okta().connection({ scopes: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests all that is advertised cannot be told.
  connection: scopes requested: ["weather.read"] and perhaps more (it is the result of the function concat)
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read", "weather.alert"]
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("advertised-differs-from-exposed", {
  fails: {
    "one left out": [
      okta().server({ advertised: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The app setting MCP_SCOPES_SUPPORTED does not advertise "weather.alert", which okta_auth_server.main exposes.
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write ["weather.read", "weather.alert"] into the app setting MCP_SCOPES_SUPPORTED, or expose what it advertises."
`),
    ],
    "one too many": [
      okta().server({ advertised: list("weather.read", "weather.alert", "weather.delete") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The app setting MCP_SCOPES_SUPPORTED advertises "weather.delete", which okta_auth_server.main does not expose.
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read", "weather.alert", "weather.delete"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write ["weather.read", "weather.alert"] into the app setting MCP_SCOPES_SUPPORTED, or expose what it advertises."
`),
    ],
    "in another form": [
      entra().functionApp({ advertisedByGate: list("weather.read", "weather.alert") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES advertises "weather.read" in another form than clients request it.
  function app: scopes advertised (WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES): ["weather.read", "weather.alert"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"] into the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES, or expose what it advertises.
The app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES advertises "weather.alert" in another form than clients request it.
  function app: scopes advertised (WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES): ["weather.read", "weather.alert"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"] into the app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES, or expose what it advertises."
`),
    ],
    "no connection tells the API": [
      okta()
        .with({ connections: [] })
        .server({ advertised: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The app setting MCP_SCOPES_SUPPORTED does not advertise "weather.alert", which okta_auth_server.main exposes.
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read"]
  identity: scopes exposed: ["weather.read", "weather.alert"]
  fix: Write ["weather.read", "weather.alert"] into the app setting MCP_SCOPES_SUPPORTED, or expose what it advertises."
`),
    ],
  },
  passes: {
    "the same": okta(),
    "the same at Entra": entra(),
    "protocol scopes as well": okta().server({ advertised: list("openid", "weather.read", "weather.alert") }),
    "no function app here": okta().with({ functionApp: undefined }),
  },
  undecided: {
    "a referenced authorization server": [
      okta().authorizationServer({ managed: false, scopes: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_SCOPES_SUPPORTED advertises what is exposed cannot be told.
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read", "weather.alert"]
  identity: scopes exposed: [] and perhaps more (okta_auth_server.main is referenced, and may have scopes that are written elsewhere)
  missing: okta_auth_server.main is referenced, and may have scopes that are written elsewhere"
`),
    ],
    "a list that goes on": [
      okta().server({ advertised: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether MCP_SCOPES_SUPPORTED advertises what is exposed cannot be told.
  function app: scopes advertised (MCP_SCOPES_SUPPORTED): ["weather.read"] and perhaps more (it is the result of the function concat)
  identity: scopes exposed: ["weather.read", "weather.alert"]
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("tool-scopes-missing", {
  fails: {
    "no setting, beside others": [
      okta().server({ toolScopes: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.site has no app setting MCP_TOOL_SCOPES that can be read.
  function app: app setting MCP_TOOL_SCOPES: nothing
  fix: Write MCP_TOOL_SCOPES as a JSON object from tool to the list of scopes that it requires, by their short names."
`),
    ],
  },
  passes: {
    told: okta(),
    "no agent calls it": okta().server({ toolScopes: undefined }).with({ agents: [] }),
    "no function app here": entra().with({ functionApp: undefined }),
  },
  undecided: {
    "a server without settings": [
      entra().functionApp({ server: {} }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Which scopes the tools of azapi_resource.site require cannot be told.
  function app: app setting MCP_TOOL_SCOPES: nothing
  missing: the app setting MCP_TOOL_SCOPES: azapi_resource.site has neither this nor another setting of the server"
`),
    ],
    "settings that nobody can tell": [
      okta().server({ toolScopes: undefined }).functionApp({ appSettingsIncomplete: "they are merged" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Which scopes the tools of azapi_resource.site require cannot be told.
  function app: app setting MCP_TOOL_SCOPES: nothing
  missing: the app setting MCP_TOOL_SCOPES: they are merged"
`),
    ],
  },
});

ruleCases("required-scope-not-requested", {
  fails: {
    "a tool too many": [
      okta().connection({ scopes: list("openid", "weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" does not request "weather.alert", which the tool "publish_alert" requires.
  connection: scopes requested: ["openid", "weather.read"]
  function app: scopes required by the tool "publish_alert": "weather.alert"
  agent: allowed tool: "publish_alert"
  fix: Add "weather.alert" to the connection's scopes, or take "publish_alert" out of the agent's allowed tools."
`),
    ],
    "every tool allowed": [
      entra()
        .tool({ allowedTools: undefined })
        .connection({ scopes: list("api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" does not request "weather.alert", which the tool "publish_alert" requires.
  connection: scopes requested: ["api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"]
  function app: scopes required by the tool "publish_alert": "weather.alert"
  agent: allowed tool: "publish_alert"
  fix: Add "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert" to the connection's scopes, or take "publish_alert" out of the agent's allowed tools."
`),
    ],
  },
  passes: {
    "all requested": okta(),
    "the tool is not allowed": okta()
      .connection({ scopes: list("openid", "weather.read") })
      .tool({ allowedTools: list("get_forecast") }),
    "the agent calls through another connection": okta()
      .connection({ scopes: list("openid") })
      .tool({ connectionId: ref("azapi_resource.other.id") }),
    "nothing said about tools": okta().server({ toolScopes: undefined }),
  },
  undecided: {
    "a tool that nobody can tell": [
      okta().tool({ allowedTools: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests what its agent's tools require cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: it is the result of the function lower"
`),
    ],
    "a tool by reference": [
      okta().tool({ allowedTools: list(ref("var.tool")) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests what its agent's tools require cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: the name of the tool "\${var.tool}""
`),
    ],
    "a list that goes on": [
      okta().tool({ allowedTools: open("get_forecast") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests what its agent's tools require cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: it is the result of the function concat"
`),
    ],
    "a request that goes on": [
      okta().connection({ scopes: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests what its agent's tools require cannot be told.
  connection: scopes requested: ["weather.read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("requested-scope-opens-no-tool", {
  fails: {
    "no tool requires it": [
      okta().tool({ allowedTools: list("get_forecast") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "weather.alert", which no tool of its agent requires.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes required by the agent's tools: ["weather.read"]
  agent: tools allowed: ["get_forecast"]
  fix: Allow the agent a tool that requires "weather.alert", or do not request it."
`),
    ],
  },
  passes: {
    "all required": okta(),
    "the same at Entra": entra(),
    "no agent": okta().with({ agents: [] }),
  },
  undecided: {
    "a tool that nobody can tell": [
      okta().tool({ allowedTools: list("get_forecast", unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a tool requires "weather.alert", requested by connection "weather-all", cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  function app: scopes required by the agent's tools: ["weather.read"]
  agent: tools allowed: ["get_forecast", unknown (it is the result of the function lower)]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("allowed-tool-without-scopes", {
  fails: {
    "a wrong name": [
      okta().tool({ allowedTools: list("get_forecasts") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The tool "get_forecasts", allowed through connection "weather-all", requires no scope.
  agent: allowed tool: "get_forecasts"
  function app: tools with required scopes: ["get_forecast", "publish_alert"]
  fix: Allow one of ["get_forecast", "publish_alert"], or add "get_forecasts" with its scopes to MCP_TOOL_SCOPES."
`),
    ],
  },
  passes: {
    "known tools": okta(),
    "no list of tools": okta().tool({ allowedTools: undefined }),
    "nothing said about tools": entra().server({ toolScopes: undefined }),
  },
  undecided: {
    "a tool that nobody can tell": [
      okta().tool({ allowedTools: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a tool allowed through connection "weather-all" requires a scope cannot be told.
  agent: allowed tool: unknown (it is the result of the function lower)
  function app: tools with required scopes: ["get_forecast", "publish_alert"]
  missing: it is the result of the function lower"
`),
    ],
  },
});
