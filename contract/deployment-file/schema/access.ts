/** Scopes and connections: what the server offers, and who asks for it. */
import { z } from "zod";

import { maxConnectionNameLength, nameHashLength } from "../../azure-limits";
import { anyListOf, formed, line, listOf, namePart, oneOf, prose, section } from "./values";

/** Longest key of a connection: its Foundry name is `<key>-<hash>`. */
export const maxConnectionKeyLength = maxConnectionNameLength - nameHashLength - 1;

/**
 * A scope is written where RFC 6749 (section 3.3), Entra, Okta and the app settings must all take it: a slash would
 * divide Entra's `<identifier URI>/<scope>` elsewhere, a comma the app setting that advertises the scopes, and `*` is
 * every scope in an Okta policy rule.
 */
const scopeName = formed(
  /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,119}$/,
  "letters, digits and . _ : - as the name of a scope, beginning with a letter, digit or _, at most 120 characters",
);

const toolName = formed(
  /^[A-Za-z0-9_.-]{1,128}$/,
  "the name of an MCP tool: letters, digits and . _ -, at most 128 characters",
);

const scope = section({
  description: prose("a text for the person who consents", 1000).describe(
    "What the scope permits, as the person who consents reads it.",
  ),
  tools: listOf(toolName, "names of tools").describe(
    "MCP tools that require this scope. A tool stands under one scope. https://modelcontextprotocol.io/specification/2025-06-18/server/tools",
  ),
});

const group = z.union(
  [
    line("the name of a group", 255),
    section({
      id: formed(/^[A-Za-z0-9-]{1,64}$/, "the id of a group: letters, digits and hyphens").describe(
        "Id of the group: the object id in Entra, or Okta's id, such as 00g1a2b3c4D5e6F7g8h9.",
      ),
    }),
  ],
  { error: "the name of a group, or a map with id" },
);

const connection = section({
  scopes: listOf(z.string({ error: "the name of a scope" }), "names of scopes").describe(
    "Scopes that the connection requests, for every user the same: names of scopes of this file.",
  ),
  groups: z
    .union([z.literal("everyone"), listOf(group, "groups")], {
      error: '"everyone", or a list of groups such as [Forecasters]',
    })
    .describe(
      "Who may sign in: everyone, or groups of the identity provider, by name or as { id: … }. A group's members only, not those of groups inside it.",
    ),
});

/** Scopes by name. */
export const scopes = z
  .record(scopeName, scope, { error: "a map of scopes: <name>: { description: …, tools: […] }" })
  .describe("Scopes that the MCP server offers, by name, such as weather.read.");

/** Connections by key. */
export const connections = z
  .record(namePart(maxConnectionKeyLength), connection, {
    error: "a map of connections: <key>: { scopes: […], groups: … }",
  })
  .describe(
    "Connections of the Foundry project, one per access tier, by key. Each has an OAuth client and an agent of its own. Changing what a connection requests replaces it, and its users consent anew.",
  );

const principalId = formed(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "the object id of an Entra principal: a GUID in lower case",
).describe("Object id in Entra.");

const principalType = oneOf(["User", "Group", "ServicePrincipal"]).describe(
  "Kind of the principal: User, Group or ServicePrincipal.",
);

const principal = section({ id: principalId, type: principalType });

const userGroup = section({
  group: line("the display name of an Entra group", 256).describe("Display name of an Entra group."),
});

/** Principals that may use the agents. */
export const users = anyListOf(
  z.union([userGroup, principal], {
    error: "{ group: <name> } or { id: <object id>, type: User | Group | ServicePrincipal }",
  }),
  "Entra principals",
)
  .default([])
  .describe(
    "Entra principals with the role Foundry User on the project: people need it to call the agents. Default: none. https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry",
  );

/** Principals that apply the deployment. */
export const deployers = anyListOf(principal, "Entra principals")
  .default([])
  .describe(
    "Entra principals that apply this deployment: creating agents needs the role Foundry User as well. Default: none.",
  );
