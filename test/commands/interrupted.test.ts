/** Interrupted commands leave no process and no file, at whatever they were. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { RunningCommand, type Ended } from "../support/command";

jest.setTimeout(120_000);

type Script = "start" | "local";

/** Runs a script until something holds, interrupts it, and judges what every interrupted command must leave: nothing. */
async function interrupted(
  [name, ...args]: readonly [Script, ...string[]],
  until: (running: RunningCommand) => boolean,
  interrupt: (running: RunningCommand) => void,
): Promise<Ended> {
  const running = new RunningCommand(process.execPath, ["--import", "tsx", `scripts/${name}.ts`, ...args]);
  try {
    await running.until(() => until(running));
    interrupt(running);
    const ended = await running.ended;
    expect(running.remains()).toEqual([]);
    return ended;
  } finally {
    await running.close();
  }
}

const ctrlC = (running: RunningCommand): void => running.interrupt("SIGINT");
const twice = (running: RunningCommand): void => {
  running.interrupt("SIGINT");
  // Two signals of the same kind may arrive as one.
  running.interrupt("SIGTERM");
};

const isStarted = ({ temporary }: RunningCommand): boolean =>
  filesIn(temporary).some((file) => file.startsWith("passthrough-local-"));

/** Whether Terraform is at work: it holds the lock of the state. */
const isApplying = ({ temporary }: RunningCommand): boolean =>
  filesIn(temporary).some((file) => file.endsWith(join(".state", ".weather-okta-dev.tfstate.lock.info")));

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    // A folder was removed while it was read.
    return [];
  }
}

test.concurrent.each([
  ["as the local cloud has started", isStarted],
  ["while Terraform applies", isApplying],
] as const)("npm start, %s", async (_moment, until) => {
  const { exitCode, stderr } = await interrupted(["start", "weather-okta-dev"], until, ctrlC);
  expect(stderr).toBe("Interrupted by SIGINT. Everything that was started has ended, and the local cloud is gone.\n");
  expect(exitCode).toBe(130);
});

test.concurrent("npm start ends at once at the second interrupt", async () => {
  const { exitCode, stdout } = await interrupted(["start", "weather-okta-dev"], isApplying, twice);
  expect([130, 143]).toContain(exitCode);
  expect(stdout).not.toContain("Second plan");
});

test.concurrent.each([
  ["Ctrl-C", ctrlC, 130],
  ["a signal to npm run local alone", (running: RunningCommand) => running.stop("SIGTERM"), 143],
] as const)("%s ends a deploy, and lets Terraform finish what it has begun", async (_cause, interrupt, expected) => {
  const deploy = "node_modules/.bin/cdktf deploy weather-okta-dev --auto-approve; echo went on";
  const { exitCode, stderr } = await interrupted(["local", "bash", "-c", deploy], isApplying, interrupt);
  expect(stderr).toContain("Gracefully shutting down...");
  // Terraform abandons its work when it is interrupted twice.
  expect(stderr).not.toContain("Two interrupts received");
  expect(stderr).toMatch(/^Interrupted by SIG(INT|TERM)\./m);
  expect(exitCode).toBe(expected);
});

test.concurrent("npm start whose reader has read enough ends in order and without a stack trace", async () => {
  const hasPrinted = ({ output }: RunningCommand): boolean => output.includes("\n");
  const { exitCode, stderr } = await interrupted(["start", "weather-okta-dev"], hasPrinted, (running) =>
    running.stopReading(),
  );
  expect(stderr).toBe("Interrupted by SIGPIPE. Everything that was started has ended, and the local cloud is gone.\n");
  expect(exitCode).toBe(141);
});

test.concurrent("a command that ignores Ctrl-C ends at the second interrupt", async () => {
  const stubborn = "trap '' INT TERM; echo ready; sleep 600; sleep 600";
  const isReady = ({ output }: RunningCommand): boolean => output.includes("ready");
  const { exitCode } = await interrupted(["local", "bash", "-c", stubborn], isReady, twice);
  expect([130, 143]).toContain(exitCode);
});
