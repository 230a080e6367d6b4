/** Every mistake that a deployment file can hold while it is read and shaped: what is wrong, what is allowed, what to write. */
import type { SourcePosition } from "../deployment";
import type { DeploymentFileProblem } from "./deployment-file-error";
import type { ScalarNode, SourceFile, SourceNode } from "./source-tree";
import { oneLine, pathText, quoted, type Step } from "./wording";

/** Where a problem is shown. */
export type Place = Pick<DeploymentFileProblem, "position" | "path">;

/** Says the likely word, where there is one. */
export function didYouMean(word: string | undefined): string {
  // Never shortened: it is there to be copied.
  return word === undefined ? "" : ` Did you mean ${quoted(word, word.length)}?`;
}

/** Says where something stands, for a message about two places. */
export function lineOf({ file, line }: SourcePosition): string {
  return `${file}:${line}`;
}

/** A deployment file that is missing, a directory, too large, not UTF-8 or forbidden. */
export function unreadableFile(file: SourceFile, reason: string): DeploymentFileProblem {
  return { position: topOf(file), path: "", message: `The file cannot be read: ${reason}.` };
}

/** Text that the YAML parser refuses. */
export function notYaml(position: SourcePosition, reason: string): DeploymentFileProblem {
  return { position, path: "", message: `The file is not YAML: ${sentence(oneLine(reason))}` };
}

/** A file with `---` between two documents. */
export function severalDocuments(position: SourcePosition): DeploymentFileProblem {
  const message = "A second YAML document begins here; a file holds one deployment. Move it to a file of its own.";
  return { position, path: "", message };
}

/** A file without any value. */
export function emptyFile(position: SourcePosition): DeploymentFileProblem {
  return { position, path: "", message: "The file is empty; it takes a map that begins with name and environment." };
}

/** A file that holds a list or a scalar. */
export function noMap({ position, kind, ...node }: SourceNode): DeploymentFileProblem {
  const found = kind === "scalar" && "value" in node ? quotedScalar(node) : "a list";
  return { position, path: "", message: `The file holds ${found}; it takes a map with name, environment and more.` };
}

/** Nesting that no deployment file needs. */
export function tooDeep(position: SourcePosition, path: string, max: number): DeploymentFileProblem {
  return {
    position,
    path,
    message: `Maps and lists stand inside each other more than ${max} deep; a deployment file needs 6.`,
  };
}

/** More values than a deployment file can have, written or by aliases. */
export function tooManyValues(position: SourcePosition, path: string, max: number): DeploymentFileProblem {
  return {
    position,
    path,
    message: `The file holds more than ${max} values, those behind YAML aliases counted each time.`,
  };
}

/** A key that stands twice in one map. */
export function duplicateKey(
  position: SourcePosition,
  path: readonly Step[],
  first: SourcePosition,
): DeploymentFileProblem {
  const message = `${pathText(path)} is written twice, first in line ${first.line}. Remove one of the two.`;
  return { position, path: pathText(path), message };
}

/** A key that is a map, a list, nothing, or the one name that JavaScript gives a meaning. */
export function unusableKey(position: SourcePosition, path: string, key: string | undefined): DeploymentFileProblem {
  const found = key === undefined ? "Something that is no text" : quoted(key);
  return {
    position,
    path,
    message: `${found} stands as a key${inSection(path)}; a key is a text other than "__proto__".`,
  };
}

/** A YAML alias without anchor, most often a text that begins with an asterisk. */
export function unknownAlias(position: SourcePosition, path: string, name: string): DeploymentFileProblem {
  return {
    position,
    path,
    message: `The YAML alias ${quoted(name)} has no anchor before it. A text that begins with * needs quotes.`,
  };
}

/** A character that could not reach Terraform as it is. */
export function forbiddenCharacter(
  position: SourcePosition,
  path: string,
  text: string,
  character: string,
): DeploymentFileProblem {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const message = `${quoted(text)}${inSection(path)} holds the character U+${code}; a text takes no control characters and no half of a surrogate pair.`;
  return { position, path, message };
}

/** `extends` with anything else than one path. */
export function extendsNoPath(node: SourceNode): DeploymentFileProblem {
  const found = node.kind === "scalar" ? quotedScalar(node) : `a ${node.kind}`;
  return { position: node.position, path: "extends", message: `extends is ${found}; it takes the path of one file.` };
}

/** Files that extend each other. */
export function extendsCircle(node: SourceNode, chain: readonly SourceFile[]): DeploymentFileProblem {
  const files = chain.map(({ shown }) => quoted(shown)).join(" extends ");
  return { position: node.position, path: "extends", message: `The files extend each other in a circle: ${files}.` };
}

/** `extends` with a path that leads to no readable file. */
export function extendsUnreadable(node: ScalarNode, file: SourceFile, reason: string): DeploymentFileProblem {
  const message = `extends is ${quoted(node.written)}, which is the file ${quoted(file.shown)} and cannot be read: ${reason}. The path is relative to the file in which it stands.`;
  return { position: node.position, path: "extends", message };
}

/** A key that the schema does not know. */
export function unknownKey(
  { position, path }: Place,
  key: string,
  section: string,
  known: readonly string[],
  meant: string | undefined,
): DeploymentFileProblem {
  const message = `Unknown key ${quoted(key)}${inSection(section)}.${didYouMean(meant)} Allowed here: ${known.join(", ")}.`;
  return { position, path, message };
}

/** A name of a scope, connection or tag that has not the form it needs. */
export function unusableName(
  place: Place,
  key: string,
  allowed: string,
  meant: string | undefined,
): DeploymentFileProblem {
  return { ...place, message: `The key ${quoted(key)} cannot stand here; it takes ${allowed}.${didYouMean(meant)}` };
}

/** A key that is required and absent, or without value. */
export function missingKey(place: Place, allowed: string): DeploymentFileProblem {
  return { ...place, message: `${place.path} is missing; it takes ${allowed}.` };
}

/** A value of the wrong type or form. */
export function wrongValue(place: Place, found: string, allowed: string, hint = ""): DeploymentFileProblem {
  return { ...place, message: `${place.path} is ${found}; it takes ${allowed}.${hint}` };
}

/** A setting that would put a credential into the file; its value is not repeated. */
export function refusedCredential(place: Place, instead: string): DeploymentFileProblem {
  const message = `${place.path} is a credential, and a deployment file is shared. Remove it, and give it in ${instead}.`;
  return { ...place, message };
}

/** A value as it stands in the file: numbers with their leading zeros. */
export function quotedScalar({ value, written }: Pick<ScalarNode, "value" | "written">): string {
  return typeof value === "string" ? quoted(value) : oneLine(value === null ? "empty" : written);
}

function topOf({ shown }: SourceFile): SourcePosition {
  return { file: shown, line: 1, column: 1 };
}

function inSection(path: string): string {
  return path === "" ? "" : ` in ${path}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
