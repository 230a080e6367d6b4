"use strict";
/**
 * The part of node-pty that cdktf-cli uses, over child_process.
 *
 * node-pty is native code without a build for every supported Node version, and cdktf-cli loads it before it does anything. The CLI
 * reads what Terraform prints and types answers to it; both work over pipes. What a terminal adds is lost: Terraform sees none and
 * prints no colours.
 */
const { spawn } = require("node:child_process");

const INTERRUPT = "\u0003";

/**
 * Starts a command whose output and errors arrive as one stream of text.
 * @param {string} file command
 * @param {string[]} args arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options where, and with which environment
 */
exports.spawn = function spawnWithoutTerminal(file, args, options) {
  const child = spawn(file, args, { cwd: options.cwd, env: options.env, stdio: ["pipe", "pipe", "pipe"] });
  const dataListeners = [];
  const exitListeners = [];
  const emitData = (data) => dataListeners.forEach((listener) => listener(data));
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", emitData);
  // A command that ended takes no more answers.
  child.stdin.on("error", () => undefined);
  child.on("error", (error) => emitData(`${error.message}\n`));
  child.on("close", (exitCode, signal) =>
    exitListeners.forEach((listener) => listener({ exitCode: exitCode ?? 1, signal })),
  );
  return {
    onData: (listener) => dataListeners.push(listener),
    onExit: (listener) => exitListeners.push(listener),
    write: (data) => (data === INTERRUPT ? child.kill("SIGINT") : child.stdin.write(data)),
  };
};
