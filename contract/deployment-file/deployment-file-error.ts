import type { SourcePosition } from "../deployment";

/** One mistake in a deployment file. */
export interface DeploymentFileProblem {
  /** Where it is mended: in a file that `extends` names, if the value stands there. */
  readonly position: SourcePosition;
  /** The value's path, for example `connections.weather-reader.scopes[0]`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, the value found and what is allowed, as sentences on one line. */
  readonly message: string;
}

/** Problems that the message shows; a file with more has one cause in common, and the first ones tell it. */
const shownProblems = 50;

/** Everything that is wrong with a deployment file, or with several read together. */
export class DeploymentFileError extends Error {
  override readonly name = "DeploymentFileError";
  /** Ordered by file, line and column. Never empty. */
  readonly problems: readonly DeploymentFileProblem[];

  constructor(problems: readonly DeploymentFileProblem[]) {
    const sorted = unique(problems).sort(byPosition);
    super(describe(sorted));
    this.problems = sorted;
  }
}

/** A mistake in a file that several extend is one mistake. */
function unique(problems: readonly DeploymentFileProblem[]): DeploymentFileProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function describe(problems: readonly DeploymentFileProblem[]): string {
  const lines = problems
    .slice(0, shownProblems)
    .map(({ position, message }) => `${position.file}:${position.line}:${position.column}  ${message}`);
  const hidden = problems.length - lines.length;
  return [...lines, ...(hidden > 0 ? [`and ${hidden} more`] : [])].join("\n");
}

function byPosition(a: DeploymentFileProblem, b: DeploymentFileProblem): number {
  return (
    compare(a.position.file, b.position.file) ||
    a.position.line - b.position.line ||
    a.position.column - b.position.column
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
