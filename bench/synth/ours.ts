/** Reads and synthesizes every deployment file of a folder: `ours.ts <folder of files> <output folder>`. Prints a measurement. */
import { App } from "cdktf";
import { findDeploymentFiles, readDeployments } from "../../contract/deployment-file";
import { stackName } from "../../contract/names";
import { PassthroughStack } from "../../stacks/passthrough-stack";
import { measure } from "../measurement";

const [folder = "", outdir = ""] = process.argv.slice(2);

measure(() => {
  const app = new App({ outdir, stackTraces: false });
  for (const deployment of readDeployments(findDeploymentFiles(folder))) {
    new PassthroughStack(app, stackName(deployment), { deployment });
  }
  app.synth();
});
