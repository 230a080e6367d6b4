import { expect } from "@jest/globals";
import type { StoryConnection } from "../../../../rehearsal/story/participants";
import { requirement } from "../../../support/requirement";
import { callers, type Stand } from "./stand";

const completed = { status: 200, location: null, text: expect.stringContaining("Sign in successful") };
const refused = { status: 400, location: null, text: expect.stringContaining("cannot be completed") };

/** Codes, states and consent links in the wrong hands. */
export function keepsConsentsApart(stand: Stand): void {
  /** Opens a link without a browser. @returns the state that the answer of the identity provider must bring back */
  const stateOf = async (link: string): Promise<string> => {
    const { location } = await stand.get(link);
    return new URL(location ?? "").searchParams.get("state") ?? "";
  };

  const answerWith = (connection: StoryConnection, code: string | null, state: string): URL => {
    const url = new URL(stand.client(connection).redirectUrl);
    url.searchParams.set("code", code ?? "");
    url.searchParams.set("state", state);
    return url;
  };

  requirement(
    "foundry.state-once",
    async () => {
      const person = stand.somebody();
      const answer = await stand.answer(person, await stand.newLink(person));
      expect(await stand.get(answer)).toEqual(completed);
      expect(await stand.get(answer)).toEqual(refused);
      expect(await stand.link(person)).toBeUndefined();
    },
    `the same answer twice, ${stand.provider}`,
  );

  requirement(
    "sign-in.code-single-use",
    async () => {
      const [victim, thief] = [stand.somebody(), stand.somebody()];
      const answer = await stand.answer(victim, await stand.newLink(victim));
      expect(await stand.get(answer)).toEqual(completed);
      const from = stand.cloud.journal.length;
      const state = await stateOf(await stand.newLink(thief));
      // The page says the same as ever; that it came to nothing stands in the logs alone.
      const replayed = answerWith(stand.connection, answer.searchParams.get("code"), state);
      expect(await stand.get(replayed)).toEqual(completed);
      expect(await stand.link(thief)).toBeDefined();
      const refusals = stand.cloud.journal.entries(from).filter(({ outcome }) => outcome === "refused");
      expect(refusals.map(({ party }) => party)).toEqual(["identity provider", "foundry"]);
      expect(refusals[1]?.text).toContain("invalid_grant");
    },
    `with the state of somebody else, ${stand.provider}`,
  );

  requirement(
    "foundry.state-once",
    async () => {
      const person = stand.somebody();
      const answer = await stand.answer(person, await stand.newLink(person));
      const { code, state = "" } = Object.fromEntries(answer.searchParams);
      const forged = [
        "",
        "0".repeat(43),
        state.slice(0, -1),
        `${state}A`,
        state.replaceAll(/[a-zA-Z]/g, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase())),
        new URL(await stand.newLink(person)).searchParams.get("data") ?? "",
      ];
      for (const other of forged) {
        expect(await stand.get(answerWith(stand.connection, code ?? "", other))).toEqual(refused);
      }
      expect(await stand.link(person)).toBeDefined();
      expect(await stand.get(answer)).toEqual(completed);
    },
    `forged, ${stand.provider}`,
  );

  requirement(
    "foundry.state-once",
    async () => {
      const person = stand.somebody();
      const answer = await stand.answer(person, await stand.newLink(person));
      const { code = "", state = "" } = Object.fromEntries(answer.searchParams);
      expect(await stand.get(answerWith(stand.neighbour, code, state))).toEqual(refused);
      const foreign = await stateOf(await stand.newLink(person, stand.neighbour));
      expect(await stand.get(answerWith(stand.connection, code, foreign))).toEqual(refused);
      expect(await stand.link(person)).toBeDefined();
      expect(await stand.link(person, stand.neighbour)).toBeDefined();
    },
    `of another connection, ${stand.provider}`,
  );

  requirement(
    "foundry.link-is-a-bearer",
    async () => {
      const [owner, other] = [stand.somebody(), stand.somebody()];
      const page = await other.browser.open(await stand.newLink(owner), other.login);
      expect(page.title).toBe("Sign in successful");
      // Whoever signs in through somebody's link lends their identity to that person, and gets nothing for it.
      const seen = await stand.converse(owner);
      expect([seen.signIns, callers(seen)]).toEqual([[], [other.login]]);
      expect(await stand.link(other)).toBeDefined();
    },
    `opened in another browser, ${stand.provider}`,
  );

  requirement(
    "sign-in.session-bound-to-browser",
    async () => {
      const [victim, thief] = [stand.somebody(), stand.somebody()];
      const link = await stand.newLink(victim);
      const { location: authorize } = await stand.get(link);
      const { location: page } = await stand.get(authorize ?? "");
      const response = await stand.cloud.fetch(new URL(page ?? "", authorize ?? ""), {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ login: thief.login }),
      });
      expect([response.status, response.headers.get("location")]).toEqual([400, null]);
      expect(await stand.link(victim)).toBeDefined();
    },
    stand.provider,
  );
}
