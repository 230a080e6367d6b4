/**
 * Processor time of a task in a process that has done it before, and of the first time. A fresh process interprets code that Node then
 * compiles: that costs the same for a plan of any size, and says nothing about plans. Processor time holds what collects garbage beside the
 * task as well, and leaves out what others do on the machine.
 */
import type { Measurement } from "../measurement";

/** What one process needed, with the first time told apart. */
export interface WarmMeasurement extends Measurement {
  /** The first time in the process, on the file to begin with. */
  readonly coldMilliseconds: number;
}

/** Long enough for Node to have compiled what it runs. */
const warmUpMilliseconds = 3_000;

/** Short tasks are repeated for this long, long ones some times, and the least time is told. */
const measuredMilliseconds = 500;
const leastRuns = 3;

/** Does a task on a file to begin with, again and again, then on the file that is meant. Prints a measurement of that on the last line. */
export function measureWarm(task: (path: string) => void, first: string, file: string): void {
  const coldMilliseconds = millisecondsOf(task, first);
  for (let spent = coldMilliseconds; spent < warmUpMilliseconds;) spent += millisecondsOf(task, first);
  const runs: number[] = [];
  for (let spent = 0; spent < measuredMilliseconds || runs.length < leastRuns; spent += runs.at(-1) ?? 0) {
    runs.push(millisecondsOf(task, file));
  }
  const milliseconds = Math.min(...runs);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `\n${JSON.stringify({ milliseconds, megabytes, coldMilliseconds } satisfies WarmMeasurement)}\n`,
  );
}

function millisecondsOf(task: (path: string) => void, path: string): number {
  const before = process.cpuUsage();
  task(path);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
