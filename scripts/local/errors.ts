/** What a person can mend: said in its own words, with exit code 2. */
export abstract class BadInput extends Error {}

/** Terraform is missing, or too old. */
export class TerraformMissing extends BadInput {
  override readonly name = "TerraformMissing";
}

/** The command to run cannot be started. */
export class CommandNotFound extends BadInput {
  override readonly name = "CommandNotFound";

  constructor(command: string, { code, message }: NodeJS.ErrnoException) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: "there is no such command on the path, and no such file",
      EACCES: "it is no program, or may not be run",
    };
    super(`Cannot run ${JSON.stringify(command)}: ${reasons[code ?? ""] ?? message}.`);
  }
}
