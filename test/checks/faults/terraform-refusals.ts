/**
 * What `terraform validate` refuses. One root module holds every block of all stacks, and each fault as one more block beside them, in a
 * file of its own: so one run judges hundreds, and a diagnostic tells the fault by its file.
 */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openLocalWorkspace } from "../../../scripts/local/workspace";
import { samples } from "../../support/deployments";
import { at, object, type Json } from "../../support/terraform-json";
import type { Fault } from "./judged-faults";

/** One question: whether Terraform takes a block. */
interface Question {
  readonly file: string;
  /** Top of a file that holds the block under another name. */
  readonly json: Json;
  readonly faults: readonly Fault[];
}

interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string };
}

/** Most runs: loading, then validating, then once more without what was refused. */
const mostRuns = 6;

/** The faults that Terraform refuses; equal ones are asked about once. */
export async function refusedByTerraform(
  stacks: readonly Json[],
  faults: readonly Fault[],
): Promise<ReadonlySet<Fault>> {
  const refused = new Set<Fault>();
  const questions = new Map<string, Question>();
  for (const fault of faults) {
    if (breaksReferences(fault)) {
      refused.add(fault);
      continue;
    }
    const { key, json } = underAnotherName(fault, `fault_${questions.size}`);
    const asked = questions.get(key);
    if (asked) questions.set(key, { ...asked, faults: [...asked.faults, fault] });
    else questions.set(key, { file: `fault_${questions.size}.tf.json`, json, faults: [fault] });
  }
  const workspace = await openLocalWorkspace([samples.okta(), samples.entra()]);
  const folder = join(workspace.output, "faults");
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "healthy.tf.json"), JSON.stringify(merged(stacks)));
    // Terraform initialises nothing that it refuses, so the faults come afterwards.
    await terraform(folder, workspace.environment, "init", "-backend=false", "-input=false", "-no-color");
    const open = new Map([...questions.values()].map((question) => [question.file, question]));
    for (const { file, json } of open.values()) writeFileSync(join(folder, file), JSON.stringify(json));
    for (let run = 1; ; run += 1) {
      const blamed = await blamedFiles(folder, workspace.environment);
      if (blamed.length === 0) return refused;
      if (run === mostRuns) throw new Error(`Terraform still refuses something after ${mostRuns} runs.`);
      for (const file of blamed) {
        const question = open.get(file);
        if (!question) throw new Error(`Terraform refuses ${file}, which holds no fault that is still open.`);
        question.faults.forEach((fault) => refused.add(fault));
        open.delete(file);
        rmSync(join(folder, file));
      }
    }
  } finally {
    await workspace.close();
  }
}

/** A block that is gone although others refer to it: no copy beside it can show that. */
function breaksReferences({ leaf, mutation, json }: Fault): boolean {
  if (leaf.within.length > 0 || mutation.value !== undefined) return false;
  return JSON.stringify(json).includes(`\${${leaf.address}.`);
}

/** The changed block alone, renamed; what refers to itself by name is renamed with it. */
function underAnotherName({ leaf, json }: Fault, name: string): { readonly key: string; readonly json: Json } {
  const depth = leaf.address.startsWith("data.") || !/^(local|var)\./.test(leaf.address) ? 3 : 2;
  const place = leaf.path.slice(0, depth);
  const old = String(place.at(-1));
  const text = JSON.stringify(at(json, ...place));
  const own = leaf.address.startsWith("var.") ? text.replaceAll(`var.${old}`, `var.${name}`) : text;
  const block = place.slice(0, -1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), {
    [name]: JSON.parse(own) as unknown,
  });
  return { key: `${leaf.address} ${text}`, json: object(block) };
}

/** Blocks of all stacks; of those with one address, any serves: what others ask of them is the same. */
function merged(stacks: readonly Json[]): Json {
  const together = (left: unknown, right: unknown, depth: number): unknown => {
    if (depth === 0 || left === undefined) return left ?? right;
    const entries = Object.entries(object(right)).map(([key, value]) => [
      key,
      together(object(left)[key], value, depth - 1),
    ]);
    return { ...object(left), ...(Object.fromEntries(entries) as Json) };
  };
  const depths = { resource: 3, data: 3, provider: 1, locals: 1, variable: 1 } as const;
  const all = Object.entries(depths).map(([top, depth]) => [
    top,
    stacks.reduce<unknown>((left, stack) => together(left, stack[top] ?? {}, depth), undefined),
  ]);
  const providers = stacks.reduce<unknown>(
    (left, stack) => together(left, at(stack, "terraform", "required_providers"), 1),
    undefined,
  );
  return { ...(Object.fromEntries(all) as Json), terraform: { required_providers: providers } };
}

async function blamedFiles(folder: string, environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const output = await terraform(folder, environment, "validate", "-json");
  const { diagnostics } = JSON.parse(output) as { readonly diagnostics: readonly Diagnostic[] };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const elsewhere = errors.find(({ range }) => range === undefined);
  if (elsewhere) throw new Error(`Terraform names no file: ${elsewhere.summary} ${elsewhere.detail ?? ""}`);
  return [...new Set(errors.flatMap(({ range }) => (range ? [range.filename] : [])))];
}

function terraform(folder: string, environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment, timeout: 60_000, maxBuffer: 100_000_000 };
    execFile("terraform", [...args], options, (error, stdout, stderr) => {
      // Validation fails with code 1 where it refuses something, which is an answer.
      if (error && args[0] !== "validate") reject(new Error(`${stdout}${stderr}`));
      else if (stdout === "") reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}
