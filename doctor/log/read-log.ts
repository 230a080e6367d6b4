/** What the log of a function app tells: of its server, of the Functions host, and of App Service authentication. */
import type { Layer } from "../../checks/finding";
import type { Observation } from "../evidence";
import { isObject, textAt } from "../reading/json";
import { symptoms, type SymptomId } from "../symptoms";

/** Lines that are read; what is older says little about now. */
const mostLines = 10_000;
const longestLine = 20_000;
const longestShown = 300;

/** What the example server says as the reason of a refusal. */
const reasons: Readonly<Record<string, SymptomId>> = {
  issuer: "issuer-refused",
  audience: "audience-refused",
  client: "client-not-allowed",
  "no-tool-permitted": "scope-refused",
  "tool-scope-missing": "scope-refused",
  expired: "token-expired",
};

/** What others write in words; the first that matches counts. */
const words: readonly (readonly [RegExp, SymptomId])[] = [
  [/authorization level|key is (missing|required)|(system|function|host) key/i, "host-demands-key"],
  [/\b0 functions (found|loaded)|no functions were found/i, "functions-not-found"],
];

interface Line {
  readonly text: string;
  readonly reason?: string;
  readonly time?: string;
}

/**
 * Reads a log: lines of text, lines of JSON as the example server writes them, or the JSON array that `az monitor log-analytics query`
 * prints. Of equal refusals the last is told, with how often it stands there. Nothing of a token is ever shown.
 *
 * @param text the log
 * @param name how to call it: the file, or `standard input`
 */
export function readLog(text: string, name: string): readonly Observation[] {
  const seen = new Map<SymptomId, { readonly line: Line; readonly times: number }>();
  let told = 0;
  for (const line of linesOf(text)) {
    told += 1;
    const symptom = symptomOf(line);
    if (symptom !== undefined) seen.set(symptom, { line, times: (seen.get(symptom)?.times ?? 0) + 1 });
  }
  if (seen.size === 0) {
    const nothing = `Its ${told} lines tell of no refusal that has a known cause.`;
    return [{ witness: "log", layer: "function app", seen: nothing, at: name }];
  }
  return [...seen].map(([symptom, { line, times }]) => ({
    symptom,
    witness: "log",
    layer: symptoms[symptom].layer satisfies Layer,
    seen: `The log says${times === 1 ? "" : `, ${times} times`}: ${shown(line)}.`,
    at: name,
    ...(line.time !== undefined && { time: line.time }),
  }));
}

function symptomOf({ text, reason }: Line): SymptomId | undefined {
  if (reason !== undefined && Object.hasOwn(reasons, reason)) return reasons[reason];
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

function shown({ text, reason }: Line): string {
  const masked = text.replaceAll(/eyJ[\w-]+\.[\w-]*\.?[\w-]*/g, "(a token)").replaceAll(/[\w-]{40,}/g, "(a secret)");
  return JSON.stringify((reason === undefined ? masked : `${reason}: ${masked}`).slice(0, longestShown));
}

function linesOf(text: string): readonly Line[] {
  const rows = rowsOf(text);
  if (rows !== undefined) return rows.slice(-mostLines).map(lineOfRow);
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(-mostLines)
    .map((line) => lineOf(line.slice(0, longestLine)));
}

/** What the Azure command line prints: one array for a query. */
function rowsOf(text: string): readonly unknown[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function lineOfRow(row: unknown): Line {
  const time = textAt(row, "TimeGenerated");
  return { ...lineOf((textAt(row, "Message") ?? "").slice(0, longestLine)), ...(time !== undefined && { time }) };
}

function lineOf(line: string): Line {
  try {
    const parsed: unknown = JSON.parse(line);
    if (!isObject(parsed)) return { text: line };
    const [reason, time] = [textAt(parsed, "reason"), textAt(parsed, "time")];
    return {
      text: textAt(parsed, "text") ?? "",
      ...(reason !== undefined && { reason }),
      ...(time !== undefined && { time }),
    };
  } catch {
    return { text: line };
  }
}
