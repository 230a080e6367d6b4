/** Real Terraform on the local cloud, one stack at a time, with what it did in the order in which it did it. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import { openLocalWorkspace, type LocalWorkspace, type LocalWorkspaceOptions } from "../../scripts/local/workspace";
import { PassthroughStack } from "../../stacks/passthrough-stack";

/** One step of an apply. */
export interface Step {
  readonly address: string;
  readonly action: "create" | "update" | "delete";
  /** Id of what was deleted or updated. */
  readonly id: string | undefined;
}

/** What an apply came to. */
export interface Applied {
  readonly exitCode: number;
  /** Completed steps, in order. */
  readonly steps: readonly Step[];
  /** Everything that Terraform reported as an error. */
  readonly errors: string;
}

/** A message of `terraform apply -json`. */
interface Message {
  readonly type: string;
  readonly "@message"?: string;
  readonly hook?: {
    readonly resource: { readonly addr: string };
    readonly action: Step["action"];
    readonly id_value?: string;
  };
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

/** A resource or data source in a plan. */
export interface PlannedResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: unknown;
}

/** `terraform show -json` of a plan, as far as it is read. */
interface Plan {
  readonly planned_values: { readonly root_module: { readonly resources?: readonly PlannedResource[] } };
  readonly prior_state?: {
    readonly values?: { readonly root_module: { readonly resources?: readonly PlannedResource[] } };
  };
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

interface Run {
  readonly exitCode: number;
  readonly output: string;
}

/** Terraform and a local cloud that holds what some deployments refer to. */
export class LocalTerraform {
  private readonly workspace: LocalWorkspace;
  private initialised = new Set<string>();

  private constructor(workspace: LocalWorkspace) {
    this.workspace = workspace;
  }

  /** Starts a cloud that holds what any of the deployments refers to. */
  static async start(deployments: readonly Deployment[], options?: LocalWorkspaceOptions): Promise<LocalTerraform> {
    return new LocalTerraform(await openLocalWorkspace(deployments, options));
  }

  get cloud(): LocalCloud {
    return this.workspace.cloud;
  }

  /** Applies a deployment; `onMessage` sees every message and may interrupt Terraform. */
  async apply(
    deployment: Deployment,
    onMessage: (text: string, interrupt: () => void) => void = () => undefined,
  ): Promise<Applied> {
    return this.change(deployment, ["apply", "-auto-approve"], onMessage);
  }

  /** Reaches the local cloud and nothing else, for commands that run beside Terraform. */
  get environment(): NodeJS.ProcessEnv {
    return this.workspace.environment;
  }

  /** Everybody who can sign in, by tenant id. */
  get people(): LocalWorkspace["people"] {
    return this.workspace.people;
  }

  /** Applies what lies there, which `rewrite` may have changed, and fails unless everything went well. */
  async appliedAsItIs(deployment: Deployment): Promise<void> {
    const { exitCode, output } = await this.run(deployment, ["apply", "-auto-approve", "-input=false", "-no-color"]);
    if (exitCode !== 0) throw new Error(output);
  }

  /** Applies and fails unless everything went well. */
  async applied(deployment: Deployment): Promise<readonly Step[]> {
    const { exitCode, steps, errors } = await this.apply(deployment);
    if (exitCode !== 0) throw new Error(errors);
    return steps;
  }

  async destroy(deployment: Deployment): Promise<Applied> {
    return this.change(deployment, ["destroy", "-auto-approve"], () => undefined);
  }

  /** What a plan would do, by address; what stays as it is is left out. */
  async plan(deployment: Deployment): Promise<ReadonlyMap<string, readonly string[]>> {
    const { resource_changes: changes = [] } = await this.showPlan(deployment);
    return new Map(
      changes
        .filter(({ mode, change }) => mode === "managed" && !change.actions.includes("no-op"))
        .map(({ address, change }) => [address, change.actions]),
    );
  }

  /** Resources as a plan would make them, and data sources as it read them. */
  async planned(deployment: Deployment): Promise<readonly PlannedResource[]> {
    const { planned_values: planned, prior_state: prior } = await this.showPlan(deployment);
    const read = prior?.values?.root_module.resources ?? [];
    return [...(planned.root_module.resources ?? []), ...read.filter(({ mode }) => mode === "data")];
  }

  /** Values of the outputs. */
  async outputs(deployment: Deployment): Promise<Readonly<Record<string, unknown>>> {
    const { output } = await this.run(deployment, ["output", "-json"]);
    const outputs = JSON.parse(output) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** The state as Terraform keeps it. */
  async state(deployment: Deployment): Promise<string> {
    return (await this.run(deployment, ["state", "pull"])).output;
  }

  /** Runs terraform in the folder of a deployment that was applied before. */
  run(deployment: Deployment, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    return this.spawn(deployment, args, () => undefined, environment);
  }

  private async showPlan(deployment: Deployment): Promise<Plan> {
    await this.prepare(deployment);
    const planned = await this.run(deployment, ["plan", "-input=false", "-no-color", "-out=plan"]);
    if (planned.exitCode !== 0) throw new Error(planned.output);
    return JSON.parse((await this.run(deployment, ["show", "-json", "plan"])).output) as Plan;
  }

  /** Writes the configuration of a deployment; later calls work on it. */
  async prepare(deployment: Deployment): Promise<void> {
    const stack = stackName(deployment);
    const app = new App({ outdir: this.workspace.output, stackTraces: false });
    new PassthroughStack(app, stack, { deployment });
    app.synth();
    if (this.initialised.has(stack)) return;
    const { exitCode, output } = await this.run(deployment, ["init", "-input=false", "-no-color"]);
    if (exitCode !== 0) throw new Error(output);
    this.initialised.add(stack);
  }

  /** Changes the prepared configuration, for what no deployment file can say. */
  rewrite(deployment: Deployment, change: (json: string) => string): void {
    const file = join(this.workspace.stackFolder(stackName(deployment)), "cdk.tf.json");
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }

  async close(): Promise<void> {
    await this.workspace.close();
  }

  private async change(
    deployment: Deployment,
    args: readonly string[],
    onMessage: (text: string, interrupt: () => void) => void,
  ): Promise<Applied> {
    await this.prepare(deployment);
    const steps: Step[] = [];
    const errors: string[] = [];
    const { exitCode } = await this.spawn(deployment, [...args, "-json", "-input=false"], (line, interrupt) => {
      const message = JSON.parse(line) as Message;
      if (message.type === "apply_complete" && message.hook) {
        const { resource, action, id_value: id } = message.hook;
        steps.push({ address: resource.addr, action, id });
      }
      if (message.diagnostic) errors.push(`${message.diagnostic.summary}: ${message.diagnostic.detail}`);
      onMessage(message["@message"] ?? "", interrupt);
    });
    return { exitCode, steps, errors: errors.join("\n") };
  }

  private spawn(
    deployment: Deployment,
    args: readonly string[],
    onLine: (line: string, interrupt: () => void) => void,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<Run> {
    return new Promise((resolve, reject) => {
      const child = spawn("terraform", args, {
        cwd: this.workspace.stackFolder(stackName(deployment)),
        env: { ...this.workspace.environment, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const interrupt = (): void => void child.kill("SIGINT");
      let output = "";
      let open = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const lines = (open + text).split("\n");
        open = lines.pop() ?? "";
        for (const line of lines) if (line.startsWith("{")) onLine(line, interrupt);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
      child.once("error", reject);
      child.once("close", (code) => resolve({ exitCode: code ?? 1, output }));
    });
  }
}
