/** The sign-in of a person, seen from outside: a browser that nobody here can look into. */
import { setTimeout as delay } from "node:timers/promises";
import type { Agent } from "./agent";
import { ofType, type Answer } from "./answer";
import type { Step } from "./steps";

/** How a person is shown a consent link, and waited for. */
export interface Doorway {
  /**
   * Shows the link. It is a credential: whoever signs in through it lends their identity to the person who asked.
   * @returns whether anybody can follow it
   */
  show(link: URL): Promise<boolean>;
  /** Resolves when the person says that the sign-in is over; never where nobody can say so. */
  said(): Promise<void>;
  /** Called between two looks; throws where the work was interrupted. */
  check(): void;
}

/** How long a person is waited for. */
export interface Patience {
  /** Seconds until the sign-in must be over. */
  readonly timeout: number;
  /** Milliseconds between two looks. @default 3000 */
  readonly interval?: number;
}

const usualInterval = 3000;

/** What came of it. */
export interface Consent {
  readonly step: Step;
  /** The answer that came after the sign-in. @default there is none: the step has failed */
  readonly answer?: Answer;
}

/**
 * Shows the consent link of an answer and looks from time to time whether the agent goes on. No item tells Foundry of the consent: the
 * same input is sent again, after the same answer. Foundry does not tell a sign-in that was refused from one that has not begun, so only
 * a person's word that it is over makes a second link a failure before the time is.
 *
 * @param agent asked as the person
 * @param input what was asked
 * @param first the answer, with a consent link or without
 */
export async function consent(
  agent: Agent,
  input: string,
  first: Answer,
  doorway: Doorway,
  { timeout, interval = usualInterval }: Patience,
): Promise<Consent> {
  const [request] = ofType(first.items, "oauth_consent_request");
  if (request === undefined) {
    const seen = "no consent link came: the person has consented before";
    return { step: { id: "consent", outcome: "not shown", seen }, answer: first };
  }
  const link = linkOf(request.consent_link);
  if (link === undefined) {
    return failed("Foundry gave a consent link that is no https address");
  }
  if (!(await doorway.show(link))) {
    return failed("a consent link came, and nobody is there to follow it: run once in a terminal, without --json");
  }
  const end = performance.now() + timeout * 1000;
  const over = doorway.said().then(() => true);
  let isOver: boolean;
  do {
    doorway.check();
    isOver = await firstOf(over, Math.min(interval, end - performance.now()));
    const answer = await agent.ask({ input, previousResponseId: first.id });
    if (ofType(answer.items, "oauth_consent_request").length === 0) {
      const seen = "one consent link came, and none after the sign-in";
      return { step: { id: "consent", outcome: "passed", seen }, answer };
    }
  } while (!isOver && performance.now() < end);
  return failed(
    isOver
      ? "a second consent link came after the sign-in"
      : `no sign-in came through within ${timeout} seconds: nobody has signed in, or it was refused, which Foundry does not tell`,
  );
}

/** Whether something came before a time was over, in milliseconds. */
async function firstOf(over: Promise<boolean>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([over, delay(Math.max(milliseconds, 0), false, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}

function failed(seen: string): Consent {
  return { step: { id: "consent", outcome: "failed", seen, symptom: "consent-link-twice" } };
}

function linkOf(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "https:" && url.username === "" && url.password === "" ? url : undefined;
}
