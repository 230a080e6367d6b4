/** What the systems of the local cloud write into their logs: the vendors' own words, never a token or a secret. */

/** Whose log it is. */
export type Party = "identity provider" | "gate" | "functions host" | "server" | "foundry" | "model";

/** One line of a log. */
export interface JournalEntry {
  readonly party: Party;
  /** Host name, or name of the component, for example `example.okta.com`. */
  readonly where: string;
  /** `refused`: somebody was turned away, or something failed. `done`: it went well. */
  readonly outcome: "done" | "refused";
  /** What happened, in the words of that system; no tokens, codes, secrets. */
  readonly text: string;
}

/** The logs of all systems, in the order in which they were written. */
export interface Journal {
  write(entry: JournalEntry): void;
  /** Entries from a position on. @param from what `length` was then; 0 by default */
  entries(from?: number): readonly JournalEntry[];
  readonly length: number;
}

/** An empty journal in memory. */
export function createJournal(): Journal {
  const all: JournalEntry[] = [];
  return {
    write: (entry) => {
      all.push(entry);
    },
    entries: (from = 0) => all.slice(from),
    get length() {
      return all.length;
    },
  };
}
