/** Regular expressions of the user's: what they match is not shown. */
import { createContext, Script } from "node:vm";
import * as errors from "../errors";
import { withheldText } from "./secret-forms";

/** What all masks together may take, however large the plan is. */
const limitMilliseconds = 30_000;

/** Masks that were compiled. */
export type Masks = readonly RegExp[];

/**
 * Compiles masks. Upper and lower case differ.
 *
 * @throws {InputError} where one is no regular expression, or matches the empty text
 */
export function compileMasks(patterns: readonly string[]): Masks {
  return patterns.map((pattern) => {
    const mask = compiled(pattern);
    if (mask.test("")) throw errors.emptyMask(pattern);
    return mask;
  });
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "gu");
  } catch {
    throw errors.badMask(pattern);
  }
}

/** The text with a marker in place of everything that a mask matches. */
export function masked(text: string, masks: Masks): string {
  return masks.reduce((shown, mask) => shown.replace(mask, (match) => (match === "" ? "" : withheldText)), text);
}

const script = new Script("work()");

/**
 * Does work in which masks are applied. Node's regular expressions may take time that doubles with every character; V8 ends the work
 * where it takes longer than half a minute.
 *
 * @param masks where there are none, there is no limit
 * @param work done at once, waiting for nothing
 * @param milliseconds what it may take
 * @see https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
 * @throws {InputError} where it does
 */
export function withinLimit<Result>(masks: Masks, work: () => Result, milliseconds = limitMilliseconds): Result {
  if (masks.length === 0) return work();
  try {
    return script.runInContext(createContext({ work }), { timeout: milliseconds }) as Result;
  } catch (error) {
    if (isTimeout(error)) throw errors.masksTooSlow(milliseconds / 1_000);
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
