import type { WriteStream } from "node:tty";

/** One thing that was shown, or was not. */
export interface Proof {
  /** What holds, as a sentence. */
  readonly claim: string;
  /** Why it does not hold, one line each; empty where it does. */
  readonly failures: readonly string[];
  /** Why nobody could see whether it holds, one line each; empty where nothing was there to show it with. @default it was shown */
  readonly notShown?: readonly string[];
}

/** A stretch of time with a name. */
interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** Prints what happens while it happens, and what it came to. */
export class Report {
  private readonly out: WriteStream | NodeJS.WritableStream;
  private readonly phases: Phase[] = [];
  private readonly proofs: Proof[] = [];
  private readonly assumed: string[] = [];
  private readonly begun = performance.now();
  private unfinishedLine = false;

  constructor(out: WriteStream | NodeJS.WritableStream) {
    this.out = out;
  }

  /** A line of text. */
  line(text = ""): void {
    this.clear();
    this.out.write(`${text}\n`);
  }

  /** Something that a terminal shows until the next line; other outputs leave it out. */
  progress(text: string): void {
    if (!("isTTY" in this.out) || !this.out.isTTY) return;
    this.clear();
    this.out.write(text.slice(0, this.out.columns - 1));
    this.unfinishedLine = true;
  }

  /** Runs a part of the job and tells its time. */
  async phase<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
    this.progress(`${name} …`);
    const begun = performance.now();
    const result = await run();
    const seconds = (performance.now() - begun) / 1000;
    this.phases.push({ name, seconds });
    this.line(`${name} (${seconds.toFixed(1)} s)`);
    return result;
  }

  /** Keeps a proof for the summary. */
  prove(proof: Proof): void {
    this.proofs.push(proof);
  }

  /** Keeps what the local cloud assumes where the vendors leave a question open. */
  assume(answers: readonly string[]): void {
    this.assumed.push(...answers);
  }

  /** Prints proofs and times; returns whether everything held. */
  summary(): boolean {
    this.line();
    for (const { claim, failures, notShown } of this.proofs) {
      const sign = failures.length > 0 ? "✘" : notShown === undefined ? "✔" : "–";
      const why = notShown?.length === 0 ? ", because nothing here could show it" : "";
      this.line(`  ${sign} ${claim}${notShown === undefined ? "" : `: not shown${why}`}`);
      for (const line of [...failures, ...(notShown ?? [])]) this.line(`      ${line}`);
    }
    const total = (performance.now() - this.begun) / 1000;
    const parts = this.phases.map(({ name, seconds }) => `${name.toLowerCase()} ${seconds.toFixed(1)} s`);
    this.line();
    this.line(`${total.toFixed(1)} s in all: ${parts.join(", ")}.`);
    this.closing();
    return this.proofs.every(({ failures }) => failures.length === 0);
  }

  /** Says what was assumed, and what all of it proves. */
  closing(): void {
    if (this.assumed.length > 0) {
      this.line("Assumed where the vendors leave a question open (rehearsal/switches.ts):");
      for (const row of rowsOf(this.assumed)) this.line(`  ${row}`);
    }
    this.line("The local cloud imitates documented behaviour; it is no proof of what a real cloud would do.");
  }

  /** Takes back what `progress` shows. */
  clear(): void {
    if (this.unfinishedLine) this.out.write("\r\u001b[2K");
    this.unfinishedLine = false;
  }
}

const widestRow = 118;

/** Words in rows that fit into a wide terminal. */
function rowsOf(words: readonly string[]): readonly string[] {
  return words.reduce<readonly string[]>((rows, word) => {
    const last = rows.at(-1);
    const longer = `${last ?? ""}, ${word}`;
    return last === undefined || longer.length > widestRow ? [...rows, word] : [...rows.slice(0, -1), longer];
  }, []);
}
