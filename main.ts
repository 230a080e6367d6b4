/**
 * The cdktf app: one stack for each file in `deployments/`, or for those that `DEPLOYMENT` names by stack or path, separated by commas.
 * `cdktf list`, `synth`, `diff`, `deploy`, `output` and `destroy` run it.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { FindingsError, judgeAtSynth } from "./checks/at-synth";
import { InputError } from "./checks/wiring/readers/input-error";
import { DeploymentFileError } from "./contract/deployment-file";
import { chosenInEnvironment, selectDeployments } from "./contract/deployment-file/select-deployments";
import { stackName } from "./contract/names";
import { protectLocalState, protectStackFolder } from "./stacks/local-state";
import { PassthroughStack } from "./stacks/passthrough-stack";

/** Exit codes, as of every command of this project. */
const exitCodes = { findings: 1, badInput: 2 } as const;

async function synthesize(): Promise<void> {
  const deployments = selectDeployments(chosenInEnvironment(process.env));

  const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
  mkdirSync(outdir, { recursive: true });
  // The manifest of an earlier run would survive a failure and be deployed.
  rmSync(join(outdir, "manifest.json"), { force: true });

  // Stack traces in the metadata would differ from machine to machine and cost a quarter of the time.
  const app = new App({ outdir, stackTraces: false });
  for (const deployment of deployments) new PassthroughStack(app, stackName(deployment), { deployment });
  await judgeAtSynth(app, { deployments });
  app.synth();

  for (const deployment of deployments) {
    protectStackFolder(outdir, stackName(deployment));
    if (deployment.backend.type === "local") protectLocalState(outdir, stackName(deployment));
  }
}

/** The exit code for what a person can mend, whose message says how; undefined for a defect. */
function exitCodeFor(error: unknown): number | undefined {
  if (error instanceof FindingsError) return exitCodes.findings;
  return error instanceof DeploymentFileError || error instanceof InputError ? exitCodes.badInput : undefined;
}

synthesize().catch((error: unknown) => {
  const exitCode = exitCodeFor(error);
  if (exitCode === undefined || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = exitCode;
});
