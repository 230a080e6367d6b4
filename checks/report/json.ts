/** For programs. The shape is documented here and changes with its version alone. */
import { standing, type Counts, type JudgedFinding, type Report, type Verdict } from "../check";
import type { Severity } from "../finding";
import type { Source } from "../wiring/value";
import { scopeMatrices, type Matrix } from "./scope-matrix";

/** One place. */
export interface JsonPlace {
  readonly address: string;
  /** Path of the attribute; empty for the whole block. */
  readonly path: string;
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
}

/** One finding. */
export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly outcome: "fail" | "undecided";
  /** What it counts as. */
  readonly standing: Severity | "undecided" | "accepted";
  readonly message: string;
  readonly ends: readonly (JsonPlace & { readonly layer: string; readonly what: string; readonly shown: string })[];
  /** Where the outcome is `fail`. */
  readonly fix?: string;
  /** Where the outcome is `undecided`. */
  readonly missing?: string;
  /** The reason, where the finding is accepted. */
  readonly accepted?: string;
}

/** The document. */
export interface JsonReport {
  readonly version: 1;
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly deployments: readonly {
    readonly name: string;
    readonly origin: string;
    readonly scopes: readonly Matrix[];
    readonly findings: readonly JsonFinding[];
  }[];
  readonly needlessAcceptances: readonly {
    readonly rule: string;
    readonly deployment: string;
    readonly at: string;
    readonly reason: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/** Formats a report as JSON. */
export function json(report: Report): string {
  return `${JSON.stringify(jsonReport(report), undefined, 2)}\n`;
}

function jsonReport({ verdict, counts, deployments, needless }: Report): JsonReport {
  return {
    version: 1,
    verdict,
    counts,
    deployments: deployments.map(({ wiring, findings }) => ({
      name: wiring.name,
      origin: wiring.origin,
      scopes: scopeMatrices(wiring),
      findings: findings.map(jsonFinding),
    })),
    needlessAcceptances: needless.map(({ position, ...acceptance }) => ({ ...acceptance, ...position })),
  };
}

function jsonFinding(finding: JudgedFinding): JsonFinding {
  const { rule, severity, outcome, message, ends, fix, missing, accepted } = finding;
  return {
    rule,
    severity,
    outcome,
    standing: standing(finding),
    message,
    ends: ends.map(({ layer, what, shown, source }) => ({ layer, what, shown, ...jsonPlace(source) })),
    ...(fix !== undefined && { fix }),
    ...(missing !== undefined && { missing }),
    ...(accepted !== undefined && { accepted }),
  };
}

function jsonPlace({ address, path, position }: Source): JsonPlace {
  return { address, path, ...position };
}
