/** What is wrong with a live system, in one sentence, and what leads to it. */
import { judge, standing, type JudgedFinding, type Report } from "../../checks/check";
import type { Layer } from "../../checks/finding";
import { scopeMatrices } from "../../checks/report/scope-matrix";
import { rules } from "../../checks/rules";
import { entraClientOf } from "../../checks/wiring/relations";
import { textOf } from "../../checks/wiring/value";
import type { Connection, Wiring } from "../../checks/wiring/wiring";
import type { Difference } from "../drift/fact";
import { isObserved, symptoms, type SymptomId } from "../symptoms";
import { blamedBy, byOrder, differencesOf } from "./blame";
import { differenceRule, gapRule, liveRules } from "./live-rules";
import type { LiveSystem } from "./live-system";

/** What comes first in the report. */
export interface Diagnosis {
  /** `broken`: people suffer from it. `undecided`: nothing is seen, and not everything could be looked at. */
  readonly verdict: "healthy" | "undecided" | "broken";
  /** Who is to blame. @default nobody is */
  readonly layer?: Layer;
  /** One sentence. */
  readonly sentence: string;
  /** What to write or set, and where; the first is what the sentence is about. */
  readonly fixes: readonly string[];
  /** Everything that was found, in the form of the checks. */
  readonly report: Report;
}

/** What a diagnosis is made with. */
export interface DiagnoseOptions {
  /** @default nothing is known of what was meant */
  readonly differences?: readonly Difference[];
  /** How to bring the system back to its file. @default there is no file */
  readonly apply?: string;
  readonly now: Date;
}

/** Judges a live system by the rules of the checks and by what only a live system shows. */
export function diagnose(system: LiveSystem, { differences = [], apply = "", now }: DiagnoseOptions): Diagnosis {
  const report = judge([system.wiring], [], {
    rules: [
      ...liveRules({ system, differences, apply, now }),
      ...rules.filter(({ id }) => !(system.isPart === true && aboutAllConnections.has(id))),
    ],
  });
  const findings = report.deployments.flatMap((deployment) => deployment.findings);
  const refused = system.person?.filter(({ outcome }) => outcome === "refused") ?? [];
  const [main] = suspectsOf(findings, differences);
  if (main !== undefined) {
    const { finding, layer } = main;
    return {
      verdict: "broken",
      layer,
      sentence: brokenSentence(system.wiring, main),
      fixes: fixesFor(finding, layer, differences, apply),
      report,
    };
  }
  const [person] = refused;
  if (person !== undefined) {
    return {
      verdict: "broken",
      layer: "access policy",
      sentence: `The layer "access policy" refuses ${JSON.stringify(person.login)} at connection ${JSON.stringify(person.connection)}: ${person.why}`,
      fixes: person.fix === undefined ? [] : [person.fix],
      report,
    };
  }
  return unsuspicious(system, findings, report);
}

/** What was meant is known where the system differs from its file; else both sides of a disagreement can be mended. */
function fixesFor(
  finding: JudgedFinding,
  layer: Layer,
  differences: readonly Difference[],
  apply: string,
): readonly string[] {
  const inLayer = differences.filter((difference) => difference.layer === layer);
  const exact = differencesOf(finding, inLayer);
  const causes = exact.length > 0 ? exact : inLayer;
  if (causes.length === 0) return finding.fix === undefined ? [] : [finding.fix];
  const back = causes.map(({ what, inFile, live }) => {
    const { file = "", line = 1 } = inFile.source.position ?? {};
    return `Set back the ${what}: ${inFile.shown}, as ${file}:${line} says; it is ${live.shown}.`;
  });
  return [...back, apply];
}

/** What takes a connection that was not looked at for one that is not there. */
const aboutAllConnections: ReadonlySet<string> = new Set(["exposed-scope-unused", "group-scope-through-other-client"]);

interface Suspect {
  readonly finding: JudgedFinding;
  readonly layer: Layer;
  readonly weight: number;
}

/**
 * What may be the cause, the likeliest first. An error that stands where the system differs from its file is the cause more likely than one
 * that only follows; a difference alone is one where nothing else is; and what was logged may be over.
 */
function suspectsOf(findings: readonly JudgedFinding[], differences: readonly Difference[]): readonly Suspect[] {
  const suspects = findings.flatMap((finding): readonly Suspect[] => {
    const state = standing(finding);
    if (finding.rule === gapRule || (state !== "error" && state !== "warning")) return [];
    const layer = blamedBy(finding, differences);
    const differs = differencesOf(finding, differences).length > 0;
    if (finding.rule === differenceRule) return [{ finding, layer, weight: 3 }];
    if (state === "warning") return differs ? [{ finding, layer, weight: 2 }] : [];
    if (isObserved(finding.rule)) return [{ finding, layer, weight: isConsequence(finding.rule) ? 4 : 2 }];
    return [{ finding, layer, weight: differs ? 0 : 1 }];
  });
  return suspects.toSorted((one, other) => one.weight - other.weight || byOrder(one.layer, other.layer));
}

/** What Foundry shows to a person has its cause elsewhere. */
function isConsequence(id: SymptomId): boolean {
  return symptoms[id].vendor === "Foundry";
}

function brokenSentence(wiring: Wiring, { finding, layer }: Suspect): string {
  const [first = ""] = finding.message.split(/(?<=[.!?]) (?=\p{Lu})/u);
  const text = first.replace(/[.!?]$/, "");
  const what = /^(\p{Lu}\p{Ll}|A )/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return `The layer "${layer}" is broken: ${what}${admitted(wiring, finding)}.`;
}

/** What the access policy would admit, where a connection requests nothing. */
function admitted(wiring: Wiring, { rule, ends }: JudgedFinding): string {
  if (rule !== "connection-requests-no-scopes") return "";
  const connection = wiring.connections.find(({ source }) => ends.some((end) => end.source.address === source.address));
  if (connection === undefined) return "";
  const allowed = [...new Set([...allowedIn(wiring, connection), ...grantedAtEntra(wiring, connection)])];
  if (allowed.length === 0) return "";
  return `, and the access policy would admit ${allowed
    .toSorted()
    .map((scope) => JSON.stringify(scope))
    .join(", ")}`;
}

function allowedIn(wiring: Wiring, { name, address }: Connection): readonly string[] {
  const matrix = scopeMatrices(wiring).find(({ connection }) => connection === (textOf(name) ?? address));
  return (matrix?.rows ?? []).filter(({ cells }) => cells.allowed === "yes").map(({ scope }) => scope);
}

/** Where nothing is requested, nothing tells which API is meant; a client's grants tell what it may have all the same. */
function grantedAtEntra(wiring: Wiring, connection: Connection): readonly string[] {
  const client = entraClientOf(wiring, connection);
  const grants = client.outcome === "found" ? (client.found.servicePrincipal?.grants ?? []) : [];
  return grants
    .filter(({ userId }) => userId === undefined)
    .flatMap(({ scopes }) => scopes.items.flatMap((scope) => textOf(scope) ?? []));
}

function unsuspicious(
  { wiring, gaps, observations }: LiveSystem,
  findings: readonly JudgedFinding[],
  report: Report,
): Diagnosis {
  const open = findings.filter((finding) => standing(finding) === "undecided" && finding.rule !== gapRule);
  const name = JSON.stringify(wiring.name);
  const [gap] = gaps;
  if (gap !== undefined) {
    const needs = gap.needs === undefined ? gap.because : `it needs ${gap.needs}`;
    const more = gaps.length > 1 ? `, and ${gaps.length - 1} more` : "";
    return {
      verdict: "undecided",
      sentence: `Whether ${name} is healthy cannot be told: not read from ${gap.witness} are ${gap.what} (${needs})${more}.`,
      fixes: [],
      report,
    };
  }
  const seen = observations.filter(({ symptom }) => symptom === undefined).length;
  const withheld = open.filter(({ rule }) => withheldFrom.has(rule));
  if (withheld.length < open.length) {
    const [first, ...others] = open.filter(({ rule }) => !withheldFrom.has(rule)).map(openText);
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    return {
      verdict: "undecided",
      sentence: `Nothing is seen to be wrong with ${name}, but it cannot be told ${first ?? ""}${more}.`,
      fixes: [],
      report,
    };
  }
  const onlySignIn =
    withheld.length === 0 ? "" : "; whether each secret is its client's, a sign-in alone shows (passthrough verify)";
  return {
    verdict: "healthy",
    sentence: `${name} is healthy as far as anybody can see: its layers agree, and ${seen} answers are as they should be${onlySignIn}.`,
    fixes: [],
    report,
  };
}

/** What no vendor tells anybody: undecided in every system, also in one that works. */
const withheldFrom: ReadonlySet<string> = new Set(["client-secret-missing", "secret-of-other-app", "host-key-on"]);

/** What a finding leaves open, as a clause. */
function openText({ message, missing }: JudgedFinding): string {
  const what = message
    .replace(/ cannot be told\.$/, "")
    .replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
  return missing === undefined ? what : `${what} (${missing})`;
}
