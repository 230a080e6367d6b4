/** Bounds what evaluating one configuration costs, whatever it says. */
import * as errors from "../errors";
import type { Position } from "./expression";

/** Steps for a configuration: what few blocks say is small, and many blocks may say more. A block of a stack takes about a hundred. */
const mostSteps = { forAny: 500_000, forEachBlock: 500 };

/** Deepest chain of expressions that refer to each other, well below what the stack of Node holds. */
const deepest = 600;

/** Steps and depth of one evaluation, and the names that are being followed. */
export class Budget {
  private steps = 0;
  private depth = 0;
  private readonly most: number;
  private readonly following: string[] = [];
  private readonly followed = new Set<string>();

  constructor(blocks: number) {
    this.most = mostSteps.forAny + blocks * mostSteps.forEachBlock;
  }

  /** Counts work that is not nested. */
  spend(steps: number, at: Position): void {
    this.steps += steps;
    if (this.steps > this.most) throw errors.tooCostly(at);
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
