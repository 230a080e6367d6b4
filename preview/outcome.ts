/** What pipelines ask of a preview. */
import { count, type Verdict } from "../checks/check";
import { changedResources, changesNothing, type ChangeKind } from "./plan/plan";
import { deploymentsOf, type Preview } from "./preview";

/** Changes that a pipeline may want to stop at. */
export const conditions = ["replaced-connection", "lost-access"] as const;

/** One of them. */
export type Condition = (typeof conditions)[number];

/** A preview in numbers. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly errors: number;
  readonly warnings: number;
  readonly undecided: number;
  /** Whether an apply would change anything. */
  readonly changed: boolean;
  readonly created: number;
  readonly updated: number;
  readonly replaced: number;
  readonly destroyed: number;
  /** Conditions that are met. */
  readonly met: readonly Condition[];
}

/** Counts what a preview shows. */
export function outcomeOf(preview: Preview): Outcome {
  const deployments = deploymentsOf(preview);
  const { errors, warnings, undecided } = count(deployments.flatMap(({ findings }) => findings));
  const changed = preview.plans.flatMap(({ plan }) => changedResources(plan));
  const number = (...kinds: readonly ChangeKind[]): number => changed.filter(({ kind }) => kinds.includes(kind)).length;
  const isMet: Readonly<Record<Condition, boolean>> = {
    "replaced-connection": deployments.some(({ meaning }) => meaning.consents.some(({ kind }) => kind === "again")),
    "lost-access": deployments.some(({ meaning }) => meaning.access.changes.some(({ lost }) => lost.length > 0)),
  };
  return {
    verdict: preview.verdict,
    errors,
    warnings,
    undecided,
    changed: preview.plans.some(({ plan }) => !changesNothing(plan)),
    created: number("create", "import"),
    updated: number("update", "move"),
    replaced: number("replace"),
    destroyed: number("delete", "forget"),
    met: conditions.filter((condition) => isMet[condition]),
  };
}
