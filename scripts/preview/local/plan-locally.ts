import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "../../../contract/deployment";
import { selectDeployments } from "../../../contract/deployment-file/select-deployments";
import { stackName } from "../../../contract/names";
import type { PreviewSource } from "../../../preview/form-preview";
import type { Interruption } from "../../local/interruption";
import { Processes } from "../../local/processes";
import { terraformVersion } from "../../local/terraform";
import { openLocalWorkspace } from "../../local/workspace";
import { doesNotFit, unknownChange } from "../errors";
import { sourceOf } from "../plan-deployments";
import { Planner, type Site } from "../planner";
import { type ChangeName, changeNamed, changeNames } from "./changes";
import type { Configuration } from "./configuration";
import { changedDeployment } from "./prepare";

/**
 * Deploys what is there before a change to a local cloud, and plans the change.
 *
 * @param change its name
 * @param chosen stack names or paths; none means the last of all deployment files
 * @param site what the planner needs beside the local cloud
 * @param interruption ends what runs
 * @throws {CannotPreview} where there is no such change, it cannot happen to a deployment, or Terraform fails
 * @throws {Interrupted}
 */
export async function planLocally(
  change: string,
  chosen: readonly string[],
  site: Pick<Site, "grammar" | "hostFileOf" | "privateOutput">,
  interruption: Interruption,
): Promise<readonly PreviewSource[]> {
  const name = changeNames.find((each) => each === change);
  if (name === undefined) throw unknownChange(change, changeNames);
  terraformVersion();
  const all = selectDeployments(chosen);
  const before = chosen.length > 0 ? all : all.slice(-1);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "passthrough-change-")));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.on("exit", removeFolder);
  try {
    const after = before.map((deployment) => changedDeployment(name, deployment, folder));
    return await planned(name, { before, after }, site, interruption);
  } finally {
    removeFolder();
    process.off("exit", removeFolder);
  }
}

interface Deployments {
  readonly before: readonly Deployment[];
  readonly after: readonly Deployment[];
}

async function planned(
  name: ChangeName,
  { before, after }: Deployments,
  site: Pick<Site, "grammar" | "hostFileOf" | "privateOutput">,
  interruption: Interruption,
): Promise<readonly PreviewSource[]> {
  const { fromNothing = false, override, planArguments = [] } = changeNamed(name);
  const processes = new Processes(interruption);
  // What either names exists, as it does where a pull request is opened.
  const workspace = await openLocalWorkspace([...before, ...after]);
  try {
    const { output, environment } = workspace;
    const planner = new Planner({ ...site, processes, output, environment });
    const stacks = before.map(stackName);
    if (!fromNothing) {
      await planner.synthesize(filesOf(before), stacks);
      for (const stack of stacks) await deploy(stack, planner);
    }
    await planner.synthesize(filesOf(after), stacks);
    const sources: PreviewSource[] = [];
    for (const deployment of after) {
      if (override) overrideConfiguration(name, deployment, planner);
      sources.push(await sourceOf(stackName(deployment), planArguments, planner, site));
    }
    return sources;
  } finally {
    processes.close();
    await workspace.close();
  }
}

async function deploy(stack: string, planner: Planner): Promise<void> {
  await planner.terraform(stack, "init", "-input=false", "-no-color");
  await planner.terraform(stack, "apply", "-auto-approve", "-input=false", "-no-color");
}

function overrideConfiguration(name: ChangeName, deployment: Deployment, planner: Planner): void {
  const file = planner.configurationFile(stackName(deployment));
  const configuration = JSON.parse(readFileSync(file, "utf8")) as Configuration;
  if (changeNamed(name).override?.(configuration, deployment) !== true) {
    throw doesNotFit(name, stackName(deployment), "its access policy has no scope of the API.");
  }
  writeFileSync(file, JSON.stringify(configuration, undefined, 2));
}

function filesOf(deployments: readonly Deployment[]): readonly string[] {
  return deployments.map(({ file }) => file);
}
