import type { Journal, JournalEntry } from "../../journal";

/** Writes into Foundry's log. */
export type Log = (outcome: JournalEntry["outcome"], text: string) => void;

/** Foundry's log at one of its hosts. */
export function foundryLog(journal: Journal, host: string): Log {
  return (outcome, text) => journal.write({ party: "foundry", where: host, outcome, text });
}
