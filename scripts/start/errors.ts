import { BadInput } from "../local/errors";

/** A fault can happen to none of the deployments that were chosen. */
export class NothingToBreak extends BadInput {
  override readonly name = "NothingToBreak";

  /**
   * @param fault its name
   * @param stacks that were chosen
   * @param connections to which it can happen, in words
   */
  constructor(fault: string, stacks: readonly string[], connections: string) {
    super(
      `The fault ${JSON.stringify(fault)} can happen to ${connections} alone, and ${stacks.join(", ")} has none. ` +
        "Choose another deployment, or change this one; --list-faults tells what can happen to whom.",
    );
  }
}

/** Deployments were chosen in a way that does not go with the rest of the command. */
export class WrongChoice extends BadInput {
  override readonly name = "WrongChoice";
}

/** `--gate server` was chosen for a deployment whose code cannot be a gate. */
export function gateDoesNotFit(stack: string, file: string): WrongChoice {
  return new WrongChoice(
    `--gate server does not go with ${stack}: in ${JSON.stringify(file)} server.hosting is "mcp-extension", whose code runs only on a tool ` +
      "call and can reject no token. Choose deployments that are self-hosted, or leave --gate out.",
  );
}
