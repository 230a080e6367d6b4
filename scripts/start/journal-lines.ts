import type { JournalEntry } from "../../rehearsal/journal";

/** Entries of the logs as people read them, one a line, in their order; what is said several times in a row is said once, with its number. */
export function journalLines(entries: readonly JournalEntry[]): readonly string[] {
  const told: { readonly line: string; times: number }[] = [];
  for (const line of entries.map(lineOf)) {
    const last = told.at(-1);
    if (last?.line === line) last.times += 1;
    else told.push({ line, times: 1 });
  }
  return told.map(({ line, times }) => (times === 1 ? line : `${line} (${times} times)`));
}

function lineOf({ party, where, outcome, text }: JournalEntry): string {
  return `${outcome === "refused" ? "✘" : "·"} ${party}, ${where}: ${text}`;
}
