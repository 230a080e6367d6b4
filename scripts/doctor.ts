/** `passthrough doctor`: reads what is really there, and names the layer, the value and the fix. */
import { Command, Option } from "commander";
import { formatNames } from "../checks/report";
import { addOutput, formatName } from "./check/options";
import { debugOption } from "./local/command";
import type { Interruption } from "./local/interruption";
import { interruptible } from "./local/interruption";
import * as errors from "./doctor/errors";
import { since, type DoctorCommandOptions } from "./doctor/options";

/** The local cloud, where a deployment can be broken and examined without an account. */
export interface LocalExamination {
  /** Names of the faults. */
  readonly faults: readonly string[];
  /** Deploys to a local cloud, lets a person try, and examines it with the same arguments; returns the exit code. */
  run(
    chosen: string | undefined,
    options: DoctorCommandOptions,
    given: readonly string[],
    interruption: Interruption,
  ): Promise<number>;
}

/** The subcommand. @param local the local cloud, which the published package does not have */
export function doctorCommand(local?: LocalExamination): Command {
  const command = new Command("doctor")
    .helpOption("--help", "print this help")
    .exitOverride()
    .description(
      "Reads a live system, changes nothing, and says in one sentence which layer is broken; then the evidence and the fix. " +
        "Signs in at Azure and Entra as Azure's tools do (ARM_CLIENT_ID and ARM_CLIENT_SECRET, else `az login`), and at Okta with OKTA_API_TOKEN " +
        "or OKTA_API_CLIENT_ID and OKTA_API_PRIVATE_KEY. What may not be read is undecided. " +
        "Exit code 0: nothing is seen to be wrong; 1: something is broken; 2: nothing can be examined.",
    )
    .argument("[deployment]", "stack name, such as weather-okta-dev, or path of a deployment file")
    .option("--connection <id>", "without a deployment file: ARM id of the Foundry project connection")
    .option("--endpoint <url>", "without access to Azure: the MCP endpoint; with --issuer, --client-id and --scopes")
    .option("--issuer <url>", "what tokens name as their issuer")
    .option("--client-id <id>", "client id of the connection, which Foundry does not give back")
    .option("--scopes <list>", "what the connection requests, separated by spaces or commas")
    .option(
      "--tenant <id>",
      "Entra tenant, where no deployment file names it (default: ARM_TENANT_ID or AZURE_TENANT_ID)",
    )
    .option("--user <login>", "would this person get in, and by what")
    .option(
      "--token <source>",
      "judge a person's access token for the endpoint, and ask the endpoint with it; - reads it from standard input",
    )
    .option("--log <file>", "read the server's own log; - reads it from standard input")
    .addOption(
      new Option("--since <time>", "tell grants that have failed since: 30m, 24h, 7d, or a date")
        .argParser(since)
        .default("24h"),
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
    .addOption(debugOption)
    // Whoever runs the program looks for it there.
    .hook("preAction", (self) => void self.parent?.setOptionValue("debug", self.getOptionValue("debug")))
    .action((deployment: string | undefined, options: DoctorCommandOptions, self: Command) =>
      interruptible(async (interruption) => {
        if (options.local === undefined && options.break !== undefined) throw errors.needsLocal();
        // The vendors' clients take a second to load, which somebody with a mistake in an argument need not wait for.
        const { runDoctor } = await import("./doctor/run-doctor.js");
        process.exitCode =
          options.local && local
            ? await local.run(deployment, options, givenTo(self), interruption)
            : await runDoctor(deployment, options);
      }),
    );
  return local ? withLocal(command, local) : command;
}

function withLocal(command: Command, { faults }: LocalExamination): Command {
  return command
    .option("--local", "examine a deployment on the local cloud: no account, nothing leaves this machine")
    .addOption(
      new Option("--break <fault>", "with --local: break the first connection that it can happen to").choices(faults),
    );
}

/** The options of a run as they were written, without those that are about the local cloud. */
function givenTo(command: Command): readonly string[] {
  const given = process.argv.slice(2);
  const [subject] = command.args;
  const own = new Set(["--local", "--break"]);
  return given.filter((argument, index) => {
    const before = given[index - 1];
    return !own.has(argument) && !argument.startsWith("--break=") && before !== "--break" && argument !== subject;
  });
}
