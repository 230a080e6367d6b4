import { type Condition, conditions } from "../../preview/outcome";
import { needs, notTogether, unknownCondition } from "./errors";

/** What the command was given. */
export interface PreviewCommandOptions {
  readonly plan: readonly string[];
  readonly mask: readonly string[];
  readonly failOn: readonly Condition[];
  readonly output?: string;
  readonly skipUnchanged?: boolean;
  readonly destroy?: boolean;
  /** False where `--no-lock` is given. */
  readonly lock: boolean;
  readonly server?: string;
  readonly debug?: boolean;
  readonly local?: boolean;
  readonly change?: string;
  readonly listChanges?: boolean;
}

/** Conditions, separated by commas. */
export function parseConditions(argument: string): readonly Condition[] {
  return argument.split(",").map((name) => {
    const known = conditions.find((condition) => condition === name.trim());
    if (known === undefined) throw unknownCondition(name, conditions);
    return known;
  });
}

/** @throws {CannotPreview} where options are given that exclude or need each other */
export function refuseContradictions(options: PreviewCommandOptions): void {
  const { plan, local = false, change, destroy = false, lock } = options;
  if (plan.length > 0 && local) throw notTogether("--plan", "--local");
  if (plan.length > 0 && destroy) throw notTogether("--plan", "--destroy");
  if (plan.length > 0 && !lock) throw notTogether("--plan", "--no-lock");
  if (local && destroy) throw notTogether("--local", "--destroy");
  if (change !== undefined && !local) throw needs("--change", "--local");
  if (local && change === undefined) throw needs("--local", "--change <change>; --list-changes lists them");
}
