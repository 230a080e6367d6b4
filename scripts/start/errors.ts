import { BadInput } from "../local/errors";

/** A fault can happen to none of the deployments that were chosen. */
export class NothingToBreak extends BadInput {
  override readonly name = "NothingToBreak";

  constructor(fault: string, stacks: readonly string[]) {
    super(
      `The fault ${JSON.stringify(fault)} can happen to no connection of ${stacks.join(", ")}. --list-faults says to which it can; ` +
        "choose another deployment with --deployment.",
    );
  }
}

/** Deployments were chosen in a way that does not go with the rest of the command. */
export class WrongChoice extends BadInput {
  override readonly name = "WrongChoice";
}
