/** Every rule. */
import type { Rule } from "../rule";
import { accessRules } from "./access-rules";
import { signInRules } from "./sign-in-rules";

/** In the order in which findings are shown. */
export const rules: readonly Rule[] = [...signInRules, ...accessRules];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of an id; undefined where there is none. */
export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
