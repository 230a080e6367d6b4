/** Judges the configuration of a deployment and its plan as one: each knows what the other cannot. */
import type { Acceptance } from "../checks/acceptances";
import { judge, standing, type JudgedFinding } from "../checks/check";
import type { Wiring } from "../checks/wiring/wiring";

/** What is judged of one root module. */
export interface Judgeable {
  /** @default nobody has the configuration, the plan stands alone */
  readonly configuration?: readonly Wiring[];
  /** What the plan makes of it. What is written and not planned will not be there, and is not judged. */
  readonly planned: readonly Wiring[];
}

/** What was found, by deployment of the plans. */
export interface Judged {
  readonly findings: ReadonlyMap<Wiring, readonly JudgedFinding[]>;
  /** Acceptances that nothing needs. */
  readonly needless: readonly Acceptance[];
}

/** Rules that look at what a plan does, of which a configuration says nothing. */
const ofPlansAlone: ReadonlySet<string> = new Set(["connection-changed-in-place"]);

/**
 * Rules that look at what stands in a configuration alone: conditions, validations of variables, the order of writing. What they leave
 * undecided there, a plan cannot decide.
 */
const ofConfigurationsAlone: ReadonlySet<string> = new Set([
  "group-found-by-prefix",
  "policy-order-by-chance",
  "sample-values-not-refused",
]);

/** Judges several root modules. */
export function judgeTogether(modules: readonly Judgeable[], acceptances: readonly Acceptance[]): Judged {
  const pairs = modules.flatMap(({ configuration = [], planned }) =>
    planned.map((wiring, index) => {
      const written = configuration.find(({ name }) => name === wiring.name);
      const alike = configuration.length === planned.length ? configuration[index] : undefined;
      return { planned: wiring, written: written ?? alike };
    }),
  );
  const report = judge(
    pairs.flatMap(({ planned, written }) => (written ? [written, planned] : [planned])),
    acceptances,
  );
  const found = new Map(report.deployments.map(({ wiring, findings }) => [wiring, findings]));
  const findings = new Map(
    pairs.map(({ planned, written }) => {
      const ofPlan = found.get(planned) ?? [];
      return [planned, written ? merged(found.get(written) ?? [], ofPlan) : ofPlan] as const;
    }),
  );
  return { findings, needless: report.needless };
}

/** A failure of either stands. What one cannot decide stands where the other cannot either. */
function merged(written: readonly JudgedFinding[], planned: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const failedInPlan = planned.filter(({ outcome }) => outcome === "fail");
  const alsoFailed = written.filter(({ outcome }) => outcome === "fail").filter(notAmong(failedInPlan));
  const failed = [...failedInPlan, ...alsoFailed];
  const openInConfiguration = written.filter(({ outcome }) => outcome === "undecided");
  const decided = notAmong(openInConfiguration);
  const open = planned.filter(
    (finding) => finding.outcome === "undecided" && (ofPlansAlone.has(finding.rule) || !decided(finding)),
  );
  const alsoOpen = openInConfiguration.filter(({ rule }) => ofConfigurationsAlone.has(rule)).filter(notAmong(open));
  const undecided = [...open, ...alsoOpen].filter(notAmong(failed));
  return [...failed, ...undecided].toSorted((one, other) => rank(one) - rank(other));
}

const ranks = { error: 0, warning: 1, undecided: 2, accepted: 3 } as const;

function rank(finding: JudgedFinding): number {
  return ranks[standing(finding)];
}

/** Whether no other finding is of the same rule and about a block that this one speaks of. */
function notAmong(others: readonly JudgedFinding[]): (finding: JudgedFinding) => boolean {
  const places = new Set(others.flatMap(placesIn));
  return (finding) => !placesIn(finding).some((place) => places.has(place));
}

function placesIn({ rule, ends }: JudgedFinding): readonly string[] {
  return ends.length === 0 ? [rule] : ends.map(({ source }) => `${rule} ${source.address}`);
}
