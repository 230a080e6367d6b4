/** One question to an agent, from the first answer to the last: what a person does, and what the person sees. */
import type { AgentResponse, OutputItem } from "../foundry/runtime/items";
import { respond, type FoundryClientOptions } from "./foundry-client";
import type { Participant, StoryConnection } from "./participants";

/** A call of a tool as the person sees it. */
export interface SeenCall {
  readonly tool: string;
  /** What the tool returned; `null` where the call failed. */
  readonly output: string | null;
  readonly error: string | null;
}

/** What a person saw. */
export interface Conversation {
  readonly question: string;
  /** What the browser showed at the end of each consent link, in order. */
  readonly signIns: readonly string[];
  /** Names of the tools that the agent listed; `undefined` where it never came to that. */
  readonly tools: readonly string[] | undefined;
  /** What Foundry said of the listing. @default nothing */
  readonly listingError?: string;
  readonly calls: readonly SeenCall[];
  /** The last words of the model; `undefined` where it said nothing. */
  readonly answer: string | undefined;
}

/** Something that happened while the person looked on. */
export type Narrate = (line: string) => void;

/** A patient person signs in twice and does not click a third link. */
const mostSignIns = 2;
/** Approvals and answers in a row that end any conversation here. */
const mostTurns = 10;

/**
 * Asks, signs in wherever a consent link comes, approves every call, and reads on until the agent wants nothing more.
 * @param person who asks
 * @param connection the agent that is asked
 * @param question what is asked
 * @param fetch reaches the clouds' host names
 * @param narrate told of each step as it happens
 */
export async function converse(
  person: Participant,
  connection: StoryConnection,
  question: string,
  fetch: typeof globalThis.fetch,
  narrate: Narrate,
): Promise<Conversation> {
  const { projectEndpoint, agentName } = connection;
  const client: FoundryClientOptions = { fetch, projectEndpoint, agentName, token: person.foundryToken };
  narrate(`${person.displayName} asks: ${JSON.stringify(question)}`);
  const signIns: string[] = [];
  const seen: OutputItem[] = [];
  let response = await respond(client, { input: question });
  for (let turn = 0; turn < mostTurns; turn += 1) {
    seen.push(...response.output);
    tell(response.output, narrate);
    const link = ofType(response.output, "oauth_consent_request")[0]?.consent_link;
    const approvals = ofType(response.output, "mcp_approval_request");
    if (link !== undefined && signIns.length === mostSignIns) narrate("  consent link, and nobody clicks a third one");
    if (link !== undefined && signIns.length < mostSignIns) {
      const page = await person.browser.open(link, person.login);
      signIns.push(page.text);
      const shown = page.status < 400 && page.title !== "" ? page.title : page.text;
      narrate(`  consent link: ${person.login} follows it, and ${page.host} shows ${JSON.stringify(shortened(shown))}`);
      response = await respond(client, { input: question, previousResponseId: response.id });
    } else if (approvals.length > 0) {
      response = await respond(client, {
        input: approvals.map(({ id }) => ({ type: "mcp_approval_response", approval_request_id: id, approve: true })),
        previousResponseId: response.id,
      });
    } else break;
  }
  const listing = ofType(seen, "mcp_list_tools").at(-1);
  return {
    question,
    signIns,
    tools: listing?.tools.map(({ name }) => name),
    ...(listing?.error !== undefined && { listingError: listing.error }),
    calls: ofType(seen, "mcp_call").map(({ name, output, error }) => ({ tool: name, output, error })),
    answer: ofType(seen, "message")
      .at(-1)
      ?.content.map(({ text }) => text)
      .join(" "),
  };
}

function tell(output: AgentResponse["output"], narrate: Narrate): void {
  for (const item of output) {
    switch (item.type) {
      case "mcp_list_tools": {
        const names = item.tools.map(({ name }) => name).join(", ");
        const error = item.error === undefined ? "" : `, and an error: ${item.error}`;
        narrate(`  tools: ${names === "" ? "none" : names}${error}`);
        break;
      }
      case "mcp_call":
        narrate(`  ${item.name}, approved: ${item.error ?? JSON.stringify(item.output)}`);
        break;
      case "message":
        // After a call it repeats what the tool has said.
        if (ofType(output, "mcp_call").length === 0) {
          narrate(`  the model: ${JSON.stringify(shortened(item.content.map(({ text }) => text).join(" ")))}`);
        }
        break;
      // What a person does about these is told where it is done.
      case "oauth_consent_request":
      case "mcp_approval_request":
        break;
    }
  }
}

function ofType<Type extends OutputItem["type"]>(
  items: readonly OutputItem[],
  type: Type,
): readonly Extract<OutputItem, { type: Type }>[] {
  return items.filter((item): item is Extract<OutputItem, { type: Type }> => item.type === type);
}

const mostCharacters = 160;

/** A text on one line, cut where it is long. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line;
}
