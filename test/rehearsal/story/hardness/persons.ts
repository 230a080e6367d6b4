import { expect } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import { callers, type Stand } from "./stand";

/** People sign in and ask at once: a hundred at one identity provider, fewer at the other, which shares all but the sign-in with it. */
export function keepsPeopleApart(stand: Stand, count: number): void {
  requirement("foundry.identities-apart", async () => {
    const people = stand.crowd(count);
    expect(people).toHaveLength(count);
    const seen = await Promise.all(people.map((person) => stand.converse(person)));
    expect(seen.map(callers)).toEqual(people.map(({ login }) => [login]));
    expect(seen.map(({ signIns }) => signIns.length)).toEqual(people.map(() => 1));
  });
}
