/** What happens between people, an agent and a server, told for one connection; each step is judged. */
import type { CloudClock } from "../clock";
import type { Journal } from "../journal";
import { converse, type Conversation, type Narrate } from "./conversation";
import { fillArguments } from "../foundry/model/fill-arguments";
import { callTool, listTools } from "../foundry/runtime/mcp-client";
import type { Secret } from "../secret";
import type { Participant, StoryConnection } from "./participants";
import { calledAs, identityNotShown, noSignIn, oneSignIn, toolsListed, type StoryStep, type Verdict } from "./verdict";

/** Where a story takes place. */
export interface Stage {
  /** Reaches the clouds' host names. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<CloudClock, "advance">;
  readonly journal: Journal;
  /** Told of each step as it happens. */
  readonly narrate: Narrate;
  /** Signs a person in as the client of a connection, without Foundry. */
  readonly tokenInHand: (connection: StoryConnection, person: Participant) => Promise<Secret>;
}

/** Reasons in the vendors' logs that are about the person: no assignment, or no policy rule for their groups. */
const isForPerson = /user_not_assigned|no_matching_policy|AADSTS50105/;

/** Longer than the access tokens live: an hour at Okta, up to an hour and a half at Entra. */
const twoHours = 2 * 60 * 60 * 1000;

/** Tells the story of a connection from the first question to the refused outsider. */
export async function tellStory(connection: StoryConnection, stage: Stage): Promise<readonly Verdict[]> {
  const { members, outsider, otherTools } = connection;
  const [first, second] = members;
  const verdicts = [...(await firstQuestion(connection, first, stage))];
  // Where the first person gets nowhere, the others' experiences say nothing new.
  if (verdicts.some(({ failures }) => failures.length > 0)) return verdicts;
  verdicts.push(
    await laterQuestion(connection, first, stage),
    await secondPerson(connection, second, stage),
    ...(outsider === undefined ? [] : [await outsiderRefused(connection, outsider, stage)]),
    ...(await Promise.all(otherTools.map((tool) => foreignToolRefused(connection, first, tool, stage)))),
    await refreshed(connection, first, stage),
  );
  return verdicts;
}

/** Tells what happens after the secrets of a deployment were rotated to somebody who had consented before. */
export async function tellRotation(connection: StoryConnection, stage: Stage): Promise<readonly Verdict[]> {
  const [person] = connection.members;
  const seen = await ask(connection, person, stage);
  return [judged("story.secret-rotated", connection, person, everything(seen, connection, person))];
}

async function firstQuestion(
  connection: StoryConnection,
  person: Participant,
  stage: Stage,
): Promise<readonly Verdict[]> {
  const seen = await ask(connection, person, stage);
  return [
    judged("story.one-consent-link", connection, person, oneSignIn(seen)),
    judged("story.tools-listed", connection, person, toolsListed(seen, connection)),
    judged(
      "story.called-as-person",
      connection,
      person,
      answered(seen, connection, person),
      identityNotShown(seen, person),
    ),
  ];
}

async function laterQuestion(connection: StoryConnection, person: Participant, stage: Stage): Promise<Verdict> {
  const seen = await ask(connection, person, stage);
  return judged("story.no-second-consent", connection, person, [
    ...noSignIn(seen),
    ...answered(seen, connection, person),
  ]);
}

async function secondPerson(connection: StoryConnection, person: Participant, stage: Stage): Promise<Verdict> {
  const seen = await ask(connection, person, stage);
  return judged(
    "story.second-person",
    connection,
    person,
    everything(seen, connection, person),
    identityNotShown(seen, person),
  );
}

async function outsiderRefused(connection: StoryConnection, person: Participant, stage: Stage): Promise<Verdict> {
  const before = stage.journal.length;
  const seen = await ask(connection, person, stage);
  const refusal = stage.journal
    .entries(before)
    .find(
      ({ party, outcome, text }) =>
        party === "identity provider" && outcome === "refused" && text.includes(person.login) && isForPerson.test(text),
    );
  if (refusal !== undefined) stage.narrate(`  the log of ${refusal.where}: ${refusal.text}`);
  return judged("story.outsider-refused", connection, person, [
    ...(refusal === undefined ? [`no identity provider has refused ${person.login} for who it is`] : []),
    ...((seen.tools ?? []).length === 0 ? [] : [`the agent lists ${seen.tools?.join(", ") ?? ""}`]),
    ...seen.calls.filter(({ error }) => error === null).map(({ tool }) => `${tool} answered`),
  ]);
}

/** Foundry's list holds the tool back; here it is called past Foundry, with a token of the connection. */
async function foreignToolRefused(
  connection: StoryConnection,
  person: Participant,
  tool: string,
  { fetch, narrate, tokenInHand }: Stage,
): Promise<Verdict> {
  const server = { url: connection.serverUrl, token: await tokenInHand(connection, person), fetch };
  // The MCP extension lists every tool to everybody, and refuses arguments that do not fit before the tool can refuse the caller.
  const listing = await listTools(server);
  const listed = "tools" in listing ? listing.tools.find(({ name }) => name === tool) : undefined;
  const result = await callTool(server, tool, fillArguments(questionFor(connection), listed?.input_schema ?? {}));
  const refusal = "toolError" in result ? result.toolError : "failure" in result ? result.failure.shown : undefined;
  narrate(`${person.displayName} calls ${tool} past the agent, with a token of ${connection.key}`);
  narrate(refusal === undefined ? "  it answers" : `  it refuses: ${refusal}`);
  // A call may fail for other reasons; only a word about scopes, or the status for it, shows that the token was judged.
  const isForScope = refusal !== undefined && /\b403\b|scope/i.test(refusal);
  const failures = isForScope ? [] : [`${tool} did not refuse a token of ${connection.key} for its scopes`];
  return judged("story.foreign-tool-refused", connection, person, failures);
}

async function refreshed(connection: StoryConnection, person: Participant, stage: Stage): Promise<Verdict> {
  stage.narrate("Two hours pass, and the access tokens expire.");
  await stage.clock.advance(twoHours);
  const before = stage.journal.length;
  const seen = await ask(connection, person, stage);
  const isRefreshed = stage.journal
    .entries(before)
    .some(({ party, outcome, text }) => party === "foundry" && outcome === "done" && text.startsWith("refresh "));
  return judged("story.refreshed", connection, person, [
    ...noSignIn(seen),
    ...answered(seen, connection, person),
    ...(isRefreshed ? [] : ["no token was refreshed"]),
  ]);
}

function everything(seen: Conversation, connection: StoryConnection, person: Participant): readonly string[] {
  return [...oneSignIn(seen), ...toolsListed(seen, connection), ...answered(seen, connection, person)];
}

function answered(seen: Conversation, { members, outsider }: StoryConnection, person: Participant): readonly string[] {
  return calledAs(seen, person, outsider === undefined ? members : [...members, outsider]);
}

/** A person asks once, and signs in where a link comes. */
export function ask(
  connection: StoryConnection,
  person: Participant,
  { fetch, narrate }: Pick<Stage, "fetch" | "narrate">,
): Promise<Conversation> {
  return converse(person, connection, questionFor(connection), fetch, narrate);
}

/** A question that names the last tool of the connection: the model of the local cloud chooses by words. */
function questionFor({ tools }: StoryConnection): string {
  const words = (tools.at(-1) ?? "tool").replaceAll(/[_-]+/g, " ");
  return `Please ${words} for Oslo.`;
}

function judged(
  step: StoryStep,
  connection: StoryConnection,
  person: Participant,
  failures: readonly string[],
  notShown: readonly string[] = [],
): Verdict {
  return { step, connection, person, failures, notShown };
}
