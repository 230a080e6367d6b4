import { z } from "zod";
import { invalidRequest } from "./errors";

const textPart = z.object({ type: z.literal("input_text"), text: z.string() });

const inputMessage = z.object({
  type: z.literal("message").optional(),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content: z.union([z.string(), z.array(textPart)]),
});

const approvalResponse = z.object({
  type: z.literal("mcp_approval_response"),
  approval_request_id: z.string(),
  approve: z.boolean(),
});

const requestBody = z.object({
  agent_reference: z.object({
    type: z.literal("agent_reference"),
    name: z.string().min(1),
    version: z.string().nullish(),
  }),
  input: z.union([z.string(), z.array(z.union([approvalResponse, inputMessage]))]),
  previous_response_id: z.string().nullish(),
  stream: z.literal(false).nullish(),
  background: z.literal(false).nullish(),
  conversation: z.null().optional(),
});

/** A person's answer to an approval request. */
export interface Approval {
  readonly requestId: string;
  readonly approve: boolean;
}

/** What somebody asks an agent. */
export interface AgentRequest {
  readonly agentName: string;
  /** `undefined`: the latest. */
  readonly agentVersion: string | undefined;
  /** The last text of the user; `undefined` where the input holds none. */
  readonly question: string | undefined;
  readonly approvals: readonly Approval[];
  readonly previousResponseId: string | undefined;
}

/** Reads the body of `POST …/responses`. @throws ResponsesError that names the properties at fault, never their values */
export function parseAgentRequest(body: unknown): AgentRequest {
  const result = requestBody.safeParse(body);
  if (!result.success) {
    const places = result.error.issues.map(({ path }) => (path.length === 0 ? "the body" : path.join(".")));
    throw invalidRequest([...new Set(places)]);
  }
  const { agent_reference: agent, input, previous_response_id: previous } = result.data;
  const items = typeof input === "string" ? [{ role: "user" as const, content: input }] : input;
  return {
    agentName: agent.name,
    agentVersion: agent.version ?? undefined,
    question: items.flatMap((item) => ("role" in item && item.role === "user" ? [textOf(item.content)] : [])).at(-1),
    approvals: items.flatMap((item) =>
      "approve" in item ? [{ requestId: item.approval_request_id, approve: item.approve }] : [],
    ),
    previousResponseId: previous ?? undefined,
  };
}

function textOf(content: string | readonly { readonly text: string }[]): string {
  return typeof content === "string" ? content : content.map(({ text }) => text).join(" ");
}
