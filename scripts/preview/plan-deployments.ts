import { selectDeployments } from "../../contract/deployment-file/select-deployments";
import { stackName } from "../../contract/names";
import type { PreviewSource } from "../../preview/form-preview";
import type { Interruption } from "../local/interruption";
import { Processes } from "../local/processes";
import { terraformVersion } from "../local/terraform";
import { Planner, type Site } from "./planner";

/**
 * Synthesizes deployments and plans each, in the folder in which the command runs.
 *
 * @param chosen stack names or paths; none means all
 * @param args further arguments of `terraform plan`
 * @param site what the planner needs beside the folder
 * @param interruption ends what runs
 * @throws {CannotPreview} where the app or Terraform fails
 * @throws {DeploymentFileError} where a deployment file is wrong
 * @throws {Interrupted}
 */
export async function planDeployments(
  chosen: readonly string[],
  args: readonly string[],
  site: Pick<Site, "grammar" | "hostFileOf" | "privateOutput">,
  interruption: Interruption,
): Promise<readonly PreviewSource[]> {
  terraformVersion();
  const deployments = selectDeployments(chosen);
  const stacks = deployments.map(stackName);
  const processes = new Processes(interruption);
  try {
    const output = process.env["CDKTF_OUTPUT"] ?? "cdktf.out";
    const planner = new Planner({ ...site, processes, output, environment: process.env });
    await planner.synthesize(
      deployments.map(({ file }) => file),
      stacks,
    );
    const sources: PreviewSource[] = [];
    for (const stack of stacks) sources.push(await sourceOf(stack, args, planner, site));
    return sources;
  } finally {
    processes.close();
  }
}

/** Plans one stack. @throws {CannotPreview} where Terraform fails @throws {Interrupted} */
export async function sourceOf(
  stack: string,
  args: readonly string[],
  planner: Planner,
  { hostFileOf }: Pick<Site, "hostFileOf">,
): Promise<PreviewSource> {
  const plan = await planner.plan(stack, args);
  return {
    name: stack,
    file: stack,
    plan,
    configuration: planner.configuration(stack),
    hostFileFor: () => hostFileOf(stack),
  };
}
