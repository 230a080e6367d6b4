/** How rules are written: what they find is stamped with their id, so that none can speak for another. */
import type { End, Finding } from "../../finding";
import type { Rule } from "../../rule";
import type { Wiring } from "../../wiring/wiring";

/** What a rule says about one place. */
export type Verdict = Omit<Finding, "rule">;

/** A rule whose judge need not repeat its id. */
export interface RuleDefinition extends Omit<Rule, "judge"> {
  readonly judge: (wiring: Wiring) => readonly Verdict[];
}

/** A rule from its definition. */
export function defineRule({ judge, ...page }: RuleDefinition): Rule {
  return { ...page, judge: (wiring) => judge(wiring).map((verdict) => ({ rule: page.id, ...verdict })) };
}

/** The rule fails at one place. */
export function fails(message: string, ends: readonly End[], fix: string): Verdict {
  return { outcome: "fail", message, ends, fix };
}

/** The rule cannot decide at one place. */
export function undecided(message: string, ends: readonly End[], missing: string): Verdict {
  return { outcome: "undecided", message, ends, missing };
}
