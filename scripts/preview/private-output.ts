/** What commands print, on its way to a person: Terraform and providers may quote anything in an error. */
import { stripVTControlCharacters } from "node:util";
import { InputError } from "../../checks/wiring/readers/input-error";
import { DeploymentFileError } from "../../contract/deployment-file";
import { Discretion } from "../../preview/discretion/discretion";
import { type Masks, withinLimit } from "../../preview/discretion/masks";
import { BadInput } from "../local/errors";
import { Interrupted } from "../local/interruption";
import type { Finished } from "../local/processes";
import { secretsIn } from "../local/secrets";
import { CommandFailed } from "../start/command-failed";
import { CannotPreview } from "./errors";

/** Says what went wrong, and nothing secret. */
export class PrivateOutput {
  private readonly masks: Masks;
  private readonly debugging: boolean;
  private readonly discretion: Discretion;

  constructor(masks: Masks, debugging: boolean) {
    this.masks = masks;
    this.debugging = debugging;
    this.discretion = new Discretion(masks);
    for (const secret of secretsIn(process.env)) this.discretion.learn(secret);
  }

  /** A text without what is secret in it. */
  text(text: string): string {
    return withinLimit(this.masks, () => this.discretion.text(stripVTControlCharacters(text)));
  }

  /**
   * An error as a person is shown it. Whatever keeps a preview from being made is one of input; a defect is told as such, and nothing
   * secret of it.
   */
  asFailure(error: unknown): unknown {
    if (error instanceof InputError) return new CannotPreview(this.text(error.message));
    if (error instanceof BadInput || error instanceof DeploymentFileError || error instanceof Interrupted) return error;
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return new CannotPreview(`This is a defect: ${this.text(this.debugging ? stack : message)}`);
  }

  /** The failure of a command: what it says is wrong; with `--debug`, all that it printed. */
  failure(command: string, { exitCode, output }: Finished): CannotPreview {
    const failed = new CommandFailed(command, { exitCode, output: this.text(output) });
    return new CannotPreview(this.debugging ? `${failed.message}\n\n${failed.details}` : failed.message);
  }
}
