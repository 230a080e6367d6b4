/** A person's way to an agent: the Responses API of a project. */
import { setTimeout as delay } from "node:timers/promises";
import { HttpFailed, jsonOf, type HttpAnswer, type HttpClient } from "../doctor/http";
import { answerOf, type Answer } from "./answer";
import { shown } from "./discretion";

/** What is sent to an agent. */
export interface Asked {
  readonly input: string | readonly Readonly<Record<string, unknown>>[];
  /** Continues the conversation that ended with this answer. @default a new conversation */
  readonly previousResponseId?: string;
}

/** An agent, asked as one person. */
export interface Agent {
  readonly name: string;
  /** The address that is asked. */
  readonly url: string;
  /** @throws {FoundryFailed} where there is no answer of the agent */
  ask(asked: Asked): Promise<Answer>;
}

/** Who asks which agent, and how. */
export interface AgentOptions {
  readonly http: Pick<HttpClient, "request">;
  /** For example `https://<account>.services.ai.azure.com/api/projects/<project>`. */
  readonly projectEndpoint: string;
  readonly agentName: string;
  /** The person's own token for https://ai.azure.com. */
  readonly token: string;
  /** Waits. @default a timer does */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Foundry does not let the person in, has no such agent, or gives no answer. */
export class FoundryFailed extends Error {
  override readonly name = "FoundryFailed";
}

/** Pauses in milliseconds before the next try where a role is refused: a new one takes a while to be known everywhere. */
const pauses = [500, 1000, 2000, 4000] as const;

/** An agent of a project. */
export function agentOf(options: AgentOptions): Agent {
  const { http, projectEndpoint, agentName, token, sleep = delay } = options;
  const url = `${projectEndpoint}/openai/v1/responses`;
  const send = async ({ input, previousResponseId }: Asked): Promise<HttpAnswer> => {
    try {
      return await http.request({
        method: "POST",
        url,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({
          agent_reference: { type: "agent_reference", name: agentName },
          input,
          ...(previousResponseId !== undefined && { previous_response_id: previousResponseId }),
        }),
      });
    } catch (error) {
      if (!(error instanceof HttpFailed)) throw error;
      throw new FoundryFailed(error.message);
    }
  };
  return {
    name: agentName,
    url,
    async ask(asked) {
      let answered = await send(asked);
      for (const pause of pauses) {
        if (answered.status !== 401 && answered.status !== 403) break;
        await sleep(pause);
        answered = await send(asked);
      }
      if (answered.status < 200 || answered.status > 299) throw refused(answered, options);
      const answer = answerOf(documentOf(answered, url));
      if (answer === undefined) throw new FoundryFailed(`${url} answers with something that is no answer of an agent.`);
      return answer;
    },
  };
}

function documentOf(answered: HttpAnswer, url: string): unknown {
  try {
    return jsonOf(answered, url);
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error;
    throw new FoundryFailed(error.message);
  }
}

function refused({ status, body }: HttpAnswer, { agentName, token }: AgentOptions): FoundryFailed {
  const why: Readonly<Record<number, string>> = {
    401: "It does not accept the token: it may have expired, or be of another tenant.",
    403: "The person needs the role Foundry User on the project (foundry.users of the deployment file); a new role takes minutes.",
    404: `There may be no agent ${JSON.stringify(agentName)} yet: deploy first.`,
  };
  const said = `Foundry answers ${status}: ${shown(body, [token])}.`;
  return new FoundryFailed([said, why[status] ?? ""].join(" ").trim());
}
