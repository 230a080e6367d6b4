import type { requirements } from "../requirements";
import type { Conversation } from "./conversation";
import type { Participant, StoryConnection } from "./participants";

/** A step of the story. */
export type StoryStep = Extract<keyof typeof requirements, `story.${string}`>;

/** Whether a step went as it must. */
export interface Verdict {
  readonly step: StoryStep;
  /** Name of the stack and key of the connection. */
  readonly connection: StoryConnection;
  readonly person: Participant;
  /** What was seen instead, one line each; empty where the step went as it must. */
  readonly failures: readonly string[];
  /** What of the step nobody could see, and how to make it seen, one line each; empty where all was seen. */
  readonly notShown: readonly string[];
}

/** Exactly one sign-in, after which nobody asked for another. */
export function oneSignIn({ signIns }: Conversation): readonly string[] {
  return signIns.length === 1 ? [] : [`${signIns.length} consent links came`];
}

/** Nobody was asked to sign in. */
export function noSignIn({ signIns }: Conversation): readonly string[] {
  return signIns.length === 0 ? [] : [`${signIns.length} consent links came`];
}

/** The tools of the connection, and no other. */
export function toolsListed({ tools, listingError }: Conversation, connection: StoryConnection): readonly string[] {
  const listed = [...(tools ?? [])].sort().join(", ");
  const expected = [...connection.tools].sort().join(", ");
  if (listed === expected) return [];
  const error = listingError === undefined ? "" : `, with the error ${JSON.stringify(listingError)}`;
  if (tools === undefined) return ["it never came to a list of tools"];
  return [`the agent lists ${listed === "" ? "no tools" : listed} instead of ${expected}${error}`];
}

/** A tool answered, and its answer names nobody else. */
export function calledAs(
  { calls, answer }: Conversation,
  person: Participant,
  others: readonly Participant[],
): readonly string[] {
  const last = calls.at(-1);
  if (last === undefined) {
    return [
      answer === undefined ? "no tool was called" : `no tool was called, and the model says ${JSON.stringify(answer)}`,
    ];
  }
  if (last.error !== null) return [`${last.tool} failed: ${last.error}`];
  if (names(last.output, person)) return [];
  const other = others.find((each) => each !== person && names(last.output, each));
  return other === undefined
    ? []
    : [`${last.tool} answered ${person.displayName} as ${other.displayName}: ${JSON.stringify(last.output)}`];
}

/** Why nobody can see as whom a tool was called, where it answered and names nobody: a server need not say that, and most do not. */
export function identityNotShown({ calls }: Conversation, person: Participant): readonly string[] {
  const last = calls.at(-1);
  if (last?.error !== null || names(last.output, person)) return [];
  return [
    `the answer of ${last.tool} names nobody; let it hold the login, the name or the object id that stands in the token`,
  ];
}

/** By login, object id or, where the token holds no more, the name. */
function names(output: string | null, { login, objectId, displayName }: Participant): boolean {
  return [login, objectId, displayName].some((name) => output?.includes(name) === true);
}
