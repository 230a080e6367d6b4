/** Cases of rules: every rule has failing, passing and undecided ones, which the type demands. */
import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../checks/finding";
import { ruleById } from "../../checks/rules";
import type { Wiring } from "../../checks/wiring/wiring";

/** A wiring, and what its findings must be: `(said) => expect(said).toMatchInlineSnapshot(…)`. */
export type Told = readonly [{ readonly wiring: Wiring }, (said: string) => void];

/** At least one entry. */
type Some<Entry> = Readonly<Record<string, Entry>>;

/** The cases of one rule, by what they are about. */
export interface RuleCases {
  readonly fails: Some<Told>;
  readonly passes: Some<{ readonly wiring: Wiring }>;
  readonly undecided: Some<Told>;
}

/** Declares the tests of one rule. */
export function ruleCases(id: string, cases: RuleCases): void {
  const judge = (wiring: Wiring): readonly Finding[] => {
    const rule = ruleById(id);
    if (!rule) throw new Error(`There is no rule ${id}.`);
    return rule.judge(wiring);
  };
  const told = (outcome: Finding["outcome"], entries: Some<Told>): void => {
    for (const [about, [{ wiring }, check]] of some(entries)) {
      it(about, () => {
        const findings = judge(wiring);
        expect(new Set(findings.map((finding) => `${finding.rule} ${finding.outcome}`))).toEqual(
          new Set([`${id} ${outcome}`]),
        );
        check(findings.map(written).join("\n"));
      });
    }
  };
  describe(`${id} fails`, () => told("fail", cases.fails));
  describe(`${id} passes`, () => {
    for (const [about, { wiring }] of some(cases.passes)) {
      it(about, () => {
        expect(judge(wiring).map(written)).toEqual([]);
      });
    }
  });
  describe(`${id} is undecided`, () => told("undecided", cases.undecided));
}

function some<Entry>(entries: Some<Entry>): readonly (readonly [string, Entry])[] {
  const all = Object.entries(entries);
  if (all.length === 0) throw new Error("A rule without a case of each kind is not tested.");
  return all;
}

/** A finding in lines, without its sources. */
function written({ message, ends, fix, missing }: Finding): string {
  return [
    message,
    ...ends.map(({ layer, what, shown }) => `  ${layer}: ${what}: ${shown}`),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
    ...(missing === undefined ? [] : [`  missing: ${missing}`]),
  ].join("\n");
}
