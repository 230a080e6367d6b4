/** `passthrough verify`: proves that a deployment works, as a person, end to end. */
import { Command, Option } from "commander";
import { explainObservations, type Diagnose } from "../verify/diagnosis";
import { oneOf } from "./local/choice";
import { debugOption } from "./local/command";
import { interruptible, type Interruption } from "./local/interruption";
import * as errors from "./verify/errors";
import { seconds, type VerifyCommandOptions } from "./verify/options";
import { runVerify } from "./verify/run-verify";

/** Seconds that a person is waited for. */
const usualTimeout = 300;

/** The local cloud, where a deployment can be verified without an account. */
export interface LocalVerification {
  /** Names of the faults. */
  readonly faults: readonly string[];
  /** Deploys to a local cloud, lets its people sign in, and returns the exit code. */
  run(
    chosen: string | undefined,
    options: Pick<VerifyCommandOptions, "break">,
    interruption: Interruption,
  ): Promise<number>;
}

/** What the command is made with. */
export interface VerifyCommandParts {
  /** Explains a step that failed. @default cause and fix of what was seen */
  readonly diagnose?: Diagnose;
  /** @default the published package has none */
  readonly local?: LocalVerification;
}

/** The subcommand. */
export function verifyCommand({ diagnose = explainObservations, local }: VerifyCommandParts = {}): Command {
  const command = new Command("verify")
    .helpOption("--help", "print this help")
    .exitOverride()
    .description(
      "Asks the agent of a connection with your own token for Foundry, shows you the consent link, waits until you have signed in, " +
        "approves one call of a tool, and judges each step. The call is real: choose a tool that does no harm. " +
        "The token comes from FOUNDRY_TOKEN, else from `az login`. " +
        "Exit code 0: it works; 1: a step failed, which is explained; 2: nothing can be verified.",
    )
    .argument("[deployment]", "stack name, such as weather-okta-dev, or path of a deployment file")
    .option("--connection <key>", "the connection (default: the first in the order of their keys)")
    .option(
      "--tool <tool>",
      "the tool to call, and the only one to approve (default: one that reads, by its name, else the first)",
    )
    .option("--question <text>", "what to ask (default: words that name the tool)")
    .option(
      "--second-user",
      "repeat it as somebody else, and demand another identity: token from FOUNDRY_TOKEN_SECOND, else from the sign-in of `az` in the " +
        "folder that SECOND_AZURE_CONFIG_DIR names",
    )
    .option(
      "--project-endpoint <url>",
      "where the project answers, for an account whose subdomain is not its name (default: from the deployment file)",
    )
    .addOption(
      new Option("--timeout <seconds>", "longest time for a person to sign in")
        .argParser(seconds)
        .default(usualTimeout),
    )
    .option("--no-browser", "show the consent link without opening it")
    .option("--json", "print the result as JSON, and the rest on standard error; a consent link only on a terminal")
    .addOption(debugOption)
    // Whoever runs the program looks for it there.
    .hook("preAction", (self) => void self.parent?.setOptionValue("debug", self.getOptionValue("debug")))
    .action((deployment: string | undefined, options: VerifyCommandOptions) =>
      interruptible(async (interruption) => {
        process.exitCode = options.local
          ? await runLocally(deployment, options, interruption, local)
          : await runRemotely(deployment, options, interruption, diagnose);
      }),
    );
  return local ? withLocal(command, local) : command;
}

function withLocal(command: Command, { faults }: LocalVerification): Command {
  return command
    .option("--local", "verify on the local cloud, with its own people: no account, nothing leaves this machine")
    .addOption(
      new Option("--break <fault>", "with --local: break the first connection that it can happen to")
        .choices(faults)
        .argParser(oneOf(faults)),
    );
}

async function runLocally(
  deployment: string | undefined,
  options: VerifyCommandOptions,
  interruption: Interruption,
  local: LocalVerification | undefined,
): Promise<number> {
  const given = (["connection", "tool", "question", "secondUser", "projectEndpoint", "json"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (given !== undefined)
    throw errors.notWithLocal(`--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  if (local === undefined) throw errors.needsLocal("--local");
  return local.run(deployment, options, interruption);
}

async function runRemotely(
  deployment: string | undefined,
  options: VerifyCommandOptions,
  interruption: Interruption,
  diagnose: Diagnose,
): Promise<number> {
  if (options.break !== undefined) throw errors.needsLocal("--break");
  return runVerify(deployment, options, diagnose, interruption);
}
