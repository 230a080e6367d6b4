/** `passthrough preview`: what a plan does to sign-in, for those who review it. */
import { Command, Option } from "commander";
import { conditions } from "../preview/outcome";
import { addText } from "./check/options";
import { oneOf } from "./local/choice";
import { debugOption } from "./local/command";
import { parseConditions, parseFingerprint, parsePullRequest, type PreviewCommandOptions } from "./preview/options";
import { type LocalPlans, runPreview } from "./preview/run-preview";

/**
 * The subcommand.
 * @param local plans changes on the local cloud, which the published package does not have
 */
export function previewCommand(local?: LocalPlans): Command {
  const command = new Command("preview")
    .helpOption("--help", "print this help")
    .exitOverride()
    .description(
      "Plans deployments and prints, as a comment in Markdown, whether sign-in will work, what changes for whom, and what changes in detail. " +
        "Nothing secret is shown. Exit code 0: no error; 1: the checks find errors, or a condition of --fail-on is met; 2: no preview can be made.",
    )
    .argument("[deployment...]", "stack names or paths of deployment files; none means all of deployments/")
    .addOption(
      new Option("--plan <file>", "do not plan, but read what `terraform show -json <plan>` printed; one a deployment")
        .argParser(addText)
        .default([], "none"),
    )
    .addOption(
      new Option("--mask <regular expression>", "never show what this matches; may be repeated; all have 30 seconds")
        .argParser(addText)
        .default([], "none"),
    )
    .option("--output <file>", "write the whole preview to a file as well, without the limit of a comment")
    .option("--skip-unchanged", "say nothing of deployments in which nothing changes")
    .addOption(
      new Option(
        "--fail-on <conditions>",
        `exit with 1 where one is met: ${conditions.join(", ")}; separated by commas`,
      )
        .argParser(parseConditions)
        .default([], "none"),
    )
    .addOption(
      new Option(
        "--post <where>",
        "comment on the pull request, or update the comment that is there; the environment holds GITHUB_TOKEN",
      ).choices(["github"]),
    )
    .addOption(
      new Option(
        "--same-as <github or fingerprint>",
        "exit with 1 unless the change is the one that was posted to the pull request of this commit, or has this fingerprint",
      ).argParser(parseFingerprint),
    )
    .addOption(
      new Option("--pull-request <number>", "the pull request (default: from the environment of a workflow)").argParser(
        parsePullRequest,
      ),
    )
    .option("--destroy", "plan to destroy")
    .option("--no-lock", "plan without a lock on the state, for credentials that may only read")
    .option("--server <folder>", "the MCP server's folder, which holds host.json (default: from the deployment file)")
    .addOption(debugOption)
    .action(async (chosen: readonly string[], options: PreviewCommandOptions) => {
      process.exitCode = await runPreview(chosen, options, local);
    });
  return local ? withLocal(command, local) : command;
}

function withLocal(command: Command, { changes }: LocalPlans): Command {
  return command
    .option("--local", "plan a change on the local cloud: no account, nothing leaves this machine")
    .addOption(
      new Option("--change <change>", "with --local: what the pull request changes")
        .choices(changes)
        .argParser(oneOf(changes)),
    )
    .option("--list-changes", "list what --change can be");
}
