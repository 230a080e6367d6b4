/** A person's client of Foundry's Responses API; it reads raw JSON, because the vendor's libraries know no request of consent. */
import { agentResponse, type AgentResponse } from "../foundry/runtime/items";
import { foundryRefused } from "./errors";

/** What is sent beside the agent's name. */
export interface AgentInput {
  readonly input: string | readonly Readonly<Record<string, unknown>>[];
  /** Continues the conversation that ended with this response. @default a new conversation */
  readonly previousResponseId?: string;
}

/** Where and as whom. */
export interface FoundryClientOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly projectEndpoint: string;
  readonly agentName: string;
  readonly token: () => string;
}

/** A role that is new is refused for a while; each refusal is one step nearer to its end, so nothing waits. */
const attempts = 5;

/**
 * Asks an agent once.
 * @throws Error with status and body where Foundry refuses
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 */
export async function respond(
  { fetch, projectEndpoint, agentName, token }: FoundryClientOptions,
  { input, previousResponseId }: AgentInput,
): Promise<AgentResponse> {
  const body = {
    agent_reference: { type: "agent_reference", name: agentName },
    input,
    ...(previousResponseId !== undefined && { previous_response_id: previousResponseId }),
  };
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${projectEndpoint}/openai/v1/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${token()}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) return agentResponse.parse(JSON.parse(text));
    if (attempt === attempts || (response.status !== 401 && response.status !== 403)) {
      throw foundryRefused(agentName, response.status, text);
    }
  }
}
