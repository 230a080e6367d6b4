/**
 * A response of an agent, as clients read it. The vendors' client libraries have no type for the request of consent, so the
 * whole answer is described here.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 * @see https://platform.openai.com/docs/api-reference/responses/object
 */
import { z } from "zod";

const consentRequest = z.object({
  type: z.literal("oauth_consent_request"),
  id: z.string(),
  /** Where the person's browser has to go; valid for about an hour. */
  consent_link: z.url(),
  server_label: z.string(),
  response_id: z.string().optional(),
});

const listedTool = z.object({
  name: z.string(),
  description: z.string().nullable(),
  /** JSON Schema of the arguments. */
  input_schema: z.record(z.string(), z.unknown()),
});

const listTools = z.object({
  type: z.literal("mcp_list_tools"),
  id: z.string(),
  server_label: z.string(),
  tools: z.array(listedTool),
  error: z.string().optional(),
});

const approvalRequest = z.object({
  type: z.literal("mcp_approval_request"),
  id: z.string(),
  server_label: z.string(),
  name: z.string(),
  /** JSON text. */
  arguments: z.string(),
});

const call = z.object({
  type: z.literal("mcp_call"),
  id: z.string(),
  server_label: z.string(),
  name: z.string(),
  /** JSON text. */
  arguments: z.string(),
  /** What the tool returned; `null` where the call failed. */
  output: z.string().nullable(),
  error: z.string().nullable(),
  approval_request_id: z.string().nullable(),
});

const message = z.object({
  type: z.literal("message"),
  id: z.string(),
  role: z.literal("assistant"),
  status: z.literal("completed"),
  content: z.array(z.object({ type: z.literal("output_text"), text: z.string(), annotations: z.array(z.unknown()) })),
});

/** One item of a response's `output`. */
export const outputItem = z.discriminatedUnion("type", [consentRequest, listTools, approvalRequest, call, message]);

/** The answer to `POST …/openai/v1/responses`. */
export const agentResponse = z.object({
  id: z.string(),
  object: z.literal("response"),
  /** Seconds since 1970. */
  created_at: z.number(),
  status: z.literal("completed"),
  error: z.null(),
  /** Name of the model deployment. */
  model: z.string(),
  agent_reference: z.object({ type: z.literal("agent_reference"), name: z.string(), version: z.string() }),
  previous_response_id: z.string().nullable(),
  output: z.array(outputItem),
});

/** The person must consent before the agent may use a connection. */
export type ConsentRequestItem = Readonly<z.output<typeof consentRequest>>;
/** The tools that a server offered, as far as the agent may use them. */
export type ListToolsItem = Readonly<z.output<typeof listTools>>;
/** One of those tools. */
export type ListedTool = Readonly<z.output<typeof listedTool>>;
/** The person must approve a call. */
export type ApprovalRequestItem = Readonly<z.output<typeof approvalRequest>>;
/** A call of a tool, and what came of it. */
export type CallItem = Readonly<z.output<typeof call>>;
/** What the model says. */
export type MessageItem = Readonly<z.output<typeof message>>;
/** One item of a response's `output`. */
export type OutputItem = Readonly<z.output<typeof outputItem>>;
/** The answer to `POST …/openai/v1/responses`. */
export type AgentResponse = Readonly<z.output<typeof agentResponse>>;
