#!/usr/bin/env node
/** The command line of the package. Every subcommand is a file of its own beside this one. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { checkCommand } from "./check";
import { doctorCommand } from "./doctor";
import { explainCommand } from "./explain";
import { runProgram } from "./local/command";
import { previewCommand } from "./preview";
import { publishCommand } from "./publish";
import { verifyCommand } from "./verify";
import { diagnose } from "./verify/diagnose";

/** The version of this package, from the nearest `package.json` above: compiled files lie one folder deeper than their sources. */
function packageVersion(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  }
  throw new Error(`No package.json above ${__dirname}`);
}

const program = new Command("passthrough");
program
  .description("MCP servers on Azure Functions that a Microsoft Foundry agent calls as the signed-in user.")
  .version(packageVersion(), "--version", "print the version")
  .addCommand(checkCommand())
  .addCommand(doctorCommand())
  .addCommand(explainCommand())
  .addCommand(previewCommand())
  .addCommand(publishCommand())
  .addCommand(verifyCommand({ diagnose }))
  .action(() => {
    program.outputHelp();
  });
void runProgram(program);
