import { CommanderError, type Command } from "commander";
import { DeploymentFileError } from "../../contract/deployment-file";
import { TerraformMissing } from "./terraform";

/** Exit codes of every command. */
export const exitCodes = { good: 0, errors: 1, badInput: 2 } as const;

/**
 * Runs a program with the arguments of this process and sets the exit code. What a person can mend is said in its own words;
 * anything else is a defect, shown with its stack only where `--debug` asks for it.
 *
 * @param program its action sets `process.exitCode` where something was wrong but nothing failed
 */
export async function runProgram(program: Command): Promise<void> {
  try {
    await program.helpOption("--help", "print this help").helpCommand(false).exitOverride().parseAsync();
  } catch (error) {
    // Commander has printed what is wrong with the arguments, or the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.good : exitCodes.badInput;
      return;
    }
    const canBeMended = error instanceof DeploymentFileError || error instanceof TerraformMissing;
    process.exitCode = canBeMended ? exitCodes.badInput : exitCodes.errors;
    const message = error instanceof Error ? error.message : String(error);
    const stack = error instanceof Error && process.argv.includes("--debug") ? error.stack : undefined;
    process.stderr.write(`${stack ?? message}\n`);
  }
}
