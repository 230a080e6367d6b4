import { existsSync } from "node:fs";
import { acceptancesFile, parseAcceptances, type Acceptance } from "../../checks/acceptances";
import { mostWritten, readText } from "../../checks/wiring/readers/files";
import { type Grammar, loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { InputError } from "../../checks/wiring/readers/input-error";
import type { HostFile } from "../../checks/wiring/wiring-function-app";
import { compileMasks, type Masks } from "../../preview/discretion/masks";
import { fingerprint } from "../../preview/fingerprint";
import { formPreview, type PreviewSource } from "../../preview/form-preview";
import { type Outcome, outcomeOf } from "../../preview/outcome";
import type { Preview } from "../../preview/preview";
import { markerRoom } from "../../preview/post/marker";
import { githubLimit, render, renderWhole } from "../../preview/render/render";
import { hostFileOf } from "../check/server-folder";
import { exitCodes } from "../local/command";
import { interruptible, type Interruption } from "../local/interruption";
import { secretsIn } from "../local/secrets";
import { setOutputs, writeWhole } from "./deliver";
import { CannotPreview } from "./errors";
import { refuseLocalState } from "./local-state";
import { type PreviewCommandOptions, refuseContradictions } from "./options";
import { planDeployments } from "./plan-deployments";
import { readPlanFiles } from "./plan-files";
import type { Site } from "./planner";
import { type Posting, preparePosting } from "./posting";
import { PrivateOutput } from "./private-output";

/** The local cloud, where changes can be planned without an account. */
export interface LocalPlans {
  /** Names of the changes. */
  readonly changes: readonly string[];
  /** The changes with what they change, for people. */
  list(): string;
  /** Plans a change of some deployments, by stack names or paths. */
  plan(
    change: string,
    chosen: readonly string[],
    site: Pick<Site, "grammar" | "hostFileOf" | "privateOutput">,
    interruption: Interruption,
  ): Promise<readonly PreviewSource[]>;
}

/** A preview with everything that is delivered of it. */
export interface MadePreview {
  readonly preview: Preview;
  readonly outcome: Outcome;
  readonly fingerprint: string;
  /** Parts of the comment; none where nothing is to be said. */
  readonly parts: readonly string[];
}

/**
 * Makes a preview and delivers it: on standard output, in the file of `--output`, to later steps of a workflow, and to a pull request.
 * Nothing is delivered where no preview can be made.
 *
 * @param chosen stack names or paths of deployment files
 * @param options what the command was given
 * @param local plans on the local cloud
 * @returns exit code: 0, or 1 for errors that the checks find and for conditions of `--fail-on`
 * @throws {CannotPreview} where no preview can be made
 */
export async function runPreview(
  chosen: readonly string[],
  options: PreviewCommandOptions,
  local: LocalPlans | undefined,
): Promise<number> {
  if (options.listChanges && local) {
    process.stdout.write(local.list());
    return exitCodes.good;
  }
  refuseContradictions(options);
  const masks = masksOf(options);
  const privateOutput = new PrivateOutput(masks, options.debug ?? false);
  try {
    const posting = preparePosting(chosen, options, process.env);
    const made = await makePreview(chosen, options, { local, masks, privateOutput });
    await deliver(made, options, posting);
    const difference = await posting.difference(made);
    if (difference !== undefined) process.stderr.write(`${difference}\n`);
    const { errors, met } = made.outcome;
    return difference !== undefined || errors > 0 || options.failOn.some((condition) => met.includes(condition))
      ? exitCodes.errors
      : exitCodes.good;
  } catch (error) {
    throw privateOutput.asFailure(error);
  }
}

function masksOf({ mask }: PreviewCommandOptions): Masks {
  try {
    return compileMasks(mask);
  } catch (error) {
    throw error instanceof InputError ? new CannotPreview(error.message) : error;
  }
}

async function deliver(made: MadePreview, options: PreviewCommandOptions, posting: Posting): Promise<void> {
  const { preview, outcome, parts } = made;
  const { output: path } = options;
  if (path !== undefined) writeWhole(path, renderWhole(preview, options));
  setOutputs(() => ({ ...outcome, fingerprint: made.fingerprint, ...(path !== undefined && { path }) }), process.env);
  if (parts.length > 0) process.stdout.write(`${parts.join("\n\n")}\n`);
  await posting.post(made);
}

interface Means {
  readonly local: LocalPlans | undefined;
  readonly masks: Masks;
  readonly privateOutput: PrivateOutput;
}

async function makePreview(
  chosen: readonly string[],
  options: PreviewCommandOptions,
  { local, masks, privateOutput }: Means,
): Promise<MadePreview> {
  const acceptances = readAcceptances();
  const grammar = await loadGrammar();
  const hostFiles = new Map<string, HostFile | undefined>();
  const site = {
    grammar,
    privateOutput,
    hostFileOf: (stack: string): HostFile | undefined => {
      if (!hostFiles.has(stack)) hostFiles.set(stack, hostFileOf(stack, options.server));
      return hostFiles.get(stack);
    },
  };
  const sources = await sourcesOf(chosen, options, local, site);
  const secrets = secretsIn(process.env);
  const preview = formPreview(sources, { grammar, acceptances, masks, secrets });
  let sameChange: string | undefined;
  return {
    preview,
    outcome: outcomeOf(preview),
    // Pipelines alone ask for it.
    get fingerprint() {
      return (sameChange ??= fingerprint(preview));
    },
    parts: render(preview, {
      ...options,
      ...(options.output !== undefined && { whole: options.output }),
      characters: githubLimit - markerRoom,
    }),
  };
}

async function sourcesOf(
  chosen: readonly string[],
  options: PreviewCommandOptions,
  local: LocalPlans | undefined,
  site: { readonly grammar: Grammar; readonly privateOutput: PrivateOutput; readonly hostFileOf: Site["hostFileOf"] },
): Promise<readonly PreviewSource[]> {
  if (options.plan.length > 0) return readPlanFiles(options.plan, chosen, site.hostFileOf);
  if (options.post !== undefined || options.sameAs !== undefined) refuseLocalState(chosen);
  let sources: readonly PreviewSource[] = [];
  await interruptible(async (interruption) => {
    const args = [...(options.lock ? [] : ["-lock=false"]), ...(options.destroy ? ["-destroy"] : [])];
    sources =
      options.change !== undefined && local
        ? await local.plan(options.change, chosen, site, interruption)
        : await planDeployments(chosen, args, site, interruption);
  });
  return sources;
}

function readAcceptances(): readonly Acceptance[] {
  if (!existsSync(acceptancesFile)) return [];
  return parseAcceptances(readText(acceptancesFile, mostWritten), acceptancesFile);
}
