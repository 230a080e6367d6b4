/** What a preview knows. `form-preview.ts` forms it, `render/` shows it. */
import type { JudgedFinding, Verdict } from "../checks/check";
import type { Acceptance } from "../checks/acceptances";
import type { Wiring } from "../checks/wiring/wiring";
import type { ConnectionPair } from "./pairs";
import type { Discretion } from "./discretion/discretion";
import type { Meaning } from "./people/meaning";
import type { Plan } from "./plan/plan";

/** One deployment before and after the apply. */
export interface DeploymentPreview {
  readonly name: string;
  /** What its layers say now. @default there is nothing yet */
  readonly before?: Wiring;
  /** What they will say. @default nothing will be left */
  readonly after?: Wiring;
  readonly connections: readonly ConnectionPair[];
  /** What the rules find in its configuration and its plan together. Errors first. */
  readonly findings: readonly JudgedFinding[];
  /** What the change means for people. */
  readonly meaning: Meaning;
}

/** One plan, which may hold several deployments. */
export interface PlanPreview {
  readonly plan: Plan;
  readonly deployments: readonly DeploymentPreview[];
}

/** Everything that a comment shows. */
export interface Preview {
  /** Of the checks, over all deployments. */
  readonly verdict: Verdict;
  readonly plans: readonly PlanPreview[];
  /** Whether the configuration was judged as well, for every plan. */
  readonly configurationJudged: boolean;
  /** Acceptances that no finding needs. */
  readonly needless: readonly Acceptance[];
  /** Decides what of it may be shown. */
  readonly discretion: Discretion;
}

/** All deployments. */
export function deploymentsOf({ plans }: Preview): readonly DeploymentPreview[] {
  return plans.flatMap(({ deployments }) => deployments);
}
