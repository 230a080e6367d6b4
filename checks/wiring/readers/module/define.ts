/** From the bodies of a folder's files to one module, in the way Terraform puts them together. */
import * as errors from "../errors";
import type { InputError } from "../input-error";
import type {
  Attribute,
  BlockDefinition,
  Body,
  ModuleCall,
  ModuleDefinition,
  NestedBlock,
  VariableDefinition,
} from "./definition";

/** One file of a module. */
export interface ModuleFile {
  readonly body: Body;
  /** `override.tf`, `*_override.tf`: it changes what other files say. */
  readonly override: boolean;
}

/** Puts files together; `callModule` opens what a module block calls. */
export function defineModule(
  files: readonly ModuleFile[],
  callModule: (block: NestedBlock) => ModuleCall["called"],
): ModuleDefinition {
  const blocks = new Map<string, NestedBlock>();
  const locals = new Map<string, Attribute>();
  for (const { body, override } of [...files].sort((a, b) => Number(a.override) - Number(b.override))) {
    for (const block of body.blocks) {
      if (block.type === "locals") addLocals(block, override, locals);
      else addBlock(block, override, blocks);
    }
  }
  const of = (type: string): NestedBlock[] => [...blocks.values()].filter((block) => block.type === type);
  return {
    blocks: [
      ...of("resource").map((block) => blockDefinition(block, "resource")),
      ...of("data").map((block) => blockDefinition(block, "data")),
    ],
    locals,
    variables: new Map(of("variable").map((block) => [block.labels[0] ?? "", variableDefinition(block)])),
    outputs: new Map(
      of("output").flatMap((block) => {
        const value = block.body.attributes.get("value");
        return value ? [[block.labels[0] ?? "", value] as const] : [];
      }),
    ),
    calls: new Map(
      of("module").map((block) => {
        const name = block.labels[0] ?? "";
        return [name, { name, body: block.body, at: block.at, called: callModule(block) }];
      }),
    ),
  };
}

const labelCounts: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["locals", 0],
]);

function addLocals(block: NestedBlock, override: boolean, locals: Map<string, Attribute>): void {
  for (const [name, attribute] of block.body.attributes) {
    const first = locals.get(name);
    if (first && !override) throw errors.duplicate(attribute.expression.at, `local.${name}`, first.expression.at);
    locals.set(name, attribute);
  }
}

function addBlock(block: NestedBlock, override: boolean, blocks: Map<string, NestedBlock>): void {
  const expected = labelCounts.get(block.type);
  // Providers, backends, imports, moves and checks say nothing that is read.
  if (expected === undefined) return;
  if (block.labels.length !== expected)
    throw errors.misplacedBlock(block.at, block.type, block.labels.length, expected);
  const address = [block.type, ...block.labels].join(".");
  const first = blocks.get(address);
  if (first === undefined) blocks.set(address, block);
  else if (override) blocks.set(address, overridden(first, block));
  else throw duplicateBlock(block, first);
}

function duplicateBlock(block: NestedBlock, first: NestedBlock): InputError {
  const shown =
    { resource: [], data: ["data"], variable: ["var"], output: ["output"], module: ["module"] }[block.type] ?? [];
  return errors.duplicate(block.at, [...shown, ...block.labels].join("."), first.at);
}

/** Arguments replace arguments, nested blocks of a type replace all of that type; of `lifecycle`, the arguments are merged. */
function overridden(block: NestedBlock, by: NestedBlock): NestedBlock {
  const lifecycle = (of: NestedBlock): NestedBlock | undefined =>
    of.body.blocks.find(({ type }) => type === "lifecycle");
  const [before, after] = [lifecycle(block), lifecycle(by)];
  const replaced = new Set(by.body.blocks.map(blockType));
  const kept = block.body.blocks.filter((nested) => !replaced.has(blockType(nested)));
  const added = by.body.blocks.filter((nested) => nested !== after);
  const merged = before && after ? [overridden(before, after)] : after ? [after] : [];
  const attributes = new Map([...block.body.attributes, ...by.body.attributes]);
  return { ...block, body: { attributes, blocks: [...kept, ...added, ...merged] } };
}

function blockType({ type, labels }: NestedBlock): string {
  return type === "dynamic" ? (labels[0] ?? type) : type;
}

function blockDefinition(block: NestedBlock, mode: "resource" | "data"): BlockDefinition {
  const [type = "", name = ""] = block.labels;
  return { mode, type, name, body: block.body, at: block.at };
}

function variableDefinition({ labels, body, at }: NestedBlock): VariableDefinition {
  const sensitive = body.attributes.get("sensitive")?.expression;
  const validations = body.blocks.filter(({ type }) => type === "validation");
  return {
    name: labels[0] ?? "",
    default: body.attributes.get("default"),
    type: body.attributes.get("type")?.expression,
    sensitive: sensitive !== undefined && !(sensitive.kind === "literal" && sensitive.value === false),
    validations: validations.flatMap((validation) =>
      ["condition", "error_message"].flatMap((name) => validation.body.attributes.get(name)?.text ?? []),
    ),
    at,
  };
}
