/** `passthrough check`: judges what the layers of deployments say, before anything is deployed. */
import { Command, Option } from "commander";
import { acceptancesFile } from "../checks/acceptances";
import { formatNames } from "../checks/report";
import { addOutput, addText, formatName, type CheckOptions } from "./check/options";
import { defaultPath, runCheck } from "./check/run-check";

/** The subcommand. */
export function checkCommand(): Command {
  return new Command("check")
    .helpOption("--help", "print this help")
    .exitOverride()
    .description(
      "Judges synthesized output, Terraform configuration, plans and states by every rule. " +
        "Exit code 0: no error; 1: errors; 2: the input cannot be judged. " +
        `Findings that may stand are listed in ${acceptancesFile}.`,
    )
    .argument(
      "[path...]",
      `cdktf.out, a folder of .tf files, or a JSON file: plan, state or one stack (default: ${defaultPath})`,
    )
    .addOption(
      new Option("--format <format>", `what to print: ${formatNames.join(", ")} (default: text)`).argParser(formatName),
    )
    .addOption(
      new Option("--output <format=file>", "write a report to a file as well; may be repeated")
        .argParser(addOutput)
        .default([], "none"),
    )
    .option("--strict", "exit with 1 where anything is undecided")
    .option("--server <folder>", "the MCP server's folder, which holds host.json (default: from the deployment file)")
    .addOption(
      new Option("--var-file <file>", "values of input variables, as terraform -var-file; may be repeated")
        .argParser(addText)
        .default([], "none"),
    )
    .action(async (paths: readonly string[], options: CheckOptions) => {
      process.exitCode = await runCheck(paths, options);
    });
}
