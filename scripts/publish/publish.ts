import { existsSync } from "node:fs";
import { join } from "node:path";
import { formContract, type Contract } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { advertisedScopes } from "../../contract/scopes";
import type { Processes } from "../local/processes";
import { withoutSecrets } from "../local/secrets";
import { CommandFailed } from "../start/command-failed";
import type { Report } from "../start/report";
import { uploadPackage } from "./deployment-endpoint";
import { whatIsWrong } from "./endpoint";
import { FunctionAppResource, type AzureClient } from "./function-app";
import { checkHostFile } from "./host-json";
import { packServer } from "./package";
import { Deadline } from "./waiting";

/** What is published, and how. */
export interface PublishOptions extends AzureClient {
  readonly deployment: Deployment;
  /** Folder of the server. @default the one that the deployment names */
  readonly source?: string;
  /** Whether the folder's build script is run before. */
  readonly build: boolean;
  /** Whether `host.json` must fit the deployment. */
  readonly check: boolean;
  /** Whether to wait until the endpoint answers as it must. */
  readonly wait: boolean;
  /** Seconds for everything after the build. */
  readonly timeout: number;
  readonly processes: Pick<Processes, "run">;
  readonly report: Pick<Report, "line" | "progress">;
  /** Called while something is waited for; throws where the work was interrupted. @default nothing interrupts */
  readonly interrupted?: () => void;
}

/**
 * Publishes the server of a deployment to its function app: builds, packs, sends, and proves what can be proven.
 * @throws {CannotPublish} for what a person can mend in the server's folder
 * @throws {PublishFailed} where Azure refuses, or something does not come in time
 * @throws {CommandFailed} where the build fails
 */
export async function publish(options: PublishOptions): Promise<void> {
  const { deployment, report, source = deployment.server.source, interrupted = () => undefined } = options;
  const contract = formContract(deployment);
  if (options.check) checkHostFile(source, deployment.server.hosting);
  if (options.build) await build(source, options);
  const archive = await packServer(source, deployment.server.hosting);
  const size = Math.ceil(archive.content.length / 1024);
  report.line(`Package: ${archive.files} files, ${size} kB, sha256 ${archive.hash.slice(0, 12)}`);

  const deadline = new Deadline(options.timeout, interrupted);
  const app = new FunctionAppResource(contract, options);
  report.progress(`looking for ${app.name}`);
  const host = await app.deploymentHost();
  report.progress(`sending the package to ${host}`);
  const { tenantId } = deployment.azure;
  const progress = (text: string): void => report.progress(text);
  const id = await uploadPackage({ app, tenantId, host, archive, azure: options, deadline, progress });
  report.line(`Deployed to ${app.name}: the deployment endpoint says that ${id} has gone well.`);
  if (!options.wait) return;
  if (deployment.server.hosting === "mcp-extension") await proveTools(app, contract, deadline, report);
  await proveEndpoint(contract, deadline, options);
}

async function build(folder: string, { processes, report }: PublishOptions): Promise<void> {
  if (!existsSync(join(folder, "package.json"))) return;
  report.progress(`npm run build --if-present in ${folder}`);
  const result = await processes.run("npm", ["run", "build", "--if-present"], {
    cwd: folder,
    env: withoutSecrets(process.env),
    onLine: (line) => report.progress(line.trim()),
  });
  if (result.exitCode !== 0) throw new CommandFailed("npm run build", result);
}

/** The functions behind the tools are there: told by Resource Manager, since no code runs before a tool is called. */
async function proveTools(
  app: FunctionAppResource,
  contract: Contract,
  deadline: Deadline,
  report: PublishOptions["report"],
): Promise<void> {
  const wanted = contract.scopes.flatMap(({ tools }) => tools);
  let missing = wanted;
  await deadline.until(
    async () => {
      const found = await app.tools();
      missing = wanted.filter((tool) => !found.includes(tool));
      if (missing.length > 0) report.progress(`the host has not found the tools ${missing.join(", ")} yet`);
      return missing.length === 0 ? true : undefined;
    },
    () => `The host has not found the tools ${JSON.stringify(missing)} in the package`,
  );
  report.line(`Resource Manager lists a function for each tool: ${wanted.join(", ")}.`);
}

async function proveEndpoint(contract: Contract, deadline: Deadline, options: PublishOptions): Promise<void> {
  const { exchange, report } = options;
  const { endpoint, deployment, scopes } = contract;
  const { gate, hosting } = deployment.server;
  const expected = { endpoint, gate, advertised: advertisedScopes(scopes) };
  let wrong = "";
  await deadline.until(
    async () => {
      wrong = (await whatIsWrong(exchange, expected)) ?? "";
      if (wrong !== "") report.progress(wrong);
      return wrong === "" ? true : undefined;
    },
    () => `The endpoint does not answer as it must: ${wrong}`,
  );
  report.line(`${endpoint.url} answers 401 without a token and names its metadata, which agrees with the deployment.`);
  if (gate === "easy-auth") {
    const shown = hosting === "mcp-extension" ? "" : " Whether the server behind it runs shows with the first sign-in.";
    report.line(`That answer is Easy Auth's, which gives it whether or not code is there.${shown}`);
  }
}
