/** What one process needed for one task. */
export interface Measurement {
  /** Processor time, not time on the clock: what others do on the machine does not show. */
  readonly milliseconds: number;
  /** Highest resident memory of the process so far, in megabytes. */
  readonly megabytes: number;
}

/** Runs something once and prints its measurement as JSON on the last line. */
export function measure(run: () => void): void {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`\n${JSON.stringify({ milliseconds, megabytes } satisfies Measurement)}\n`);
}
