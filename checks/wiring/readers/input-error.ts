/** What was given to a reader cannot be judged: the message says where, what was found and what is allowed. Commands exit with 2. */
export class InputError extends Error {
  override readonly name = "InputError";

  /**
   * @param at where, as `file:line:column`, a path, or an address
   * @param problem what is wrong and what is allowed, as sentences on one line
   */
  constructor(
    readonly at: string,
    readonly problem: string,
  ) {
    super(`${at}: ${problem}`);
  }
}
