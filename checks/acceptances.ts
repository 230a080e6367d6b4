/**
 * `accepted-findings.yaml`: findings that may stand, each with the reason. A list of
 * `{ rule: <id>, deployment: <name>, at: <address>, reason: <text> }`.
 */
import { existsSync } from "node:fs";
import { distance } from "fastest-levenshtein";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import { rules } from "./rules";
import { mostWritten, readText } from "./wiring/readers/files";
import { InputError } from "./wiring/readers/input-error";

/** The file's name; it lies beside `cdktf.json`. */
export const acceptancesFile = "accepted-findings.yaml";

/** One finding that may stand. */
export interface Acceptance {
  /** Id of the rule. */
  readonly rule: string;
  /** Name of the deployment, as reports call it. */
  readonly deployment: string;
  /** Address of one of the finding's ends. */
  readonly at: string;
  /** Why it may stand. */
  readonly reason: string;
  readonly position: { readonly file: string; readonly line: number; readonly column: number };
}

const keys = ["rule", "deployment", "at", "reason"] as const;
type Key = (typeof keys)[number];

/** Findings that one file may accept; more is no list that a person wrote. */
const most = 10_000;

/**
 * What is accepted in the folder in which this process runs; nothing where it holds no acceptances file.
 *
 * @throws {InputError} where the file cannot be read, or with every mistake in it
 */
export function readAcceptances(): readonly Acceptance[] {
  return existsSync(acceptancesFile) ? parseAcceptances(readText(acceptancesFile, mostWritten), acceptancesFile) : [];
}

/**
 * Reads the text of an acceptances file, whose path is the one that a person is shown.
 *
 * @throws {InputError} with every mistake, each with line and column
 */
export function parseAcceptances(text: string, file: string): readonly Acceptance[] {
  return new AcceptancesReader(text, file).read();
}

class AcceptancesReader {
  private readonly lines = new LineCounter();
  private readonly problems: { readonly at: string; readonly problem: string }[] = [];
  private readonly text: string;
  private readonly file: string;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  read(): readonly Acceptance[] {
    const document = parseDocument(this.text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
    for (const { pos, message } of document.errors) this.report(pos[0], `${firstLine(message)}.`);
    const found = this.problems.length === 0 ? this.entries(document.contents) : [];
    const [first, ...rest] = this.problems;
    if (first === undefined) return found;
    const more = rest.map(({ at, problem }) => `\n${at}: ${problem}`).join("");
    throw new InputError(first.at, first.problem + more);
  }

  private entries(contents: Node | null): readonly Acceptance[] {
    if (contents === null || (isScalar(contents) && contents.value === null)) return [];
    if (!isSeq(contents)) {
      this.report(
        offsetOf(contents),
        "Expected a list of accepted findings: - { rule: …, deployment: …, at: …, reason: … }.",
      );
      return [];
    }
    if (contents.items.length > most) {
      this.report(offsetOf(contents), "There are too many accepted findings to be meant.");
      return [];
    }
    return contents.items.flatMap((item) => this.entry(item));
  }

  private entry(item: unknown): readonly Acceptance[] {
    if (!isMap(item)) {
      this.report(offsetOf(item), "Expected a map with the keys rule, deployment, at and reason.");
      return [];
    }
    const texts = new Map<Key, string>();
    for (const { key, value } of item.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const known = keys.find((each) => each === name);
      if (known === undefined) {
        this.report(
          offsetOf(key),
          `Unknown key ${quoted(name)}. Allowed are rule, deployment, at and reason.${didYouMean(name, keys)}`,
        );
        continue;
      }
      const text = isScalar(value) && typeof value.value === "string" ? value.value.trim() : "";
      if (text === "") this.report(offsetOf(value) || offsetOf(key), `${known} must be a text that is not empty.`);
      else if (known === "rule" && !rules.some(({ id }) => id === text)) {
        const ids = rules.map(({ id }) => id);
        this.report(
          offsetOf(value),
          `There is no rule ${quoted(text)}.${didYouMean(text, ids)} docs/rules.md lists them all.`,
        );
      } else texts.set(known, text);
    }
    const absent = keys.filter((key) => !item.has(key));
    for (const key of absent) {
      const why = key === "reason" ? " Nothing is accepted without a reason." : "";
      this.report(offsetOf(item), `${key} is missing.${why}`);
    }
    const [rule, deployment, at, reason] = keys.map((key) => texts.get(key));
    if (rule === undefined || deployment === undefined || at === undefined || reason === undefined) return [];
    return [{ rule, deployment, at, reason, position: { file: this.file, ...this.place(offsetOf(item)) } }];
  }

  private report(offset: number, problem: string): void {
    const { line, column } = this.place(offset);
    this.problems.push({ at: `${this.file}:${line}:${column}`, problem });
  }

  private place(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function offsetOf(node: unknown): number {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : 0;
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").replace(/[.:]$/, "");
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function didYouMean(written: string, allowed: readonly string[]): string {
  if (written.length > 64) return "";
  const [nearest] = allowed
    .map((word) => ({ word, difference: distance(written, word) }))
    .toSorted((a, b) => a.difference - b.difference);
  return nearest && nearest.difference <= Math.max(2, Math.floor(nearest.word.length / 4))
    ? ` Did you mean ${JSON.stringify(nearest.word)}?`
    : "";
}
