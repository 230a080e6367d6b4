/** Reads any Terraform source, told apart by what it holds. */
import type { Configuration } from "../configuration";
import { InputError } from "./input-error";

/** How sources are read. */
export interface ReadOptions {
  /**
   * Files with values of input variables, later ones before earlier ones, as `terraform -var-file`.
   * @default `terraform.tfvars` and `*.auto.tfvars` of the folder alone
   */
  readonly varFiles?: readonly string[];
}

/**
 * Reads a path: a `cdktf.out` folder (one configuration a stack), a folder of `.tf` and `.tf.json` files (one root module), or a JSON file
 * (plan, state, or one stack).
 *
 * @throws {InputError} where it is none of these, or damaged
 */
export function readConfigurations(path: string, options: ReadOptions = {}): Promise<readonly Configuration[]> {
  return Promise.reject(
    new InputError(path, `Not readable yet (${String(options.varFiles?.length ?? 0)} variable files).`),
  );
}
