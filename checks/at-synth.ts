/** Judges what a cdktf app synthesizes, after the last override and before anything can be planned or deployed. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../contract/deployment";
import { stackName } from "../contract/names";
import { readAcceptances, type Acceptance } from "./acceptances";
import { judge, type Report } from "./check";
import { needlessNoticeOf, noticeOf, openFindings, stoppedText } from "./report/at-synth";
import type { Configuration } from "./wiring/configuration";
import { readWirings } from "./wiring/layers";
import * as errors from "./wiring/readers/errors";
import { readFolder } from "./wiring/readers/hcl/folder";
import { loadGrammar, type Grammar } from "./wiring/readers/hcl/grammar";
import { readHostFile } from "./wiring/readers/host-file";
import { manifestName, readStack } from "./wiring/readers/synthesized";
import type { Wiring } from "./wiring/wiring";

/** What is needed of a cdktf app, which this folder does not know. */
export interface SynthesizedApp {
  /** The folder into which it writes. */
  readonly outdir: string;
  readonly manifest: { readonly stacks: Readonly<Record<string, SynthesizedStack>> };
  readonly node: { addValidation(validation: { validate(): string[] }): void };
}

/** What the manifest says of a stack. */
export interface SynthesizedStack {
  readonly name: string;
  readonly constructPath: string;
  /** Relative to the output folder. */
  readonly workingDirectory: string;
  /** A `.tf.json` file, or a `.tf` file where cdktf is asked for HCL; relative to the output folder. */
  readonly synthesizedStackPath: string;
  /** What the command line of cdktf shows with the stack. */
  readonly annotations: { push(annotation: Annotation): unknown };
}

/** What the command line of cdktf shows. */
export interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
}

/** What the stacks do not say themselves. */
export interface JudgeAtSynthOptions {
  /**
   * Deployments whose server folders hold a `host.json` to be judged with them. Their stacks are known by the name that `stackName` forms.
   * @default `host.json` is not judged
   */
  readonly deployments?: readonly Pick<Deployment, "name" | "environment" | "server">[];
}

/** A rule of severity error fails, and nobody accepted it. The message tells the findings. */
export class FindingsError extends Error {
  override readonly name = "FindingsError";

  constructor(report: Report) {
    super(stoppedText(report));
    // What is wrong lies in the configuration: the way through a program that does not catch it would only hide that.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * Lets `app.synth()` judge the final configuration of every stack, and fail with a {@link FindingsError} where a rule of severity error
 * fails; then no manifest is left, so that nothing can be planned or deployed. Findings listed in `accepted-findings.yaml` of the folder
 * in which the app runs may stand. What does not stop synth becomes an annotation of its stack, which the command line of cdktf shows.
 * To be awaited before `app.synth()`, which cannot wait for the parser of expressions.
 *
 * @throws {InputError} where `accepted-findings.yaml` is damaged; `app.synth()` throws it where a stack or a `host.json` cannot be read, or
 * where nothing is left to judge of the stack of a deployment, as where cdktf is asked for HCL and leaves the bodies of azapi out
 */
export async function judgeAtSynth(app: SynthesizedApp, { deployments = [] }: JudgeAtSynthOptions = {}): Promise<void> {
  const acceptances = readAcceptances();
  const grammar = await loadGrammar();
  const serverFolders = new Map(deployments.map((deployment) => [stackName(deployment), deployment.server.source]));
  app.node.addValidation({
    validate: () => {
      try {
        judgeStacks(app, grammar, serverFolders, acceptances);
      } catch (error) {
        // That of an earlier run would be deployed.
        rmSync(join(app.outdir, manifestName), { force: true });
        throw error;
      }
      return [];
    },
  });
}

function judgeStacks(
  { outdir, manifest }: SynthesizedApp,
  grammar: Grammar,
  serverFolders: ReadonlyMap<string, string>,
  acceptances: readonly Acceptance[],
): void {
  const stacks = new Map<Wiring, SynthesizedStack>();
  for (const stack of Object.values(manifest.stacks)) {
    const folder = serverFolders.get(stack.name);
    const hostFileFor = () => (folder === undefined ? undefined : readHostFile(folder));
    const wirings = readWirings(readSynthesizedStack(outdir, stack, grammar), { hostFileFor });
    // Passing would say that something was judged.
    if (folder !== undefined && wirings.length === 0) {
      throw errors.withoutDeployment(join(outdir, stack.synthesizedStackPath));
    }
    for (const wiring of wirings) stacks.set(wiring, stack);
  }
  const named = new Map([...stacks].map(([{ name }, stack]) => [name, stack]));
  // An app may synthesize some of its stacks only: what the others need is not needless.
  const report = judge(
    [...stacks.keys()],
    acceptances.filter(({ deployment }) => named.has(deployment)),
  );
  if (report.verdict === "fail") throw new FindingsError(report);
  for (const { wiring, findings } of report.deployments) {
    for (const finding of openFindings(findings)) annotate(stacks.get(wiring), noticeOf(finding));
  }
  for (const acceptance of report.needless) annotate(named.get(acceptance.deployment), needlessNoticeOf(acceptance));
}

/** The level of warnings. */
const warn = "@cdktf/warn";

/** The manifest is written after the validations, so what they add to it is shown. */
function annotate(stack: SynthesizedStack | undefined, message: string): void {
  stack?.annotations.push({ constructPath: stack.constructPath, level: warn, message });
}

function readSynthesizedStack(outdir: string, stack: SynthesizedStack, grammar: Grammar): Configuration {
  const { name, workingDirectory, synthesizedStackPath: path } = stack;
  if (path.endsWith(".json")) return readStack(join(outdir, path), name, grammar);
  return { ...readFolder(join(outdir, workingDirectory), [], grammar), name };
}
