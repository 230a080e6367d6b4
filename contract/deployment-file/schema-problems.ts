import type { z } from "zod";

import type { DeploymentFileProblem } from "./deployment-file-error";
import * as problems from "./problems";
import { nodeAt, placeOf, type MapNode, type SourceNode } from "./source-tree";
import { choice, nearMiss, pathText, quoted, type Step } from "./wording";

type Issue = z.core.$ZodIssue;

/**
 * Says what the schema found wrong in the words of the file, each at its position.
 *
 * @param root the file with all that it extends
 * @param issues what the schema found
 * @param tellMissing whether missing keys are told
 */
export function schemaProblems(root: MapNode, issues: readonly Issue[], tellMissing: boolean): DeploymentFileProblem[] {
  const told = issues.flatMap((issue) => tell(root, issue, []));
  // A key that was only misspelled is not missing as well.
  const misspelled = new Set(told.flatMap(({ meant }) => meant ?? []));
  return told
    .filter(({ missing, problem }) => !missing || (tellMissing && !misspelled.has(problem.path)))
    .map(({ problem }) => problem);
}

interface Told {
  readonly problem: DeploymentFileProblem;
  /** Path of the key that an unknown key was meant to be. */
  readonly meant?: string | undefined;
  readonly missing?: boolean;
}

function tell(root: MapNode, issue: Issue, prefix: readonly Step[]): Told[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(root, path, key, issue.message.split(", ")));
    case "invalid_key":
      return [{ problem: unusableName(root, path, issue.issues) }];
    case "invalid_union":
      return union(root, issue, path);
    default:
      return [value(root, path, issue, [issue])];
  }
}

function unknownKey(root: MapNode, path: readonly Step[], key: string, known: readonly string[]): Told {
  const meant = nearMiss(key, known);
  const node = nodeAt(root, path);
  const entry = node?.kind === "map" ? node.entries.get(key) : undefined;
  const place = { position: entry?.keyPosition ?? placeOf(root, path).position, path: pathText([...path, key]) };
  return {
    problem: problems.unknownKey(place, key, pathText(path), known, meant),
    meant: meant === undefined ? undefined : pathText([...path, meant]),
  };
}

function unusableName(root: MapNode, path: readonly Step[], issues: readonly Issue[]): DeploymentFileProblem {
  const parent = nodeAt(root, path.slice(0, -1));
  const key = String(path.at(-1));
  const entry = parent?.kind === "map" ? parent.entries.get(key) : undefined;
  const place = { position: entry?.keyPosition ?? placeOf(root, path).position, path: pathText(path) };
  return problems.unusableName(place, key, issues[0]?.message ?? "a text", rewritten(key, issues));
}

/** Of several forms, the one that was most likely meant: the one that knows most of the keys found. */
function union(root: MapNode, issue: z.core.$ZodIssueInvalidUnion, path: readonly Step[]): Told[] {
  if (issue.errors.length === 0) return [discriminator(root, issue, path)];
  const node = nodeAt(root, path);
  const atRoot = issue.errors.flatMap((issues) => issues.filter((inner) => inner.path.length === 0));
  const inside = issue.errors
    .filter((issues) => !issues.some((inner) => inner.path.length === 0 && isWrongKind(inner)))
    .map((issues) => ({ issues, known: knownKeys(node, issues) }))
    .sort((a, b) => b.known - a.known || a.issues.length - b.issues.length);
  const [best] = inside;
  if (best === undefined || (node?.kind === "map" && best.known === 0 && inside.length > 1))
    return [value(root, path, issue, atRoot)];
  return best.issues.flatMap((inner) => tell(root, inner, path));
}

function isWrongKind({ code }: Issue): boolean {
  return code === "invalid_type" || code === "invalid_value";
}

function knownKeys(node: SourceNode | undefined, issues: readonly Issue[]): number {
  if (node?.kind !== "map") return 0;
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
  );
  return node.entries.size - unknown.length;
}

function discriminator(root: MapNode, issue: z.core.$ZodIssueInvalidUnion, path: readonly Step[]): Told {
  const words = (issue.message.match(/"[^"]*"/g) ?? []).map((word) => word.slice(1, -1));
  const node = nodeAt(root, path);
  const allowed = choice(words);
  if (node?.kind !== "scalar" || node.value === null) {
    return node === undefined || node.kind === "scalar"
      ? { problem: problems.missingKey(placeOf(root, path), allowed), missing: true }
      : { problem: problems.wrongValue(placeOf(root, path), `a ${node.kind}`, allowed) };
  }
  const meant = typeof node.value === "string" ? nearMiss(node.value, words) : undefined;
  const hint = problems.didYouMean(meant);
  return { problem: problems.wrongValue(placeOf(root, path), problems.quotedScalar(node), allowed, hint) };
}

/** A wrong or missing value. Its causes are the issue itself, or what the forms of a union say about the value as a whole. */
function value(root: MapNode, path: readonly Step[], issue: Issue, causes: readonly Issue[]): Told {
  const place = placeOf(root, path);
  const node = nodeAt(root, path);
  if (issue.code === "invalid_type" && issue.expected === "never") {
    return { problem: problems.refusedCredential(place, issue.message) };
  }
  if (node === undefined || (node.kind === "scalar" && node.value === null && typeof path.at(-1) === "string")) {
    return { problem: problems.missingKey(place, issue.message), missing: true };
  }
  return { problem: problems.wrongValue(place, found(node), issue.message, hint(node, causes)) };
}

function found(node: SourceNode): string {
  switch (node.kind) {
    case "scalar":
      return problems.quotedScalar(node);
    case "list":
      return node.items.length === 0 ? "an empty list" : `a list of ${node.items.length}`;
    case "map":
      return node.entries.size === 0 ? "an empty map" : `a map of ${node.entries.size}`;
  }
}

function hint(node: SourceNode, causes: readonly Issue[]): string {
  if (node.kind !== "scalar") return "";
  const expected = new Set(causes.map((cause) => (cause.code === "invalid_type" ? cause.expected : "")));
  const { value, written } = node;
  if (typeof value !== "string") {
    return expected.has("string") && value !== null ? ` Write it in quotes: ${quoted(written)}.` : "";
  }
  const isNumber = /^[+-]?\d+$/.test(value.trim());
  if (isNumber && (expected.has("number") || expected.has("int"))) return ` Write it without quotes: ${value.trim()}.`;
  if (expected.has("boolean")) {
    if (/^(true|yes|on|y)$/i.test(value)) return " Write it as true, without quotes.";
    if (/^(false|no|off|n)$/i.test(value)) return " Write it as false, without quotes.";
  }
  const words = causes.flatMap((cause) => (cause.code === "invalid_value" ? cause.values.map(String) : []));
  const meant = nearMiss(value, words) ?? rewritten(value, causes);
  if (meant === undefined && expected.has("array")) return ` Write it as a list: [${quoted(value)}].`;
  return problems.didYouMean(meant);
}

/** Slips that have one likely correction; it is offered where it has the form that is asked for. */
const corrections: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.trim().toLowerCase(),
  (text) =>
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[ _.]+/g, "-"),
  (text) => text.toLowerCase().replaceAll(/[ {}]/g, ""),
  // An address instead of its host name, and the admin console's host name.
  (text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\/([^/?#:]*).*$/, "$1")
      .replace(/^([^.]*)-admin\./, "$1."),
];

function rewritten(text: string, issues: readonly Issue[]): string | undefined {
  if (text.trim() === "" || text.length > 256) return undefined;
  for (const issue of issues) {
    if (issue.code !== "invalid_format" || issue.pattern === undefined) continue;
    const form = patternOf(issue.pattern);
    const corrected = corrections.map((correct) => correct(text)).find((other) => other !== text && form.test(other));
    if (corrected !== undefined) return corrected;
  }
  return undefined;
}

/** zod writes the pattern of an issue as `/…/flags`. */
function patternOf(written: string): RegExp {
  const [, source = "(?!)", flags] = /^\/(.*)\/([a-z]*)$/s.exec(written) ?? [];
  return new RegExp(source, flags);
}
