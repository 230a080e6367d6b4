import { stripVTControlCharacters } from "node:util";
import type { Finished } from "../local/processes";

/** Lines that Terraform draws around an error. */
const frame = /[╷│╵]/;
/** How cdktf begins the last of its lines about an error of its own. */
const ownError = /^\s*(ERROR:|Error:|.*\bCLI failed\b)/;
const fewLines = 20;

/** A command failed. The message begins with what it says is wrong. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  /** Everything that the command printed. */
  readonly details: string;

  constructor(command: string, { exitCode, output }: Finished) {
    super(`${command} ended with exit code ${exitCode}.\n\n${essence(output)}\n\n--debug shows all that it printed.`);
    this.details = output.trim();
  }
}

/** The errors of Terraform alone, else what cdktf says is wrong, else the last lines. */
function essence(output: string): string {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  const errors = terraformErrors(lines);
  if (errors.length > 0) return errors.join("\n\n");
  const first = lines.findIndex((line) => ownError.test(line));
  return lines
    .slice(first < 0 ? -fewLines : first)
    .join("\n")
    .trim();
}

/** Errors as Terraform frames them, each once, without the frame and without the stack's name that cdktf puts before it. */
function terraformErrors(lines: readonly string[]): readonly string[] {
  const errors = new Set<string>();
  let open: string[] | undefined;
  for (const line of lines) {
    const side = frame.exec(line);
    if (side === null) continue;
    const text = line.slice(side.index + 1);
    if (side[0] === "╷") open = [];
    else if (side[0] === "│") open?.push(text.replace(/^ /, "").trimEnd());
    else {
      const block = open?.join("\n").trim() ?? "";
      if (block.startsWith("Error:")) errors.add(block);
      open = undefined;
    }
  }
  return [...errors];
}
