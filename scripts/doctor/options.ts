import type { FormatName } from "../../checks/report";
import type { Output } from "../check/options";
import * as errors from "./errors";

/** What the command was given. */
export interface DoctorCommandOptions {
  readonly connection?: string;
  readonly endpoint?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scopes?: string;
  readonly tenant?: string;
  readonly user?: string;
  readonly token?: string;
  readonly log?: string;
  /** A moment, or a length of time before now. */
  readonly since: string;
  readonly format?: FormatName;
  readonly output: readonly Output[];
  readonly strict?: true;
  readonly local?: true;
  readonly break?: string;
}

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Days that Okta keeps its log, the longest of the logs. */
const longestDays = 90;

/** Checks a time. @throws {CannotExamine} */
export function since(text: string): string {
  const begin = momentOf(text, new Date());
  if (begin === undefined) throw errors.wrongTime(text);
  return text;
}

/** The moment that a text means; undefined where it means none in the last 90 days. */
export function momentOf(text: string, now: Date): Date | undefined {
  const [, count, unit] = /^(\d{1,5})(m|h|d)$/.exec(text) ?? [];
  const begin =
    count === undefined
      ? new Date(/^\d{4}-\d\d-\d\d/.test(text) ? text : "")
      : new Date(now.getTime() - Number(count) * units[unit as keyof typeof units]);
  const age = now.getTime() - begin.getTime();
  return age >= 0 && age <= longestDays * units.d ? begin : undefined;
}
