import { logToStandardOutput as log } from "../../examples/weather-server/log";

/** What a server that is measured says on SIGUSR2, beside `milliseconds` and the `number` of the answer. */
export const processorTime = "Processor time.";

/** Lets this process tell on SIGUSR2 how much processor time it has needed so far. */
export function tellProcessorTime(): void {
  let number = 0;
  process.on("SIGUSR2", () => {
    const { user, system } = process.cpuUsage();
    number += 1;
    log({ outcome: "done", text: processorTime, number, milliseconds: (user + system) / 1000 });
  });
}
