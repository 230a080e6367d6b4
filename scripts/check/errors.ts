import { BadInput } from "../local/errors";

/** What was given cannot be judged. */
export class CannotJudge extends BadInput {
  override readonly name = "CannotJudge";
}

/** A source was read, and no deployment is in it: passing would say that something was judged. */
export function nothingToJudge(paths: readonly string[]): CannotJudge {
  const shown = paths.map((path) => JSON.stringify(path)).join(", ");
  return new CannotJudge(
    `${shown}: There is no deployment in it, so nothing was judged. A deployment has a Foundry project connection of authType OAuth2, or a function app that serves MCP.`,
  );
}

/** The default path is not there. */
export function notSynthesized(path: string): CannotJudge {
  return new CannotJudge(
    `${JSON.stringify(path)}: There is no such folder. Run \`npx cdktf synth\` first, or name what to check.`,
  );
}

/** `--output` without a format, or without a file. */
export function wrongOutput(argument: string, formats: readonly string[]): CannotJudge {
  return new CannotJudge(
    `--output ${JSON.stringify(argument)}: Expected <format>=<file>, for example sarif=findings.sarif. Formats are ${formats.join(", ")}.`,
  );
}

/** A format that does not exist. */
export function unknownFormat(name: string, formats: readonly string[]): CannotJudge {
  return new CannotJudge(`There is no format ${JSON.stringify(name)}. Formats are ${formats.join(", ")}.`);
}

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "its folder does not exist"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission is denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space is left"],
]);

/** A report cannot be written. */
export function notWritten(path: string, { code, message }: NodeJS.ErrnoException): CannotJudge {
  return new CannotJudge(`${JSON.stringify(path)} cannot be written: ${reasons.get(code) ?? code ?? message}.`);
}

/** A rule that does not exist. */
export function unknownRule(id: string, nearest: string | undefined): CannotJudge {
  const meant = nearest === undefined ? "" : ` Did you mean ${JSON.stringify(nearest)}?`;
  return new CannotJudge(`There is no rule ${JSON.stringify(id)}.${meant} docs/rules.md lists them all.`);
}
