import { Router } from "express";
import type { Clock } from "../../clock";
import type { Journal } from "../../journal";
import type { Agents } from "../agents";
import type { ProjectDoor } from "../project-door";
import { parseAgentRequest } from "./agent-request";
import type { AgentRuns } from "./agent-runs";
import { Conversations } from "./conversations";
import { agentVersionNotFound, questionMissing } from "./errors";
import { freshId } from "./ids";
import type { AgentResponse } from "./items";
import { foundryLog } from "./log";

/** What the Responses API works with. */
export interface ResponseRoutesOptions {
  readonly door: ProjectDoor;
  readonly agents: Agents;
  readonly runs: AgentRuns;
  readonly clock: Clock;
  readonly journal: Journal;
}

/**
 * The Responses API of a project, as far as it concerns agents: one answer at a time, nothing streamed. The caller is a
 * person, or an application and with it everybody whom it serves: consents and tokens are kept by the caller's object id.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 */
export function responseRoutes({ door, agents, runs, clock, journal }: ResponseRoutesOptions): Router {
  const conversations = new Conversations();
  const collection = "/api/projects/:project/openai/v1/responses";
  const operation = "/api/projects/{projectName}/openai/v1/responses";
  const router = Router();
  router.post(collection, async (request, response) => {
    const visit = door.identify(request);
    door.admit(visit, "write", `POST ${operation}`);
    const asked = parseAgentRequest(request.body);
    const agent = agents.get(visit.project, asked.agentName);
    const version = String(agent.version);
    if ((asked.agentVersion ?? version) !== version) throw agentVersionNotFound(agent.name, asked.agentVersion ?? "");
    const conversation = conversations.upTo(visit, asked.previousResponseId);
    const question = asked.question ?? conversation.question;
    if (question === undefined) throw questionMissing();
    const responseId = freshId("resp");
    const log = foundryLog(journal, visit.host);
    const { approvals } = asked;
    const output = await runs.answer({ visit, responseId, conversation, log, agent, question, approvals });
    const answer: AgentResponse = {
      id: responseId,
      object: "response",
      created_at: Math.floor(clock.now() / 1000),
      status: "completed",
      error: null,
      model: agent.definition.model,
      agent_reference: { type: "agent_reference", name: agent.name, version },
      previous_response_id: asked.previousResponseId ?? null,
      output: [...output],
    };
    conversations.keep(visit, question, answer);
    response.json(answer);
  });
  router.get(`${collection}/:response`, (request, response) => {
    const visit = door.identify(request);
    door.admit(visit, "read", `GET ${operation}/{responseId}`);
    response.json(conversations.response(visit, request.params.response));
  });
  return router;
}
