import { type Condition, conditions } from "../../preview/outcome";
import { badFingerprint, badPullRequest, needs, notTogether, unknownCondition } from "./errors";

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
  /** Where the comment is posted. */
  readonly post?: "github";
  /** `github` or a fingerprint. */
  readonly sameAs?: string;
  readonly pullRequest?: number;
}

/** Conditions, separated by commas. */
export function parseConditions(argument: string): readonly Condition[] {
  return argument.split(",").map((name) => {
    const known = conditions.find((condition) => condition === name.trim());
    if (known === undefined) throw unknownCondition(name, conditions);
    return known;
  });
}

/** What to compare with. */
export function parseFingerprint(argument: string): string {
  if (argument !== "github" && !/^[0-9a-f]{64}$/.test(argument)) throw badFingerprint(argument);
  return argument;
}

/** The number of a pull request. */
export function parsePullRequest(argument: string): number {
  if (!/^[1-9]\d{0,9}$/.test(argument)) throw badPullRequest(argument);
  return Number(argument);
}

/** @throws {CannotPreview} where options are given that exclude or need each other */
export function refuseContradictions(options: PreviewCommandOptions): void {
  const { plan, local = false, change, destroy = false, lock, post, sameAs, pullRequest } = options;
  if (plan.length > 0 && local) throw notTogether("--plan", "--local");
  if (plan.length > 0 && destroy) throw notTogether("--plan", "--destroy");
  if (plan.length > 0 && !lock) throw notTogether("--plan", "--no-lock");
  if (local && destroy) throw notTogether("--local", "--destroy");
  if (local && post !== undefined) throw notTogether("--local", "--post");
  if (local && sameAs !== undefined) throw notTogether("--local", "--same-as");
  if (pullRequest !== undefined && post === undefined && sameAs !== "github") {
    throw needs("--pull-request", "--post github or --same-as github");
  }
  if (change !== undefined && !local) throw needs("--change", "--local");
  if (local && change === undefined) throw needs("--local", "--change <change>; --list-changes lists them");
}
