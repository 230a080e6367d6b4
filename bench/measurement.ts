/** What one process needed for one task. */
export interface Measurement {
  readonly milliseconds: number;
  /** Highest resident memory of the process so far, in megabytes. */
  readonly megabytes: number;
}

/** Runs something once and prints its measurement as JSON on the last line. */
export function measure(run: () => void): void {
  const start = performance.now();
  run();
  const milliseconds = performance.now() - start;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`\n${JSON.stringify({ milliseconds, megabytes } satisfies Measurement)}\n`);
}
