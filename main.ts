/**
 * The cdktf app: one stack for each file in `deployments/`, or for the one that `DEPLOYMENT` names by its stack or its path.
 * `cdktf list`, `synth`, `diff`, `deploy`, `output` and `destroy` run it.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import {
  DeploymentFileError,
  deploymentFolder,
  findDeploymentFiles,
  readDeployments,
  resolveDeploymentFile,
} from "./contract/deployment-file";
import { stackName } from "./contract/names";
import { protectLocalState } from "./stacks/local-state";
import { PassthroughStack } from "./stacks/passthrough-stack";

/** Exit code of bad input, as of every command of this project. */
const badInput = 2;

function synthesize(): void {
  const chosen = process.env["DEPLOYMENT"];
  const files = chosen ? [resolveDeploymentFile(chosen)] : findDeploymentFiles();
  if (files.length === 0) {
    throw new DeploymentFileError([
      {
        position: { file: deploymentFolder, line: 1, column: 1 },
        path: "",
        message:
          "No deployment file here. Write one that ends in .yaml, or name one in the environment variable DEPLOYMENT.",
      },
    ]);
  }
  const deployments = readDeployments(files);

  // Stack traces in the metadata would differ from machine to machine and cost a quarter of the time.
  const app = new App({ stackTraces: false });
  // The manifest of an earlier run would survive a failure and be deployed.
  rmSync(join(app.outdir, "manifest.json"), { force: true });
  for (const deployment of deployments) new PassthroughStack(app, stackName(deployment), { deployment });
  app.synth();

  for (const deployment of deployments) {
    if (deployment.backend.type === "local") protectLocalState(app.outdir, stackName(deployment));
  }
}

try {
  synthesize();
} catch (error) {
  if (!(error instanceof DeploymentFileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = badInput;
}
