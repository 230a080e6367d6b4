/** Rules about assignments that limit nobody, and about tools and connections that do not meet. */
import { expect } from "@jest/globals";
import type { EntraServicePrincipal } from "../../../checks/wiring/wiring-identity";
import type { Connection } from "../../../checks/wiring/wiring";
import { ruleCases } from "../../support/rule-cases";
import {
  at,
  entra,
  literal,
  okta,
  ref,
  template,
  type EntraBuilder,
  type OktaBuilder,
} from "../../support/wiring-builder";

/** A group is assigned to the client of the healthy wiring. */
function assigned(builder: EntraBuilder): EntraBuilder {
  const { identity } = builder.wiring;
  const before = identity?.provider === "entra" ? identity.apps.at(-1)?.servicePrincipal : undefined;
  const group = ref("data.azuread_group.forecasters.object_id");
  const change: Partial<EntraServicePrincipal> = {
    assigned: [{ principalId: group, source: at("azuread_app_role_assignment.a") }],
  };
  return builder.client({ servicePrincipal: before && { ...before, ...change } });
}

ruleCases("assignment-not-demanded", {
  fails: {
    "turned off": [
      assigned(entra()),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_service_principal.client, the client of connection "weather-all", has people assigned and does not demand assignment.
  identity: assignment demanded: false
  access policy: principals assigned: ["\${data.azuread_group.forecasters.object_id}"]
  fix: Write app_role_assignment_required = true in azuread_service_principal.client, or take the assignments out where everyone may sign in."
`),
    ],
    "not written": [
      assigned(entra().client({ servicePrincipal: undemanding() })),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"azuread_service_principal.client, the client of connection "weather-all", has people assigned and does not demand assignment.
  identity: assignment demanded: nothing
  access policy: principals assigned: ["\${data.azuread_group.forecasters.object_id}"]
  fix: Write app_role_assignment_required = true in azuread_service_principal.client, or take the assignments out where everyone may sign in."
`),
    ],
  },
  passes: {
    demanded: assigned(entra().demandingAssignment()),
    "nobody assigned": entra(),
    "no assignment at all at Okta": okta(),
  },
  undecided: {
    "a variable": [
      assigned(entra().demandingAssignment(ref("var.restricted"))),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: azuread_service_principal.client, the client of connection "weather-all", has people assigned and does not demand assignment.
  identity: assignment demanded: "\${var.restricted}"
  access policy: principals assigned: ["\${data.azuread_group.forecasters.object_id}"]
  missing: whether assignment is demanded: var.restricted is given from outside"
`),
    ],
  },
});

function undemanding(): EntraServicePrincipal {
  const address = "azuread_service_principal.client";
  return { address, objectId: ref(`${address}.object_id`), assigned: [], grants: [], source: at(address) };
}

ruleCases("tool-type-wrong", {
  fails: {
    missing: [
      okta().tool({ type: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The tool "weather" of azapi_data_plane_resource.agent has no type.
  agent: type of the tool: nothing
  fix: Write type = "mcp" in the tool."
`),
    ],
    another: [
      okta().tool({ type: literal("MCP") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The tool "weather" of azapi_data_plane_resource.agent has the type "MCP".
  agent: type of the tool: "MCP"
  fix: Write type = "mcp" in the tool."
`),
    ],
  },
  passes: { right: entra() },
  undecided: {
    "a variable": [
      okta().tool({ type: ref("var.type") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the tool "weather" of azapi_data_plane_resource.agent is of the type "mcp" cannot be told.
  agent: type of the tool: "\${var.type}"
  missing: var.type is given from outside"
`),
    ],
  },
});

ruleCases("connection-not-shared", {
  fails: {
    "turned off": [
      okta().connection({ sharedToAll: literal(false) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" has isSharedToAll = false.
  connection: shared with all: false
  fix: Write body.properties.isSharedToAll = true."
`),
    ],
  },
  passes: { shared: entra(), "not written": okta().connection({ sharedToAll: undefined }) },
  undecided: {
    "a variable": [
      okta().connection({ sharedToAll: ref("var.shared") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether azapi_resource.connection is shared with all cannot be told.
  connection: shared with all: "\${var.shared}"
  missing: var.shared is given from outside"
`),
    ],
  },
});

/** A second connection, which the healthy agent does not call through. */
function withSecondConnection(builder: OktaBuilder): OktaBuilder {
  const { connections } = builder.wiring;
  const second = connections.map((connection): Connection => ({
    ...connection,
    address: "azapi_resource.editors",
    name: literal("weather-editors"),
    source: at("azapi_resource.editors"),
  }));
  return builder.with({ connections: [...connections, ...second] });
}

/** A second agent whose tool calls through what is given. */
function withSecondAgent(builder: OktaBuilder, connectionId = ref("azapi_resource.editors.id")): OktaBuilder {
  const { agents } = builder.wiring;
  const second = agents.map((agent) => ({
    ...agent,
    address: "azapi_data_plane_resource.editors",
    tools: agent.tools.map((tool) => ({ ...tool, connectionId })),
  }));
  return builder.with({ agents: [...agents, ...second] });
}

ruleCases("connection-without-agent", {
  fails: {
    "one agent for two connections": [
      withSecondConnection(okta()),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-editors" is used by no agent.
  connection: name: "weather-editors"
  agent: connection of azapi_data_plane_resource.agent: "\${azapi_resource.connection.id}"
  fix: Write project_connection_id = "\${azapi_resource.editors.id}" in the tool of the agent that its people use, or take the connection out."
`),
    ],
  },
  passes: {
    "an agent for each": withSecondAgent(withSecondConnection(okta())),
    "agents elsewhere": withSecondConnection(okta()).with({ agents: [] }),
  },
  undecided: {
    "an agent of which the connection is not known": [
      withSecondAgent(withSecondConnection(okta()), ref("var.connection")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether an agent calls through azapi_resource.editors cannot be told.
  connection: name: "weather-editors"
  agent: connection of azapi_data_plane_resource.editors: "\${var.connection}"
  missing: which connection "\${var.connection}" is"
`),
    ],
    "a name that is formed": [
      withSecondAgent(withSecondConnection(okta()), template("${local.project}/connections/${var.name}")),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether an agent calls through azapi_resource.editors cannot be told.
  connection: name: "weather-editors"
  agent: connection of azapi_data_plane_resource.editors: "\${local.project}/connections/\${var.name}"
  missing: which connection "\${local.project}/connections/\${var.name}" is"
`),
    ],
  },
});
