/** The server's log: one JSON object a line. A token never stands in it. */

/** One line. */
export interface LogEntry {
  /** `refused`: somebody was turned away. `warning`: somebody will be. `done`: it went well. */
  readonly outcome: "done" | "refused" | "warning";
  /** What happened, in one sentence. */
  readonly text: string;
  /** Whatever helps to find the cause. */
  readonly [detail: string]: unknown;
}

/** Writes one line. */
export type Log = (entry: LogEntry) => void;

/** Writes to the standard output what went well, and the rest to the standard error output. The Functions host collects both. */
export const logToStandardOutput: Log = (entry) => {
  const line = `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`;
  (entry.outcome === "done" ? process.stdout : process.stderr).write(line);
};
