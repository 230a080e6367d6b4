/** Judges wirings by every rule. */
import type { Acceptance } from "./acceptances";
import type { Finding, Severity } from "./finding";
import { rules, ruleById } from "./rules";
import type { Rule } from "./rule";
import type { Wiring } from "./wiring/wiring";

/** A finding with what is made of it. */
export interface JudgedFinding extends Finding {
  readonly severity: Severity;
  /** The written reason why it may stand. @default nobody accepted it */
  readonly accepted?: string;
}

/** What the rules found in one deployment. */
export interface JudgedWiring {
  readonly wiring: Wiring;
  /** Errors first, then warnings, what is undecided, and what is accepted; each in the order of the rules. */
  readonly findings: readonly JudgedFinding[];
}

/**
 * `fail`: a rule of severity error fails and nobody accepted it. `undecided`: none does, and something cannot be told.
 * `pass`: neither. Warnings change nothing.
 */
export type Verdict = "pass" | "fail" | "undecided";

/** Findings by what they count as; accepted ones count as accepted alone. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly undecided: number;
  readonly accepted: number;
}

/** Everything that a report shows. */
export interface Report {
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly deployments: readonly JudgedWiring[];
  /** Acceptances that no finding needs. */
  readonly needless: readonly Acceptance[];
  /** What the deployments were judged by. */
  readonly rules: readonly Rule[];
}

/** How wirings are judged. */
export interface JudgeOptions {
  /** @default every rule of this package */
  readonly rules?: readonly Rule[];
}

/** Judges deployments, and tells which findings may stand. */
export function judge(
  wirings: readonly Wiring[],
  acceptances: readonly Acceptance[] = [],
  options: JudgeOptions = {},
): Report {
  const used = new Set<Acceptance>();
  const judgedBy = options.rules ?? rules;
  const deployments = wirings.map((wiring): JudgedWiring => {
    const findings: JudgedFinding[] = [];
    for (const { judge: judgeByRule, severity } of judgedBy) {
      for (const finding of judgeByRule(wiring)) {
        const matching = acceptances.filter((acceptance) => accepts(acceptance, finding, wiring));
        matching.forEach((acceptance) => used.add(acceptance));
        const [first] = matching;
        findings.push({ ...finding, severity, ...(first && { accepted: first.reason }) });
      }
    }
    return { wiring, findings: findings.toSorted((a, b) => rank(a) - rank(b)) };
  });
  const counts = count(deployments.flatMap(({ findings }) => findings));
  return {
    verdict: counts.errors > 0 ? "fail" : counts.undecided > 0 ? "undecided" : "pass",
    counts,
    deployments,
    needless: acceptances.filter((acceptance) => !used.has(acceptance)),
    rules: judgedBy,
  };
}

/** Counts findings. */
export function count(findings: readonly JudgedFinding[]): Counts {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const failed = open.filter(({ outcome }) => outcome === "fail");
  return {
    errors: failed.filter(({ severity }) => severity === "error").length,
    warnings: failed.filter(({ severity }) => severity === "warning").length,
    undecided: open.length - failed.length,
    accepted: findings.length - open.length,
  };
}

/** What a finding counts as. */
export function standing({ accepted, outcome, severity }: JudgedFinding): Severity | "undecided" | "accepted" {
  if (accepted !== undefined) return "accepted";
  return outcome === "undecided" ? "undecided" : severity;
}

const ranks = { error: 0, warning: 1, undecided: 2, accepted: 3 } as const;

function rank(finding: JudgedFinding): number {
  return ranks[standing(finding)];
}

/** The rule that found something. */
export function ruleOf({ rule }: Finding): Rule | undefined {
  return ruleById(rule);
}

function accepts({ rule, deployment, at }: Acceptance, finding: Finding, { name }: Wiring): boolean {
  return rule === finding.rule && deployment === name && finding.ends.some(({ source }) => source.address === at);
}
