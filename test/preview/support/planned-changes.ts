/** Real plans of the changes that `npm run preview -- --local` offers, all from one local cloud. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadGrammar } from "../../../checks/wiring/readers/hcl/grammar";
import { readHostFile } from "../../../checks/wiring/readers/host-file";
import { readStackText } from "../../../checks/wiring/readers/synthesized";
import type { Deployment } from "../../../contract/deployment";
import { stackName } from "../../../contract/names";
import { formPreview } from "../../../preview/form-preview";
import { parsePlan } from "../../../preview/plan/read-plan";
import type { Preview } from "../../../preview/preview";
import { type ChangeName, changeNamed, changeNames } from "../../../scripts/preview/local/changes";
import type { Configuration } from "../../../scripts/preview/local/configuration";
import { changedDeployment } from "../../../scripts/preview/local/prepare";
import { LocalTerraform } from "../../support/local-terraform";

/** Deployments on one local cloud, which is there for every change of each. */
export class PlannedChanges {
  private readonly terraform: LocalTerraform;
  private readonly variants: ReadonlyMap<string, Deployment>;
  private readonly folder: string;

  private constructor(terraform: LocalTerraform, variants: ReadonlyMap<string, Deployment>, folder: string) {
    this.terraform = terraform;
    this.variants = variants;
    this.folder = folder;
  }

  static async open(...deployments: readonly Deployment[]): Promise<PlannedChanges> {
    const folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
    const variants = new Map(
      deployments.flatMap((deployment) =>
        changeNames.map((name) => [keyOf(deployment, name), changedDeployment(name, deployment, folder)] as const),
      ),
    );
    const terraform = await LocalTerraform.start([...deployments, ...variants.values()]);
    return new PlannedChanges(terraform, variants, folder);
  }

  /** Deploys what is there before the changes. */
  async deploy(deployment: Deployment): Promise<void> {
    await this.terraform.applied(deployment);
  }

  /** Plans a change and forms its preview. */
  async preview(deployment: Deployment, name: ChangeName): Promise<Preview> {
    const after = this.variants.get(keyOf(deployment, name)) ?? deployment;
    const stack = stackName(after);
    const { planArguments = [] } = changeNamed(name);
    await this.terraform.prepare(after);
    const written = this.override(name, after);
    const planned = await this.terraform.run(after, [
      "plan",
      "-input=false",
      "-no-color",
      "-out=plan",
      ...planArguments,
    ]);
    if (planned.exitCode !== 0) throw new Error(planned.output);
    const { output } = await this.terraform.run(after, ["show", "-json", "plan"]);
    const grammar = await loadGrammar();
    const source = {
      name: stack,
      file: stack,
      plan: parsePlan(output, stack),
      configuration: readStackText(written, "cdk.tf.json", stack, grammar),
      hostFileFor: () => readHostFile(after.server.source),
    };
    return formPreview([source], { grammar });
  }

  async close(): Promise<void> {
    await this.terraform.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private override(name: ChangeName, after: Deployment): string {
    const { override } = changeNamed(name);
    let written = "";
    this.terraform.rewrite(after, (text) => {
      const configuration = JSON.parse(text) as Configuration;
      if (override && !override(configuration, after)) throw new Error(`${name} cannot happen to ${stackName(after)}`);
      written = override ? JSON.stringify(configuration, undefined, 2) : text;
      return written;
    });
    return written;
  }
}

function keyOf(deployment: Deployment, name: ChangeName): string {
  return `${stackName(deployment)} ${name}`;
}
