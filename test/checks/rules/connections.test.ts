/** Rules about the connection itself, and the agent that uses it. */
import { expect } from "@jest/globals";
import type { Argument, MapArgument, PlannedChange } from "../../../checks/wiring/configuration";
import { ruleCases } from "../../support/rule-cases";
import { at, entra, here, literal, okta, ref, template, unknown } from "../../support/wiring-builder";

ruleCases("connection-name-invalid", {
  fails: {
    missing: [
      okta().connection({ name: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.connection has no name.
  connection: name: nothing
  fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first."
`),
    ],
    "too short": [
      okta().connection({ name: literal("ab") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.connection is named "ab", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.
  connection: name: "ab"
  fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first."
`),
    ],
    "a dot": [
      okta().connection({ name: literal("weather.reader") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.connection is named "weather.reader", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.
  connection: name: "weather.reader"
  fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first."
`),
    ],
    "too long, whatever follows": [
      okta().connection({ name: template("a-name-of-more-than-33-characters-${random_id.a.hex}") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.connection is named "a-name-of-more-than-33-characters-\${random_id.a.hex}", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.
  connection: name: "a-name-of-more-than-33-characters-\${random_id.a.hex}"
  fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first."
`),
    ],
    "a text that control characters hide in": [
      okta().connection({ name: literal("ab\u001b[31m\n::error::") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_resource.connection is named "ab\\u001b[31m\\n::error::", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.
  connection: name: "ab\\u001b[31m\\n::error::"
  fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first."
`),
    ],
  },
  passes: {
    plain: okta(),
    "the longest": okta().connection({ name: literal(`a${"b".repeat(32)}`) }),
    "digits of a hash": okta().connection({
      name: {
        kind: "unknown",
        reason: "it is the result of the function sha256",
        example: "weather-reader-000000",
        source: here,
      },
    }),
  },
  undecided: {
    "a function": [
      okta().connection({ name: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_resource.connection has a name that Foundry takes cannot be told.
  connection: name: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
    "a reference": [
      okta().connection({ name: template("weather-${random_id.a.hex}") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_resource.connection has a name that Foundry takes cannot be told.
  connection: name: "weather-\${random_id.a.hex}"
  missing: random_id.a.hex is known after apply only"
`),
    ],
  },
});

ruleCases("connection-kind-wrong", {
  fails: {
    "another category": [
      okta().connection({ category: literal("CustomKeys") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has the category "CustomKeys".
  connection: category: "CustomKeys"
  fix: Write body.properties.category = "RemoteTool"."
`),
    ],
    "another spelling": [
      okta().connection({ authType: literal("oauth2") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has the authType "oauth2".
  connection: authType: "oauth2"
  fix: Write body.properties.authType = "OAuth2"."
`),
    ],
    missing: [
      okta().connection({ category: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no category.
  connection: category: nothing
  fix: Write body.properties.category = "RemoteTool"."
`),
    ],
  },
  passes: { right: okta() },
  undecided: {
    "a variable": [
      okta().connection({ category: ref("var.category") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" has the category "RemoteTool" cannot be told.
  connection: category: "\${var.category}"
  missing: var.category is given from outside"
`),
    ],
  },
});

function object(entries: Record<string, Argument>): MapArgument {
  return { kind: "map", entries: new Map(Object.entries(entries)), source: here };
}

function planned(
  actions: PlannedChange["actions"],
  properties: Record<string, Argument>,
  name = "weather-all",
): PlannedChange {
  const facts = {
    target: literal("https://weather-dev.azurewebsites.net/mcp"),
    authorizationUrl: template("https://example.okta.com/oauth2/${okta_auth_server.main.id}/v1/authorize"),
    tokenUrl: template("https://example.okta.com/oauth2/${okta_auth_server.main.id}/v1/token"),
    refreshUrl: template("https://example.okta.com/oauth2/${okta_auth_server.main.id}/v1/token"),
    ...properties,
  };
  return { actions, before: object({ name: literal(name), body: object({ properties: object(facts) }) }) };
}

const fewerScopes: Argument = { kind: "list", items: [literal("openid"), literal("weather.read")], source: here };

ruleCases("connection-changed-in-place", {
  fails: {
    "other scopes": [
      okta()
        .with({ origin: "plan" })
        .connection({ planned: planned(["update"], { scopes: fewerScopes }) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The plan changes scopes of azapi_resource.connection and keeps the name "weather-all".
  connection: name before and after: "weather-all"
  connection: scopes before: ["openid", "weather.read"]
  connection: scopes after: ["openid", "offline_access", "weather.read", "weather.alert"]
  fix: Form the name from these facts, for example with a short hash of them, and write lifecycle { create_before_destroy = true }."
`),
    ],
    "another target, replaced": [
      okta()
        .with({ origin: "plan" })
        .connection({
          planned: planned(["delete", "create"], { target: literal("https://old.azurewebsites.net/mcp") }),
        }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The plan changes target of azapi_resource.connection and keeps the name "weather-all".
  connection: name before and after: "weather-all"
  connection: target before: "https://old.azurewebsites.net/mcp"
  connection: target after: "https://weather-dev.azurewebsites.net/mcp"
  fix: Form the name from these facts, for example with a short hash of them, and write lifecycle { create_before_destroy = true }."
`),
    ],
  },
  passes: {
    "no plan": okta(),
    created: okta().connection({ planned: { actions: ["create"], before: undefined } }),
    "nothing changes": okta().connection({ planned: planned(["no-op"], {}) }),
    "another name": okta().connection({
      planned: planned(["create", "delete"], { scopes: fewerScopes }, "weather-old"),
    }),
    "a name formed from what changes": okta().connection({
      name: unknown("it is known after apply only"),
      planned: planned(["create", "delete"], { scopes: fewerScopes }),
    }),
    "tags alone": okta().connection({ planned: planned(["update"], {}) }),
  },
  undecided: {
    "a fact that is not known": [
      okta().connection({ target: ref("azapi_resource.site.output.host"), planned: planned(["update"], {}) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the plan changes target of azapi_resource.connection, which keeps the name "weather-all", cannot be told.
  connection: name before and after: "weather-all"
  connection: target before: "https://weather-dev.azurewebsites.net/mcp"
  connection: target after: "\${azapi_resource.site.output.host}"
  missing: azapi_resource.site.output.host is known after apply only"
`),
    ],
  },
});

ruleCases("connection-reads-resource-output", {
  fails: {
    target: [
      okta().connection({ target: template("https://${azapi_resource.site.output.properties.defaultHostName}/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The target of connection "weather-all" is read from azapi_resource.site.output.properties.defaultHostName.
  connection: target: "https://\${azapi_resource.site.output.properties.defaultHostName}/mcp"
  function app: output that is read: azapi_resource.site.output.properties.defaultHostName
  fix: Form the target from names that are written, for example "https://\${local.site_name}.azurewebsites.net/mcp", and compare in a postcondition."
`),
    ],
  },
  passes: {
    written: okta(),
    "an id, which is no output": okta().connection({
      target: template("https://${azapi_resource.site.name}.azurewebsites.net/mcp"),
    }),
  },
  undecided: {
    "a function": [
      okta().connection({ target: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the target of connection "weather-all" is read from another resource's output cannot be told.
  connection: target: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("target-not-https", {
  fails: {
    missing: [
      okta().connection({ target: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has no target.
  connection: target: nothing
  fix: Write the MCP endpoint, for example https://<app>.azurewebsites.net/mcp, in body.properties.target."
`),
    ],
    http: [
      okta().connection({ target: literal("http://weather-dev.azurewebsites.net/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has the target "http://weather-dev.azurewebsites.net/mcp", which is no https URL.
  connection: target: "http://weather-dev.azurewebsites.net/mcp"
  fix: Write the MCP endpoint, for example https://<app>.azurewebsites.net/mcp, in body.properties.target."
`),
    ],
    "a host name": [
      okta().connection({ target: literal("weather-dev.azurewebsites.net/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has the target "weather-dev.azurewebsites.net/mcp", which is no https URL.
  connection: target: "weather-dev.azurewebsites.net/mcp"
  fix: Write the MCP endpoint, for example https://<app>.azurewebsites.net/mcp, in body.properties.target."
`),
    ],
  },
  passes: {
    https: okta(),
    "a host that is read": okta().connection({
      target: template("https://${azurerm_linux_function_app.a.default_hostname}/mcp"),
    }),
  },
  undecided: {
    "a reference": [
      okta().connection({ target: ref("module.app.url") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the target of connection "weather-all" is an https URL cannot be told.
  connection: target: "\${module.app.url}"
  missing: it begins with something that is known after apply only"
`),
    ],
    "a function": [
      okta().connection({ target: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the target of connection "weather-all" is an https URL cannot be told.
  connection: target: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("target-of-other-app", {
  fails: {
    "another app": [
      okta().connection({ target: literal("https://weather-prod.azurewebsites.net/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" calls "weather-prod.azurewebsites.net", and azapi_resource.site answers at "weather-dev.azurewebsites.net".
  connection: target: "https://weather-prod.azurewebsites.net/mcp"
  function app: host name: "weather-dev.azurewebsites.net"
  fix: Form the target from the name of the function app."
`),
    ],
  },
  passes: {
    "its own": okta(),
    "in another case": okta().connection({ target: literal("https://Weather-Dev.azurewebsites.net/mcp") }),
    "no function app": okta().with({ functionApp: undefined }),
  },
  undecided: {
    "a custom domain": [
      okta().connection({ target: literal("https://mcp.example.com/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "mcp.example.com", which connection "weather-all" calls, is the host of azapi_resource.site cannot be told.
  connection: target: "https://mcp.example.com/mcp"
  function app: host name: "weather-dev.azurewebsites.net"
  missing: whether "mcp.example.com" is a custom domain of the function app"
`),
    ],
    "a name that is computed": [
      okta().functionApp({ hostName: template("${random_pet.a.id}.azurewebsites.net") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "weather-dev.azurewebsites.net", which connection "weather-all" calls, is the host of azapi_resource.site cannot be told.
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  function app: host name: "\${random_pet.a.id}.azurewebsites.net"
  missing: random_pet.a.id is known after apply only"
`),
    ],
  },
});

ruleCases("server-url-differs", {
  fails: {
    another: [
      okta().tool({ serverUrl: literal("https://other.azurewebsites.net/mcp") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The server URL of azapi_data_plane_resource.agent and the target of connection "weather-all" differ.
  agent: server URL: "https://other.azurewebsites.net/mcp"
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  fix: Write server_url = "https://weather-dev.azurewebsites.net/mcp" in the tool of azapi_data_plane_resource.agent."
`),
    ],
    missing: [
      okta().tool({ serverUrl: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The tool of azapi_data_plane_resource.agent has no server URL.
  agent: server URL: nothing
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  fix: Write server_url = "https://weather-dev.azurewebsites.net/mcp" in the tool of azapi_data_plane_resource.agent."
`),
    ],
  },
  passes: { same: okta(), "no agent": okta().with({ agents: [] }) },
  undecided: {
    "a function": [
      okta().tool({ serverUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the server URL of azapi_data_plane_resource.agent and the target of connection "weather-all" are one URL cannot be told.
  agent: server URL: unknown (it is the result of the function lower)
  connection: target: "https://weather-dev.azurewebsites.net/mcp"
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("credentials-in-body", {
  fails: {
    "in the body": [
      okta().connection({ credentialsIn: "body" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has its credentials in body, which Terraform keeps in the state.
  connection: credentials: body
  fix: Move properties.credentials to sensitive_body, and leave sensitive_body_version unset: with a version azapi leaves the credentials out of later requests."
`),
    ],
  },
  passes: { "write-only": okta(), nowhere: okta().connection({ credentialsIn: undefined }) },
  undecided: {
    "a body that is not known": [
      okta()
        .with({ origin: "plan" })
        .connection({ credentialsIn: undefined, category: unknown("write-only") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" has its credentials in body cannot be told.
  connection: credentials: nothing that was read
  missing: write-only"
`),
    ],
  },
});

ruleCases("tool-without-connection", {
  fails: {
    missing: [
      okta().tool({ connectionId: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The tool "weather" of azapi_data_plane_resource.agent has no connection.
  agent: connection: nothing
  fix: Write project_connection_id = <the ARM id of the connection> in the tool."
`),
    ],
    empty: [
      okta().tool({ connectionId: literal("") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The tool "weather" of azapi_data_plane_resource.agent has no connection.
  agent: connection: ""
  fix: Write project_connection_id = <the ARM id of the connection> in the tool."
`),
    ],
  },
  passes: { there: okta(), "no agent": okta().with({ agents: [] }) },
  undecided: {
    "a function": [
      okta().tool({ connectionId: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the tool "weather" of azapi_data_plane_resource.agent has a connection cannot be told.
  agent: connection: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

const armId =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections";

ruleCases("tool-of-missing-connection", {
  fails: {
    "another resource": [
      entra().tool({ connectionId: ref("azapi_resource.other.id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_data_plane_resource.agent uses the connection "\${azapi_resource.other.id}", which is none of those that sign people in here.
  agent: connection: "\${azapi_resource.other.id}"
  connection: name: "weather-all"
  fix: Refer to a connection: project_connection_id = azapi_resource.connection.id."
`),
    ],
    "another name": [
      okta().tool({ connectionId: literal(`${armId}/weather-old`) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_data_plane_resource.agent uses the connection "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/weather-old", which is none of those that sign people in here.
  agent: connection: "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/weather-old"
  connection: name: "weather-all"
  fix: Refer to a connection: project_connection_id = azapi_resource.connection.id."
`),
    ],
    "no connection at all": [
      okta().with({ connections: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azapi_data_plane_resource.agent uses the connection "\${azapi_resource.connection.id}", which is none of those that sign people in here.
  agent: connection: "\${azapi_resource.connection.id}"
  fix: Write the connection as an azapi_resource of Microsoft.CognitiveServices/accounts/projects/connections, and refer to its id."
`),
    ],
  },
  passes: {
    "a reference": okta(),
    "an ARM id": okta().tool({ connectionId: literal(`${armId}/weather-all`) }),
    "a name": okta().tool({ connectionId: literal("weather-all") }),
    "none has a rule of its own": okta().tool({ connectionId: undefined }),
  },
  undecided: {
    "a data source": [
      okta().tool({ connectionId: ref("data.azapi_resource.shared.id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the connection of azapi_data_plane_resource.agent signs people in cannot be told.
  agent: connection: "\${data.azapi_resource.shared.id}"
  connection: name: "weather-all"
  missing: what data.azapi_resource.shared is: it was not read"
`),
    ],
    "a name that is computed": [
      okta()
        .connection({ name: unknown() })
        .tool({ connectionId: literal(`${armId}/weather-old`) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/weather-old", the connection of azapi_data_plane_resource.agent, is one of those here cannot be told.
  agent: connection: "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/weather-old"
  connection: name: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("secret-literal", {
  fails: {
    "a client secret": [
      okta().with({
        literalSecrets: [
          {
            what: "the client secret of azapi_resource.connection",
            source: at("azapi_resource.connection", "sensitive_body"),
          },
        ],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"A secret of azapi_resource.connection is written as a text.
  connection: the client secret of azapi_resource.connection: a text, which is not shown
  fix: Refer to the resource that makes it (random_password.….result, azuread_application_password.….value) or to a sensitive variable without a default, and rotate the secret that stood here."
`),
    ],
  },
  passes: { none: okta() },
  undecided: {
    "a function": [
      okta().connection({ clientSecret: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a secret of test.here is written as a text cannot be told.
  connection: secret: an expression, which is not shown
  missing: it is the result of the function lower"
`),
    ],
  },
});

const samples = okta();
const refusing = {
  name: "rehearsal",
  validations: ["${var.rehearsal}", "Edit these lines: example.okta.com"],
  source: at("var.rehearsal"),
};

ruleCases("sample-values-not-refused", {
  fails: {
    "nothing refuses": [
      samples,
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The deployment holds "example.okta.com", and nothing refuses it.
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  connection: refresh URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  function app: issuer that the server accepts: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"
  fix: Write your own values instead of "example.okta.com"; where they are meant for a rehearsal, add an input variable with a default that its validation refuses, and name the values in its error message."
`),
    ],
    "a default that lets them pass": [
      samples.with({ variables: [{ ...refusing, default: true }] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The deployment holds "example.okta.com", and nothing refuses it.
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  connection: refresh URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  function app: issuer that the server accepts: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"
  fix: Write your own values instead of "example.okta.com"; where they are meant for a rehearsal, add an input variable with a default that its validation refuses, and name the values in its error message."
`),
    ],
    "a validation of something else": [
      samples.with({ variables: [{ ...refusing, validations: ["${var.rehearsal}", "No."] }] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The deployment holds "example.okta.com", and nothing refuses it.
  connection: authorization URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/authorize"
  connection: token URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  connection: refresh URL: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
  function app: issuer that the server accepts: "https://example.okta.com/oauth2/\${okta_auth_server.main.id}"
  fix: Write your own values instead of "example.okta.com"; where they are meant for a rehearsal, add an input variable with a default that its validation refuses, and name the values in its error message."
`),
    ],
  },
  passes: {
    refused: samples.with({ variables: [refusing] }),
    "refused by default": samples.with({ variables: [{ ...refusing, default: false }] }),
    "no sample values": entra(),
    "another organization of a similar name": samples
      .connection({
        authorizationUrl: literal("https://not-example.okta.com/oauth2/a/v1/authorize"),
        tokenUrl: literal("https://not-example.okta.com/oauth2/a/v1/token"),
        refreshUrl: literal("https://not-example.okta.com/oauth2/a/v1/token"),
      })
      .server({ issuer: undefined }),
    "a plan, which has passed every validation": samples.with({ origin: "plan" }),
  },
  undecided: {
    "URLs that are not known": [
      entra().connection({ authorizationUrl: unknown(), tokenUrl: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the deployment holds sample values cannot be told.
  connection: authorization URL: unknown (it is the result of the function lower)
  missing: the authorization URL: it is the result of the function lower"
`),
    ],
  },
});
