/**
 * The cdktf app: one stack for each file in `deployments/`, or for those that `DEPLOYMENT` names by stack or path, separated by commas.
 * `cdktf list`, `synth`, `diff`, `deploy`, `output` and `destroy` run it.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { DeploymentFileError } from "./contract/deployment-file";
import { chosenInEnvironment, selectDeployments } from "./contract/deployment-file/select-deployments";
import { stackName } from "./contract/names";
import { protectLocalState, protectStackFolder } from "./stacks/local-state";
import { PassthroughStack } from "./stacks/passthrough-stack";

/** Exit code of bad input, as of every command of this project. */
const badInput = 2;

function synthesize(): void {
  const deployments = selectDeployments(chosenInEnvironment(process.env));

  const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  mkdirSync(outdir, { recursive: true });
  // The manifest of an earlier run would survive a failure and be deployed.
  rmSync(join(outdir, "manifest.json"), { force: true });

  // Stack traces in the metadata would differ from machine to machine and cost a quarter of the time.
  const app = new App({ outdir, stackTraces: false });
  for (const deployment of deployments) new PassthroughStack(app, stackName(deployment), { deployment });
  app.synth();

  for (const deployment of deployments) {
    protectStackFolder(outdir, stackName(deployment));
    if (deployment.backend.type === "local") protectLocalState(outdir, stackName(deployment));
  }
}

try {
  synthesize();
} catch (error) {
  if (!(error instanceof DeploymentFileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = badInput;
}
