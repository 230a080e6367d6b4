import type { Visit } from "../project-door";
import { formatId } from "../../azure/resource-id";
import { previousResponseNotFound, responseNotFound } from "./errors";
import type { AgentResponse, OutputItem } from "./items";

/** A response that was given, and what had been asked. */
interface Turn {
  /** Whose it is and in which project. */
  readonly owner: string;
  readonly question: string;
  readonly response: AgentResponse;
  readonly previous: Turn | undefined;
}

/** What went before a request, latest first. */
export interface Conversation {
  /** The last text of the user; `undefined` in a conversation that only begins. */
  readonly question: string | undefined;
  readonly items: readonly OutputItem[];
}

/** The responses of all projects. Nobody sees those of another person, or of another project. */
export class Conversations {
  readonly #turns = new Map<string, Turn>();

  /** @throws ResponsesError not_found, also for a response of somebody else */
  response(visit: Visit, id: string): AgentResponse {
    const turn = this.#find(visit, id);
    if (turn === undefined) throw responseNotFound(id);
    return turn.response;
  }

  /**
   * What led to a response, itself included.
   * @param visit whoever asks
   * @param responseId `undefined` begins a conversation
   * @throws ResponsesError previous_response_not_found, also for a response of somebody else
   */
  upTo(visit: Visit, responseId: string | undefined): Conversation {
    if (responseId === undefined) return { question: undefined, items: [] };
    const last = this.#find(visit, responseId);
    if (last === undefined) throw previousResponseNotFound(responseId);
    const items: OutputItem[] = [];
    for (let turn: Turn | undefined = last; turn !== undefined; turn = turn.previous)
      items.push(...turn.response.output);
    return { question: last.question, items };
  }

  /** Keeps a response for its asker. */
  keep(visit: Visit, question: string, response: AgentResponse): void {
    const previous = this.#turns.get(response.previous_response_id ?? "");
    this.#turns.set(response.id, { owner: ownerOf(visit), question, response, previous });
  }

  #find(visit: Visit, id: string): Turn | undefined {
    const turn = this.#turns.get(id);
    return turn?.owner === ownerOf(visit) ? turn : undefined;
  }
}

function ownerOf({ caller, project }: Visit): string {
  return JSON.stringify([caller.tenantId, caller.objectId, formatId(project)]).toLowerCase();
}
