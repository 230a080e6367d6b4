import { CommanderError, Option, type Command } from "commander";
import { DeploymentFileError } from "../../contract/deployment-file";
import { BadInput } from "./errors";
import { Interrupted } from "./interruption";

/** Exit codes of every command. Interrupted by a signal it is 128 and the signal's number, as shells count. */
export const exitCodes = { good: 0, errors: 1, badInput: 2 } as const;

/** Shows what a defect is made of. */
export const debugOption = new Option("--debug", "show the whole output of a command that failed, and stack traces");

/** Whether a person asked for everything. */
export function isDebugging(program: Command): boolean {
  return program.opts<{ debug?: boolean }>().debug ?? false;
}

/** An error with more behind it than a person wants to read first. */
interface WithDetails extends Error {
  readonly details: string;
}

/**
 * Runs a program with the arguments of this process and sets the exit code. What a person can mend is said in its own words;
 * anything else is a defect, shown with its stack only where `--debug` asks for it.
 *
 * @param program its action sets `process.exitCode` where something was wrong but nothing failed
 */
export async function runProgram(program: Command): Promise<void> {
  // A reader may have read enough, as `head` has; what is not read is not worth a stack trace.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", throwUnlessReaderGone);
  try {
    await program.helpOption("--help", "print this help").helpCommand(false).exitOverride().parseAsync();
  } catch (error) {
    // Commander has printed what is wrong with the arguments, or the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.good : exitCodes.badInput;
      return;
    }
    process.exitCode = exitCodeFor(error);
    process.stderr.write(`${textOf(error, isDebugging(program))}\n`);
  }
}

function throwUnlessReaderGone(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function exitCodeFor(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  return error instanceof DeploymentFileError || error instanceof BadInput ? exitCodes.badInput : exitCodes.errors;
}

function textOf(error: unknown, debugging: boolean): string {
  if (!(error instanceof Error)) return String(error);
  const parts = debugging ? [error.stack ?? error.message, detailsOf(error)] : [error.message];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function detailsOf(error: Error): string | undefined {
  return "details" in error ? (error as WithDetails).details : undefined;
}
