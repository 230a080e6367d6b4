/** What was given to a reader cannot be judged: the message says where, what was found and what is allowed. Commands exit with 2. */
export class InputError extends Error {
  override readonly name = "InputError";
  /** Where: `file:line:column`, a path, or an address. */
  readonly at: string;
  /** What is wrong and what is allowed, as sentences on one line. */
  readonly problem: string;

  constructor(at: string, problem: string) {
    super(`${at}: ${problem}`);
    this.at = at;
    this.problem = problem;
  }
}
