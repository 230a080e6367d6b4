/** Settings with which a server must not start. */
export class SettingsError extends Error {
  /** One sentence for each setting that is missing or malformed. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The server does not start, because its settings are not complete:\n  ${problems.join("\n  ")}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}
