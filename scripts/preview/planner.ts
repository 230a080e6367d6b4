import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../checks/wiring/configuration";
import { mostGenerated, readText } from "../../checks/wiring/readers/files";
import type { Grammar } from "../../checks/wiring/readers/hcl/grammar";
import { readStack } from "../../checks/wiring/readers/synthesized";
import { judge } from "../../checks/check";
import { readWirings } from "../../checks/wiring/layers";
import type { JsonObject } from "../../checks/wiring/readers/generated/json-object";
import type { HostFile } from "../../checks/wiring/wiring-function-app";
import { parsePlan } from "../../preview/plan/read-plan";
import type { Finished, Processes } from "../local/processes";
import { noApp, notSynthesized } from "./errors";
import type { PrivateOutput } from "./private-output";
import { SecretFolder } from "./secret-folder";

/** Where and as whom Terraform and the app run. */
export interface Site {
  readonly processes: Processes;
  /** Output folder of the app. */
  readonly output: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly privateOutput: PrivateOutput;
  readonly grammar: Grammar;
  /** `host.json` of the server of a stack. */
  readonly hostFileOf: (stack: string) => HostFile | undefined;
}

/** Synthesizes and plans as cdktf does, but leaves no plan behind. */
export class Planner {
  private readonly site: Site;

  constructor(site: Site) {
    this.site = site;
  }

  /**
   * Synthesizes deployments. Where the checks stop it, the configuration is there all the same, and the preview says what they found.
   *
   * @param files of the deployments
   * @param stacks their names
   * @throws {CannotPreview} where the app fails
   * @throws {Interrupted}
   */
  async synthesize(files: readonly string[], stacks: readonly string[]): Promise<void> {
    const { output, environment, privateOutput } = this.site;
    // What an earlier run wrote must not pass for what this one writes.
    for (const stack of stacks) rmSync(this.configurationFile(stack), { force: true });
    const finished = await this.run("sh", ["-c", appOf()], process.cwd(), {
      ...environment,
      CDKTF_OUTDIR: output,
      DEPLOYMENT: files.join(","),
    });
    if (finished.exitCode !== 0 && !this.hasErrors(stacks)) throw privateOutput.failure("Synthesis", finished);
    for (const stack of stacks) if (!existsSync(this.configurationFile(stack))) throw notSynthesized(stack);
  }

  /** What is written for a stack. @throws {InputError} where it is damaged */
  configuration(stack: string): Configuration {
    return readStack(this.configurationFile(stack), stack, this.site.grammar);
  }

  /**
   * Plans a stack. The plan and its JSON lie in a folder of their own, which is removed at once.
   *
   * @param stack its name
   * @param args further arguments of `terraform plan`
   * @throws {CannotPreview} where Terraform fails
   * @throws {Interrupted}
   */
  async plan(stack: string, args: readonly string[] = []): Promise<JsonObject> {
    const folder = new SecretFolder();
    try {
      const [plan, json] = [folder.file("plan"), folder.file("plan.json")];
      await this.terraform(stack, "init", "-input=false", "-no-color");
      await this.terraform(stack, "plan", "-input=false", "-no-color", `-out=${plan}`, ...args);
      // Into a file, because warnings and logs go to the same place as lines do here.
      const show = 'exec terraform show -json "$0" > "$1"';
      const shown = await this.run("sh", ["-c", show, plan, json], this.folderOf(stack), this.environment());
      if (shown.exitCode !== 0) throw this.site.privateOutput.failure(`terraform show of ${stack}`, shown);
      return parsePlan(readText(json, mostGenerated), stack);
    } finally {
      folder.remove();
    }
  }

  /** Runs Terraform on a stack. @throws {CannotPreview} where it fails @throws {Interrupted} */
  async terraform(stack: string, ...args: readonly string[]): Promise<void> {
    const finished = await this.run("terraform", args, this.folderOf(stack), this.environment());
    if (finished.exitCode !== 0) {
      throw this.site.privateOutput.failure(`terraform ${args[0] ?? ""} of ${stack}`, finished);
    }
  }

  /** Folder in which Terraform works on a stack. */
  folderOf(stack: string): string {
    return join(this.site.output, "stacks", stack);
  }

  /** The configuration of a stack as cdktf writes it. */
  configurationFile(stack: string): string {
    return join(this.folderOf(stack), "cdk.tf.json");
  }

  private environment(): NodeJS.ProcessEnv {
    return { ...this.site.environment, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "true" };
  }

  private run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Finished> {
    return this.site.processes.run(command, args, { cwd, env });
  }

  /** Whether the configuration was written and the checks find errors in it: that is what stops synth after everything is written. */
  private hasErrors(stacks: readonly string[]): boolean {
    if (!stacks.every((stack) => existsSync(this.configurationFile(stack)))) return false;
    const wirings = stacks.flatMap((stack) =>
      readWirings(this.configuration(stack), { hostFileFor: () => this.site.hostFileOf(stack) }),
    );
    return judge(wirings).verdict === "fail";
  }
}

/** The command by which cdktf runs the app. @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/configuration-file */
function appOf(): string {
  let app: unknown;
  try {
    ({ app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { readonly app?: unknown });
  } catch {
    throw noApp();
  }
  if (typeof app !== "string" || app === "") throw noApp();
  return app;
}
