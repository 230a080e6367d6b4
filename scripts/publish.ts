/** `passthrough publish`: brings the MCP server of a deployment to its function app. */
import { Command, Option } from "commander";
import { selectDeployments } from "../contract/deployment-file/select-deployments";
import { credentialOf } from "../doctor/sign-in/azure";
import { debugOption } from "./local/command";
import { interruptible, type Interruption } from "./local/interruption";
import { Processes } from "./local/processes";
import { wrongTimeout } from "./publish/errors";
import { createExchange } from "./publish/http";
import { publish } from "./publish/publish";
import { Report } from "./start/report";

/** Seconds; a new role takes minutes to be known everywhere. */
const usualTimeout = 600;

interface PublishCommandOptions {
  readonly source?: string;
  readonly build: boolean;
  readonly check: boolean;
  readonly wait: boolean;
  readonly timeout: number;
}

/** The subcommand. */
export function publishCommand(): Command {
  return (
    new Command("publish")
      .helpOption("--help", "print this help")
      .exitOverride()
      .description(
        "Builds and packs the MCP server of a deployment, publishes it to the function app with your Azure sign-in, and waits until the " +
          "endpoint answers 401 with its metadata. Exit code 0: it does; 1: publishing failed; 2: nothing can be published.",
      )
      .argument("<deployment>", "stack name, such as weather-okta-dev, or path of a deployment file")
      .option("--source <folder>", "the MCP server's folder (default: from the deployment file)")
      .option("--no-build", "publish the folder as it is, without running its build script")
      .option("--no-check", "publish although host.json does not fit the deployment")
      .option("--no-wait", "end when the package is in place, without asking the endpoint")
      .addOption(
        new Option("--timeout <seconds>", "longest time for everything after the build")
          .argParser(seconds)
          .default(usualTimeout),
      )
      .addOption(debugOption)
      // Whoever runs the program looks for it there.
      .hook("preAction", (command) => void command.parent?.setOptionValue("debug", command.getOptionValue("debug")))
      .action((deployment: string, options: PublishCommandOptions) =>
        interruptible((interruption) => run(deployment, options, interruption)),
      )
  );
}

async function run(chosen: string, options: PublishCommandOptions, interruption: Interruption): Promise<void> {
  const [deployment] = selectDeployments([chosen]);
  if (deployment === undefined) return;
  const report = new Report(process.stdout);
  const processes = new Processes(interruption);
  try {
    await publish({
      ...options,
      deployment,
      credential: await credentialOf(deployment.azure.tenantId, process.env),
      exchange: createExchange(),
      processes,
      report,
      interrupted: () => interruption.check(),
    });
  } finally {
    report.clear();
    processes.close();
  }
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 86_400) throw wrongTimeout(text);
  return value;
}
