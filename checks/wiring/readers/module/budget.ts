/** Bounds what evaluating one configuration costs, whatever it says. */
import * as errors from "../errors";
import type { Position } from "./expression";

/** Steps for one configuration: some seconds at most. Ten thousand resources take some hundred thousand. */
const mostSteps = 3_000_000;

/** Deepest chain of expressions that refer to each other, well below what the stack of Node holds. */
const deepest = 600;

/** Steps and depth of one evaluation, and the names that are being followed. */
export class Budget {
  private steps = 0;
  private depth = 0;
  private readonly following: string[] = [];
  private readonly followed = new Set<string>();

  /** Counts work that is not nested. */
  spend(steps: number, at: Position): void {
    this.steps += steps;
    if (this.steps > mostSteps) throw errors.tooCostly(at);
  }

  /** Does something one level deeper. */
  deeper<Result>(at: Position, run: () => Result): Result {
    this.spend(1, at);
    if (this.depth >= deepest) throw errors.tooDeep(at);
    this.depth += 1;
    try {
      return run();
    } finally {
      this.depth -= 1;
    }
  }

  /** Follows a name, and fails where that leads to the name itself. */
  follow<Result>(name: string, at: Position, run: () => Result): Result {
    if (this.followed.has(name)) {
      throw errors.cyclic(at, [...this.following.slice(this.following.indexOf(name)), name]);
    }
    this.following.push(name);
    this.followed.add(name);
    try {
      return run();
    } finally {
      this.following.pop();
      this.followed.delete(name);
    }
  }
}
