/** Each step of a verification fails where people would suffer, and for nothing else. */
import { describe, expect, it } from "@jest/globals";
import { symptoms, type SymptomId } from "../../doctor/symptoms";
import type { Step, StepId } from "../../verify/steps";
import { items, somebody, tokenFor, verifyAgainst, type Said, type Verified } from "./support/foundry";

const { consent, tools, approval, call, message } = items;
const answered = "Oslo: foggy. Asked by ada@example.com.";

/** What Foundry says where all is well. */
const well: readonly Said[] = [
  [consent()],
  [tools(["get_forecast"]), approval("get_forecast")],
  [call("get_forecast", answered), message("It is foggy.")],
  [tools(["get_forecast"]), approval("get_forecast")],
];

const outcomes = ({ verification }: Verified): readonly string[] =>
  verification.people.flatMap(({ steps }) => steps.map(({ id, outcome }) => `${id} ${outcome}`));

function failureIn({ verification }: Verified): Step | undefined {
  return verification.people.flatMap(({ steps }) => steps).find(({ outcome }) => outcome === "failed");
}

describe("a deployment that works", () => {
  it("passes every step, with one consent link, the same input after it, and one approval", async () => {
    const verified = await verifyAgainst(well);
    expect(verified.verification).toMatchObject({ verified: true, diagnosis: [], tool: "get_forecast" });
    expect(outcomes(verified)).toEqual([
      "asked passed",
      "consent passed",
      "tools passed",
      "called passed",
      "identity passed",
      "no-second-consent passed",
    ]);
    const agent = { agent_reference: { type: "agent_reference", name: "weather-okta-dev-weather-reader" } };
    const approve = { type: "mcp_approval_response", approval_request_id: "approve-get_forecast", approve: true };
    expect(verified.asked).toEqual([
      { ...agent, input: "Forecast, please." },
      { ...agent, input: "Forecast, please.", previous_response_id: "r1" },
      { ...agent, input: [approve], previous_response_id: "r2" },
      { ...agent, input: "Forecast, please." },
    ]);
    expect(verified.links).toEqual(["https://global.consent.azure-apim.net/login?data=x"]);
  });

  it("asks for no consent where the person has consented before, which shows nothing about it", async () => {
    const verified = await verifyAgainst(well.slice(1));
    expect(verified.verification.verified).toBe(true);
    expect(outcomes(verified)).toContain("consent not shown");
    expect(verified.links).toEqual([]);
  });

  it("says that nothing shows who called, where the tool names nobody", async () => {
    const verified = await verifyAgainst(well.toSpliced(2, 1, [call("get_forecast", "Canada is foggy.")]));
    expect(verified.verification.verified).toBe(true);
    expect(outcomes(verified)).toContain("identity not shown");
  });

  it("needs no approval where the agent demands none, and no list where the agent calls at once", async () => {
    const verified = await verifyAgainst([[call("get_forecast", answered)]]);
    expect(verified.verification.verified).toBe(true);
    expect(outcomes(verified)).toContain("tools not shown");
  });

  it("looks again until the person has signed in", async () => {
    const waiting = await verifyAgainst([[consent()], [consent()], [consent()], ...well.slice(1)], {
      doorway: { said: () => new Promise(() => undefined) },
    });
    expect(waiting.verification.verified).toBe(true);
    expect(waiting.asked.slice(1, 4).map((body) => body["previous_response_id"])).toEqual(["r1", "r1", "r1"]);
    expect(waiting.links).toHaveLength(1);
  });

  it("passes over items that nobody here knows", async () => {
    const verified = await verifyAgainst([[{ type: "reasoning" }, { no: "type" }, call("get_forecast", answered)]]);
    expect(verified.verification.verified).toBe(true);
  });
});

describe("a deployment that does not work", () => {
  const listed = [tools(["get_forecast"]), approval("get_forecast")];
  const refusedText = 'AADSTS50105: blocked, see "https://example.com/?token=secret"';

  it.each<readonly [string, StepId, SymptomId | undefined, readonly Said[], RegExp]>([
    ["a second consent link", "consent", "consent-link-twice", [[consent()]], /a second consent link/],
    ["a link that is none", "consent", "consent-link-twice", [[consent("javascript:alert(1)")]], /no https address/],
    ["an empty list", "tools", "tools-list-empty", [[tools([]), message("Sunny!")]], /empty, without an error/],
    ["no list at all", "tools", "tools-list-empty", [[message("Sunny!")]], /never came to a list/],
    ["a list with an error", "tools", "aadsts-50105", [[tools([], refusedText)]], /AADSTS50105.*example\.com\/\?…/],
    ["an error that is no text", "tools", "tools-list-empty", [[tools([], { code: 401 })]], /\{\\"code\\":401\}/],
    ["other tools alone", "tools", "tools-list-empty", [[tools(["other"])]], /"get_forecast" is not among them/],
    ["another tool", "called", undefined, [[tools(["get_forecast"]), approval("drop_all")]], /"drop_all" instead/],
    [
      "an invented answer",
      "called",
      "invented-answer",
      [[tools(["get_forecast"]), message("Sunny!")]],
      /says "Sunny!"/,
    ],
    ["no answer at all", "called", "invented-answer", [[tools(["get_forecast"])]], /no tool was called$/],
    ["approvals for ever", "called", "invented-answer", [listed], /no tool was called$/],
    ["a refused scope", "called", "scope-refused", [listed, [call("get_forecast", null, "403")]], /failed: "403"/],
    ["a failed call", "called", undefined, [listed, [call("get_forecast", null, "out of order")]], /out of order/],
    ["a call without output", "called", undefined, [listed, [call("get_forecast", null)]], /no output/],
    ["consent again", "no-second-consent", "consent-link-twice", [...well.slice(1, 3), [consent()]], /another/],
    ["no such agent", "asked", undefined, [{ status: 404, body: "{}" }], /answers 404.*deploy first/],
    ["no role", "asked", undefined, [{ status: 403, body: "{}" }], /Foundry User/],
    ["no JSON", "asked", undefined, [{ body: "<html>" }], /no JSON/],
    ["no answer of an agent", "asked", undefined, [{ body: '{"id":7}' }], /no answer of an agent/],
    ["an error on the way", "called", undefined, [listed, { status: 500, body: "oops" }], /answers 500: "oops"/],
  ])("%s", async (_what, id, symptom, answers, seen) => {
    const verified = await verifyAgainst(answers);
    const failure = failureIn(verified);
    expect(failure).toMatchObject({ id, outcome: "failed", seen: expect.stringMatching(seen) });
    expect(failure?.symptom).toBe(symptom);
    expect(verified.told.at(-1)).toBe(failure);
    expect(verified.verification.verified).toBe(false);
    const explained = symptom === undefined ? [] : [symptoms[symptom].cause, `Instead: ${symptoms[symptom].fix}`];
    expect(verified.verification.diagnosis.slice(0, 2)).toEqual(explained);
    // Nothing but the chosen tool is ever approved.
    const approved = verified.asked.flatMap(({ input }) => (Array.isArray(input) ? (input as readonly object[]) : []));
    for (const each of approved) expect(each).toMatchObject({ approval_request_id: "approve-get_forecast" });
  });

  it("asks a few times where a role is refused, since a new one takes a while to be known", async () => {
    const spread = await verifyAgainst([{ status: 403, body: "{}" }, { status: 401, body: "{}" }, ...well]);
    expect(spread.verification.verified).toBe(true);
    const never = await verifyAgainst([{ status: 403, body: "{}" }]);
    expect(never.asked).toHaveLength(5);
  });

  it("ends when the time is over, and says what nobody can tell", async () => {
    const late = await verifyAgainst([[consent()]], {
      doorway: { said: () => new Promise(() => undefined) },
      patience: { timeout: 0, interval: 0 },
    });
    expect(failureIn(late)?.seen).toMatch(/within 0 seconds: nobody has signed in, or it was refused/);
  });

  it("does not wait where nobody can follow the link", async () => {
    const alone = await verifyAgainst([[consent()]], { doorway: { show: () => Promise.resolve(false) } });
    expect(failureIn(alone)?.seen).toMatch(/nobody is there to follow it/);
    expect(alone.asked).toHaveLength(1);
  });
});

describe("a second person", () => {
  const people = [somebody("ada@example.com"), somebody("grace@example.com")];

  it("must be known as somebody else", async () => {
    const round = (login: string): readonly Said[] => well.toSpliced(2, 1, [call("get_forecast", `By ${login}.`)]);
    const apart = await verifyAgainst([...round("ada@example.com"), ...round("grace@example.com")], { people });
    expect(apart.verification).toMatchObject({ verified: true });
    expect(apart.verification.people.map(({ person }) => person)).toEqual(["ada@example.com", "grace@example.com"]);

    const mixed = await verifyAgainst([...round("ada@example.com"), ...round("ada@example.com")], { people });
    expect(failureIn(mixed)).toMatchObject({ id: "identity", symptom: "somebody-else-acts" });
  });

  it("is not mistaken for somebody whose name begins in the same way", async () => {
    const round = (login: string): readonly Said[] => well.toSpliced(2, 1, [call("get_forecast", `By ${login}.`)]);
    const alike = [somebody("ada@example.com"), somebody("my.ada@example.com")];
    const apart = await verifyAgainst([...round("ada@example.com"), ...round("my.ada@example.com")], { people: alike });
    expect(apart.verification.verified).toBe(true);
  });
});

describe("secrets", () => {
  it("reach nothing that is shown, whatever a host repeats", async () => {
    const person = somebody("ada@example.com");
    const planted = `${person.token} https://global.consent.azure-apim.net/login?data=planted-link ${tokenFor("x@y.z")}`;
    const hostile: readonly (readonly Said[])[] = [
      [{ status: 400, body: JSON.stringify({ error: { message: planted } }) }],
      [[tools([], planted)]],
      [[tools([planted])]],
      [[tools(["get_forecast"]), approval(planted)]],
      [[tools(["get_forecast"]), message(planted)]],
      [[tools(["get_forecast"]), call("get_forecast", null, planted)]],
      [[tools(["get_forecast"]), call("get_forecast", `${planted} ada@example.com`)]],
      [[consent("https://global.consent.azure-apim.net/login?data=planted-link")]],
    ];
    for (const answers of hostile) {
      const { verification, told } = await verifyAgainst(answers, { people: [person] });
      const everything = JSON.stringify([verification, told]);
      expect(everything).not.toContain("planted-link");
      expect(everything).not.toContain("c2lnbmF0dXJlLW9mLXRoZS10b2tlbg");
      expect(everything).not.toMatch(/eyJ/);
    }
  });
});
