import { expect } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import { callers, type Stand } from "./stand";

/** A hundred people sign in and ask at once. */
export function keepsPeopleApart(stand: Stand): void {
  requirement("foundry.identities-apart", async () => {
    const people = stand.crowd();
    expect(people).toHaveLength(100);
    const seen = await Promise.all(people.map((person) => stand.converse(person)));
    expect(seen.map(callers)).toEqual(people.map(({ login }) => [login]));
    expect(seen.map(({ signIns }) => signIns.length)).toEqual(people.map(() => 1));
  });
}
