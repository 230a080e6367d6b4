/** Everything that is wrong with what a preview is made from, in words. Untrusted text is JSON-encoded and shortened; values of plans never stand here. */
import { InputError } from "../checks/wiring/readers/input-error";

/** Deepest nesting that is followed; providers nest some dozens at most. */
export const maxDepth = 200;

/** A text is not JSON. */
export function notJson(file: string): InputError {
  return new InputError(
    file,
    "It is not JSON. A plan file of Terraform is binary and can be read with its providers alone: write `terraform show -json <plan>` into a file and give that.",
  );
}

/** JSON is no plan. */
export function notAPlan(file: string, keys: readonly string[]): InputError {
  const found = keys.length === 0 ? "no key" : `the keys ${keys.slice(0, 5).map(shortened).join(", ")}`;
  return new InputError(file, `It is JSON with ${found}, and no plan. \`terraform show -json <plan>\` writes one.`);
}

/** A version is not one that is read. */
export function unknownVersion(file: string, found: unknown): InputError {
  const version = typeof found === "string" ? shortened(found) : "missing";
  return new InputError(file, `format_version is ${version}; allowed is 1.0 and later versions that begin with 1.`);
}

/** A part of a plan is of another kind than the format has. */
export function wrongShape(file: string, at: string, expected: string): InputError {
  return new InputError(file, `${at} must be ${expected}.`);
}

/** Values are nested too deep. */
export function tooDeep(at: string): InputError {
  return new InputError(at, `Its values are nested too deep; at most ${maxDepth} levels are read.`);
}

/** Nothing of a plan is about a deployment. */
export function noDeployment(file: string): InputError {
  return new InputError(
    file,
    "There is no deployment in it, neither before nor after. A deployment has a Foundry project connection of authType OAuth2, or a function app that serves MCP.",
  );
}

/** A mask is no regular expression. */
export function badMask(mask: string): InputError {
  return new InputError(`mask ${shortened(mask)}`, "It is no regular expression of JavaScript.");
}

/** A mask finds the empty text, and with it every text. */
export function emptyMask(mask: string): InputError {
  return new InputError(`mask ${shortened(mask)}`, "It matches the empty text: write what it must match at least.");
}

/** Masks take too long. */
export function masksTooSlow(seconds: number): InputError {
  return new InputError(
    "masks",
    `They take longer than ${seconds} seconds. Write no repetition inside a repetition, as in (a+)+: its time doubles with every character.`,
  );
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
