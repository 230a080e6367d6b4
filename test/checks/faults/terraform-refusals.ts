/**
 * What `terraform validate` refuses. One root module holds every block of all stacks, and each fault as one more block beside them, in a
 * file of its own: so one run judges hundreds, and a diagnostic tells the fault by its file.
 */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openLocalWorkspace } from "../../../scripts/local/workspace";
import { samples } from "../../support/deployments";
import { at, object, TerraformJson, type Json } from "../../support/terraform-json";
import type { Fault } from "./judged-faults";
import type { Path } from "./leaves";

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

/** The changed block alone, renamed; what refers to itself by name is renamed with it. */
function underAnotherName(fault: Fault, name: string): { readonly key: string; readonly json: Json } {
  const { leaf, json } = fault;
  if (leaf.within.length === 0 && fault.mutation.value === undefined) return withoutBlock(fault, name);
  const place = leaf.path.slice(0, /^(local|var)\./.test(leaf.address) ? 2 : 3);
  const text = JSON.stringify(at(json, ...place));
  const own = leaf.address.startsWith("var.") ? text.replaceAll(leaf.address, `var.${name}`) : text;
  return { key: `${leaf.address} ${text}`, json: blockAt(place, name, own) };
}

/** A block is gone: whoever refers to it refers to nothing, as a copy does that refers to what never was. */
function withoutBlock({ leaf, json }: Fault, name: string): { readonly key: string; readonly json: Json } {
  const reference = `\${${leaf.address}.`;
  const referring = new TerraformJson(json).blocks.find(({ attributes }) =>
    JSON.stringify(attributes).includes(reference),
  );
  if (!referring) throw new Error(`Nothing refers to ${leaf.address}, so Terraform cannot miss it.`);
  const place = [referring.mode, ...referring.address.replace(/^data\./, "").split(".")];
  const missing = `${reference.slice(0, -1)}_gone.`;
  const text = JSON.stringify(referring.attributes).replaceAll(reference, missing);
  return { key: `${leaf.address} is gone ${text}`, json: blockAt(place, name, text) };
}

/** Top of a file with one block in place of that at a path. */
function blockAt(place: Path, name: string, text: string): Json {
  const block: Json = { [name]: JSON.parse(text) as unknown };
  return object(place.slice(0, -1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), block));
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
