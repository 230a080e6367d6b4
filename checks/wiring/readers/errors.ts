/** Everything that is wrong with input, in words. Untrusted text is JSON-encoded and shortened. */
import { InputError } from "./input-error";
import type { Position } from "./module/expression";

/** Deepest nesting that is read; people write some dozens at most. */
export const maxDepth = 200;

const longestShown = 60;

function shown(text: string): string {
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
}

function shownJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > longestShown ? `${json.slice(0, longestShown)}…` : json;
}

function place({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** The file system refuses. */
export function unreadable(path: string, reason: string): InputError {
  return new InputError(path, `It cannot be read: ${reason}.`);
}

/** A file is too large. */
export function tooLarge(path: string, bytes: number, most: number): InputError {
  return new InputError(path, `It has ${bytes} bytes; at most ${most} are read.`);
}

/** A file is no text. */
export function notUtf8(path: string): InputError {
  const isWritten = /\.(tf|ya?ml)$/.test(path);
  const plan = isWritten ? "" : " What `terraform plan -out` saves is shown by `terraform show -json <plan>`.";
  return new InputError(path, `It is not UTF-8. Terraform reads and writes UTF-8 only.${plan}`);
}

/** A folder holds nothing that can be checked. */
export function noTerraform(folder: string): InputError {
  return new InputError(
    folder,
    "The folder holds neither manifest.json, as cdktf.out does, nor a .tf or .tf.json file. Give the folder of a root module.",
  );
}

/** The stack of a deployment holds none. */
export function withoutDeployment(path: string): InputError {
  const why = path.endsWith(".tf") ? " cdktf leaves arguments of azapi resources out of HCL: synthesize JSON." : "";
  return new InputError(path, `There is no deployment in it, so nothing was judged.${why}`);
}

/** A path is neither a folder nor a JSON file. */
export function unknownFile(path: string): InputError {
  return new InputError(
    path,
    "It is no file that can be checked. Allowed are a folder, or a .json file: a plan or a state of `terraform show -json`, a state file, or a .tf.json file.",
  );
}

/** A text is not JSON. */
export function notJson(path: string, reason: string): InputError {
  return new InputError(path, `It is not JSON: ${reason}.`);
}

/** A text is not JSON, at a place that is known. */
export function notJsonAt(position: Position, reason: string): InputError {
  return new InputError(place(position), `It is not JSON: ${reason}.`);
}

/** JSON is none of the forms that Terraform has. */
export function unknownJson(path: string, keys: readonly string[]): InputError {
  const found = keys.length === 0 ? "no key" : `the keys ${keys.slice(0, 5).map(shown).join(", ")}`;
  return new InputError(
    path,
    `It is JSON with ${found}, and neither a plan nor a state of Terraform, nor a configuration. A plan is written by \`terraform show -json <plan>\`.`,
  );
}

/** A version is not one that is read. */
export function unknownVersion(path: string, what: string, found: unknown, allowed: string): InputError {
  return new InputError(
    path,
    `${what} is ${found === undefined ? "missing" : shownJson(found)}; allowed is ${allowed}.`,
  );
}

/** A plan is not complete. */
export function failedPlan(path: string): InputError {
  return new InputError(
    path,
    "The plan says of itself that it failed (errored is true). Mend the error and plan again.",
  );
}

/** A value of JSON is of another kind than the format has. */
export function wrongShape(path: string, at: string, expected: string, found: unknown): InputError {
  const kind = Array.isArray(found)
    ? "a list"
    : found === null
      ? "null"
      : found === undefined
        ? "missing"
        : article(typeof found);
  return new InputError(path, `${at === "" ? "The file" : at} must be ${expected}; it is ${kind}.`);
}

function article(kind: string): string {
  return kind === "object" ? "an object" : `a ${kind}`;
}

/** A place where the syntax is wrong. */
export function syntaxError(position: Position, found: string): InputError {
  return new InputError(place(position), `The syntax is wrong near ${shown(found)}.`);
}

/** A place where something is missing. */
export function missingToken(position: Position, token: string): InputError {
  return new InputError(place(position), `${shown(token)} is missing.`);
}

/** A text of JSON that is no template. */
export function badTemplate(position: Position, text: string): InputError {
  return new InputError(
    place(position),
    `The template ${shown(text)} is wrong. Write \`\${…}\` around an expression, and \`$\${\` for the text \`\${\`.`,
  );
}

/** Nesting, or a chain of references, is too deep. */
export function tooDeep(position: Position | string): InputError {
  return new InputError(
    typeof position === "string" ? position : place(position),
    `It is nested too deep, or refers to too long a chain of values; at most ${maxDepth} levels of nesting are read.`,
  );
}

/** A value depends on itself. */
export function cyclic(position: Position, names: readonly string[]): InputError {
  return new InputError(place(position), `The value depends on itself: ${names.join(" -> ")}.`);
}

/** Something is given twice. */
export function duplicate(position: Position | string, what: string, first?: Position): InputError {
  const before = first === undefined ? "" : `; it stands at ${place(first)} already`;
  return new InputError(typeof position === "string" ? position : place(position), `${what} is given twice${before}.`);
}

/** A block has other labels than its type has. */
export function misplacedBlock(position: Position, type: string, labels: number, expected: number): InputError {
  return new InputError(
    place(position),
    `A block ${shown(type)} has ${labels} labels; ${expected === 0 ? "none is" : `${expected} are`} allowed.`,
  );
}

/** A value of JSON stands where a block belongs. */
export function notABlock(position: Position, what: string): InputError {
  return new InputError(place(position), `${what} must be an object, or a list of objects.`);
}

/** Variable files are given where none are read. */
export function needlessVariableFiles(path: string): InputError {
  return new InputError(
    path,
    "Variable files belong to a folder or file of configuration; plans and states hold the values already.",
  );
}

/** Evaluating takes too long. */
export function tooCostly(position: Position): InputError {
  return new InputError(
    place(position),
    "Following what the configuration says takes too many steps here; lists that are built from lists may be the cause.",
  );
}

/** A block in a file of values. */
export function misplacedInValues(position: Position, type: string): InputError {
  return new InputError(
    place(position),
    `A block ${shown(type)} stands among values of variables; only \`name = value\` is allowed.`,
  );
}
