/** What an answer of a tool shows of its caller. */
import { describe, expect, test } from "@jest/globals";
import type { Conversation } from "../../../rehearsal/story/conversation";
import type { Participant, StoryConnection } from "../../../rehearsal/story/participants";
import { calledAs, identityNotShown, type Verdict } from "../../../rehearsal/story/verdict";
import { Report } from "../../../scripts/start/report";
import { proofsOf } from "../../../scripts/start/stage";

const person = (displayName: string): Participant => ({
  displayName,
  login: `${displayName.toLowerCase()}@example.com`,
  objectId: `id-of-${displayName}`,
  browser: { open: () => Promise.reject(new Error("nobody signs in here")) },
  foundryToken: () => "",
});
const [ada, alan] = [person("Ada"), person("Alan")];

const seen = (output: string | null, error: string | null = null): Conversation => ({
  question: "?",
  signIns: ["Sign in successful"],
  tools: ["get_forecast"],
  calls: [{ tool: "get_forecast", output, error }],
  answer: "Sunny.",
});

describe("an answer", () => {
  test.each(["for ada@example.com", "for id-of-Ada", "for Ada"])("%s shows that Ada has called", (output) => {
    expect([calledAs(seen(output), ada, [ada, alan]), identityNotShown(seen(output), ada)]).toEqual([[], []]);
  });

  test("that names somebody else is wrong", () => {
    expect(calledAs(seen("for alan@example.com"), ada, [ada, alan])).toEqual([
      'get_forecast answered Ada as Alan: "for alan@example.com"',
    ]);
  });

  test("that names nobody is neither right nor wrong, and it is said how it could be seen", () => {
    expect(calledAs(seen("Sunny in Oslo"), ada, [ada, alan])).toEqual([]);
    expect(identityNotShown(seen("Sunny in Oslo"), ada)).toEqual([
      "the answer of get_forecast names nobody; let it hold the login, the name or the object id that stands in the token",
    ]);
  });

  test("that did not come is wrong, and nothing more", () => {
    const failed = seen(null, "HTTP 401");
    expect(calledAs(failed, ada, [alan])).toEqual(["get_forecast failed: HTTP 401"]);
    expect(identityNotShown(failed, ada)).toEqual([]);
  });
});

/** What the summary says of one step, and whether all is well. */
function summaryOf(
  verdicts: readonly Pick<Verdict, "failures" | "notShown">[],
): readonly [lines: string, good: boolean] {
  let printed = "";
  const report = new Report({ write: (text: string) => (printed += text) } as unknown as NodeJS.WritableStream);
  const connection = { key: "weather-reader", stack: "weather-dev" } as StoryConnection;
  const all = verdicts.map(
    (verdict) => ({ step: "story.called-as-person", connection, person: ada, ...verdict }) as const,
  );
  for (const proof of proofsOf(all)) if (proof.claim === claim) report.prove(proof);
  const good = report.summary();
  return [printed.slice(0, printed.search(/\n\n\d/)).trim(), good];
}

const claim = "The agent calls a tool, and the server knows the person who asked";

describe("the summary", () => {
  const unseen = { failures: [], notShown: identityNotShown(seen("Sunny"), ada) };

  test("says what was not shown and why, once, which is no failure", () => {
    expect(summaryOf([unseen, unseen])).toEqual([`– ${claim}: not shown\n      ${unseen.notShown.join("")}`, true]);
  });

  test("says that nothing was there to show it", () => {
    expect(summaryOf([])).toEqual([`– ${claim}: not shown, because nothing here could show it`, true]);
  });

  test("says that it failed, whatever else was not shown", () => {
    const [lines, good] = summaryOf([unseen, { failures: ["it failed"], notShown: [] }]);
    expect({ good, first: lines.split(":")[0] }).toEqual({ good: false, first: `✘ ${claim}` });
  });
});
