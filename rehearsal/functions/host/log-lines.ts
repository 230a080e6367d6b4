import type { Readable } from "node:stream";
import { isObject, textAt, type JsonObject } from "../../json";
import type { JournalEntry } from "../../journal";

/** Characters of a line; the rest is left out. */
const longestLine = 2_000;

/** A JSON Web Token, whole or cut. */
const token = /\beyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g;

/** What a line of a program says, without any token that stands in it. */
export type LoggedLine = Pick<JournalEntry, "outcome" | "text">;

/** Calls back with each line that a program writes. */
export function onEachLogLine(stream: Readable, receive: (line: string) => void): void {
  let pending = "";
  const emit = (line: string): void => {
    if (line.trim() !== "") receive(line);
  };
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = (pending + text).split(/\r?\n/);
    // A program that never ends its line does not fill the memory.
    pending = (lines.pop() ?? "").slice(0, longestLine);
    for (const line of lines) emit(line);
  });
  stream.on("end", () => emit(pending));
}

/**
 * Reads a line. By agreement it is a JSON object with `outcome` and `text`; anything else is taken as it is, and as bad news where
 * the program wrote it to its error output.
 */
export function readLogLine(line: string, stream: "stdout" | "stderr"): LoggedLine {
  const outcome = stream === "stdout" ? "done" : "refused";
  const parsed = parseObject(line);
  const text = parsed && textAt(parsed, "text");
  if (parsed === undefined || text === undefined) return { outcome, text: presentable(line) };
  const details = Object.entries(parsed).filter(([name]) => !["outcome", "text", "time"].includes(name));
  const shown = details.length === 0 ? "" : ` ${JSON.stringify(Object.fromEntries(details))}`;
  const said = textAt(parsed, "outcome");
  return {
    outcome: said === undefined ? outcome : said === "done" ? "done" : "refused",
    text: presentable(`${text}${shown}`),
  };
}

function parseObject(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A text that a program has a hand in, fit for the journal: without tokens, and not too long. */
export function presentable(text: string): string {
  return text.replaceAll(token, "[token]").slice(0, longestLine);
}
