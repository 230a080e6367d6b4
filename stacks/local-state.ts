import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Where a stack keeps its state locally: beside the output folder and never in it, relative to the folder in which Terraform runs
 * (`<output>/stacks/<stack>`), so that the configuration is the same on every machine.
 */
export function localStatePath(stackName: string): string {
  return `../../../.state/${stackName}.tfstate`;
}

/**
 * Keeps everybody else out of the folder in which Terraform works on a stack: its plan files hold client secrets as the state does.
 * @param output the output folder of the app, for example `cdktf.out`
 */
export function protectStackFolder(output: string, stackName: string): void {
  chmodSync(join(output, "stacks", stackName), 0o700);
}

/**
 * Makes state and backup readable for their owner alone: they hold client secrets, and Terraform creates them for everybody but
 * keeps the mode of a file that exists. An empty file is no state to it.
 * @param output the output folder of the app, for example `cdktf.out`
 * @see https://developer.hashicorp.com/terraform/language/state/sensitive-data
 */
export function protectLocalState(output: string, stackName: string): void {
  const state = resolve(join(output, "stacks", stackName), localStatePath(stackName));
  mkdirSync(dirname(state), { recursive: true, mode: 0o700 });
  for (const file of [state, `${state}.backup`]) {
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  }
}
