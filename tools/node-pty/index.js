"use strict";
/**
 * The part of node-pty that cdktf-cli uses, over child_process.
 *
 * node-pty is native code without a build for every supported Node version, and cdktf-cli loads it before it does anything. The CLI
 * reads what Terraform prints and types answers to it; both work over pipes. What a terminal adds is lost: Terraform does not know
 * the width of the screen.
 */
const { spawn } = require("node:child_process");
const { readSync } = require("node:fs");

const INTERRUPT = "\u0003";
/** Exit code after Ctrl-C, as shells count. */
const INTERRUPTED = 130;
/** What the CLI answers by writing INTERRUPT, the first time. */
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGQUIT"];

/**
 * Starts a command whose output and errors arrive as one stream of text.
 * @param {string} file command
 * @param {string[]} args arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options where, and with which environment
 */
exports.spawn = function spawnWithoutTerminal(file, args, options) {
  const { cwd, env } = options;
  // A session of its own, as on a terminal of its own: the person's Ctrl-C must reach Terraform once, through the CLI. Reaching it
  // from the terminal as well, it would be a second interrupt, at which Terraform abandons what it is doing.
  const detached = process.platform !== "win32";
  const child = spawn(file, args, { cwd, env, detached, stdio: ["pipe", "pipe", "pipe"] });
  const dataListeners = [];
  const exitListeners = [];
  let interrupted = false;
  const emitData = (data) => {
    // The CLI stops listening when it is interrupted, while Terraform still says what it waits for.
    if (interrupted) process.stderr.write(data);
    else dataListeners.forEach((listener) => listener(data));
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", emitData);
  // A command that ended takes no more answers.
  child.stdin.on("error", () => undefined);

  const interrupt = () => {
    interrupted = true;
    signal(child, detached, "SIGINT");
  };
  const stopListening = onInterrupt(interrupt);
  const onExit = () => {
    if (!interrupted) interrupt();
    waitForEnd(child);
  };
  process.on("exit", onExit);

  child.on("error", (error) => emitData(`${error.message}\n`));
  child.on("close", (exitCode, endedBy) => {
    stopListening();
    process.off("exit", onExit);
    exitListeners.forEach((listener) => listener({ exitCode: exitCode ?? 1, signal: endedBy }));
  });
  return {
    onData: (listener) => dataListeners.push(listener),
    onExit: (listener) => exitListeners.push(listener),
    write: (data) => (data === INTERRUPT ? interrupt() : child.stdin.write(data)),
  };
};

/**
 * Calls back for the interrupts that the CLI does not pass on: every signal but the first, a terminal that was closed, and Ctrl-C at
 * its question for approval, where it reads the keyboard raw, so that Ctrl-C is a key. Returns what undoes this.
 */
function onInterrupt(interrupt) {
  let signals = 0;
  const onSignal = () => {
    signals += 1;
    if (signals > 1) interrupt();
  };
  const onKey = (key) => {
    if (!String(key).includes(INTERRUPT)) return;
    // The CLI takes this for an end like any other.
    process.exitCode = INTERRUPTED;
    interrupt();
  };
  for (const name of PASSED_ON) process.on(name, onSignal);
  process.on("SIGHUP", interrupt);
  // Unlike `on`, this does not start reading: it sees the keys that the CLI reads.
  if (process.stdin.isTTY) process.stdin.prependListener("data", onKey);
  return () => {
    for (const name of PASSED_ON) process.off(name, onSignal);
    process.off("SIGHUP", interrupt);
    if (process.stdin.isTTY) process.stdin.off("data", onKey);
  };
}

/**
 * Waits for a command to end while this process exits. The CLI exits as soon as it is interrupted; a terminal that vanished with it
 * would end Terraform in the middle of a request, and what that request creates would be in no state.
 */
function waitForEnd(child) {
  // What answers signals no longer runs: the next Ctrl-C ends this process.
  for (const name of [...PASSED_ON, "SIGHUP"]) process.removeAllListeners(name);
  const streams = [child.stdout, child.stderr].map((stream) => stream._handle?.fd);
  const open = new Set(streams.filter((fd) => fd >= 0));
  const buffer = new Uint8Array(65536);
  while (open.size > 0) {
    for (const fd of open) {
      const length = readNow(fd, buffer);
      if (length > 0) process.stderr.write(buffer.subarray(0, length));
      else if (length === 0) open.delete(fd);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Reads what there is; returns 0 at the end, and nothing where there is nothing yet. */
function readNow(fd, buffer) {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if (error.code === "EAGAIN") return undefined;
    // Whatever else is wrong with it, nothing more comes from it.
    return 0;
  }
}

/** Signals a command with all that it started, as a terminal does. */
function signal(child, detached, name) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(detached ? -child.pid : child.pid, name);
  } catch (error) {
    // It ended in the meantime.
    if (error.code !== "ESRCH") throw error;
  }
}
