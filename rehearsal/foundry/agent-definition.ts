import { z } from "zod";
import { invalidAgent } from "./errors";

const mcpTool = z.looseObject({
  type: z.literal("mcp"),
  server_label: z.string().min(1),
  server_url: z.url(),
  require_approval: z.union([z.enum(["always", "never"]), z.looseObject({})]).optional(),
  allowed_tools: z.array(z.string()).optional(),
  project_connection_id: z.string().optional(),
});

const promptDefinition = z.looseObject({
  kind: z.literal("prompt"),
  model: z.string().min(1),
  instructions: z.string().nullish(),
  tools: z.array(mcpTool).optional(),
});

const agentChange = z.looseObject({
  description: z.string().max(512).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  definition: promptDefinition,
});

const newAgent = agentChange.extend({
  name: z.string().regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/),
});

/** What a prompt agent is made of; only agents of this kind, with MCP tools, are known here. */
export type AgentDefinition = Readonly<z.output<typeof promptDefinition>>;

/** A tool of an agent. */
export type McpTool = Readonly<z.output<typeof mcpTool>>;

/** What a request makes of an agent that exists. */
export type AgentChange = Readonly<z.output<typeof agentChange>>;

/** Reads the body that creates an agent. @throws ArmError that names the properties at fault, never their values */
export function parseNewAgent(body: unknown): Readonly<z.output<typeof newAgent>> {
  return parse(newAgent, body);
}

/** Reads the body that changes an agent. @throws ArmError that names the properties at fault, never their values */
export function parseAgentChange(body: unknown): AgentChange {
  return parse(agentChange, body);
}

function parse<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path }) => (path.length === 0 ? "the body" : path.join(".")));
  throw invalidAgent(`Invalid agent: see ${[...new Set(places)].join(", ")}.`);
}
