/** One resource or data source, or one instance of it: its arguments, evaluated when they are asked for. */
import { argumentAt, type Argument, type Block, type ListArgument } from "../../configuration";
import type { Body, BlockDefinition, NestedBlock } from "./definition";
import { evaluate, type Scope } from "./evaluator";
import { membersOf } from "./for-expressions";
import { located } from "./located";
import { list, map, movedTo, reasonOf, reference, unknown } from "./pieces";
import type { Position } from "./expression";
import { bareReferences, extended, type Segment } from "./references";

/** Arguments that speak to Terraform and not to the provider. */
const metaArguments = new Set([
  "count",
  "for_each",
  "depends_on",
  "provider",
  "providers",
  "lifecycle",
  "provisioner",
  "connection",
  "dynamic",
  "source",
  "version",
]);

/** Of these, what only module calls have. */
const moduleOnly = new Set(["source", "version", "providers"]);

/** What is said once for every instance. */
interface InstanceOptions {
  readonly definition: BlockDefinition;
  /** With module and instance key. */
  readonly address: string;
  /** `module.a.`, or empty. */
  readonly prefix: string;
  readonly scope: Scope;
  /** Why it may stand for any number of instances. */
  readonly repeated: string | undefined;
}

/** One block of a configuration. */
export class BlockInstance {
  readonly address: string;
  readonly type: string;
  private readonly options: InstanceOptions;
  private readonly evaluated = new Map<string, Argument | undefined>();

  constructor(options: InstanceOptions) {
    this.options = options;
    this.address = options.address;
    this.type = options.definition.type;
  }

  /** An argument, or nested blocks of a type; undefined where nothing is written. */
  argument(name: string, at: Position): Argument | undefined {
    if (this.evaluated.has(name)) return this.evaluated.get(name);
    const { scope, definition } = this.options;
    const value = scope.names.budget.follow(`${this.address}.${name}`, at, () =>
      argumentOf(definition.body, name, scope),
    );
    this.evaluated.set(name, value);
    return value;
  }

  /** What is written at a path; a reference where nothing is, or where it cannot be told. */
  follow(segments: readonly Segment[], at: Position): Argument {
    const [first, ...rest] = segments;
    if (first === undefined) return reference(this.address, "", at);
    const path = segments.reduce((before, { key }) => extended(before, key), "");
    const written = this.argument(String(first.key), at);
    const found = argumentAt(written, ...steps(written, rest));
    const tells =
      found !== undefined && found.kind !== "unknown" && !(found.kind === "literal" && found.value === null);
    return tells ? movedTo(found, at) : reference(this.address, path, at);
  }

  /** The block with all its arguments. */
  block(): Block {
    const { definition, address, prefix, repeated, scope } = this.options;
    const { body, at } = definition;
    const names = [...body.attributes.keys(), ...body.blocks.map(nameOf)].filter((name) => isArgument(name));
    const entries = new Map<string, Argument>();
    for (const name of new Set(names)) {
      const value = this.argument(name, at);
      if (value) entries.set(name, located(value, { address, path: extended("", name) }, scope.names.budget));
    }
    const lifecycles = body.blocks.filter(({ type }) => type === "lifecycle");
    const source = { address, path: "", position: at };
    return {
      address,
      mode: definition.mode,
      type: definition.type,
      arguments: { kind: "map", entries, source },
      ...(repeated !== undefined && { repeated }),
      dependsOn: bareReferences(body.attributes.get("depends_on")?.expression).map((to) => prefix + to),
      conditions: lifecycles.flatMap(conditionsOf),
      ignoredChanges: lifecycles.flatMap((block) =>
        bareReferences(block.body.attributes.get("ignore_changes")?.expression),
      ),
      source,
    };
  }
}

function isArgument(name: string): boolean {
  return !metaArguments.has(name) || moduleOnly.has(name);
}

/** A path into nested blocks of JSON may count one block that is no list. */
function steps(written: Argument | undefined, segments: readonly Segment[]): readonly (string | number)[] {
  const keys = segments.map(({ key }) => key);
  return written?.kind === "map" && keys[0] === 0 ? keys.slice(1) : keys;
}

function nameOf(block: NestedBlock): string {
  return block.type === "dynamic" ? (block.labels[0] ?? "") : block.type;
}

function conditionsOf({ body }: NestedBlock): readonly string[] {
  return body.blocks
    .filter(({ type }) => type === "precondition" || type === "postcondition")
    .flatMap((condition) => condition.body.attributes.get("condition")?.text ?? []);
}

function argumentOf(body: Body, name: string, scope: Scope): Argument | undefined {
  const attribute = body.attributes.get(name);
  const blocks = body.blocks.filter((block) => nameOf(block) === name);
  const [first] = blocks;
  if (first === undefined) return attribute && evaluate(attribute.expression, scope);
  const written = attribute ? asList(evaluate(attribute.expression, scope)) : undefined;
  return nestedBlocks(blocks, first.at, scope, written);
}

function asList(value: Argument): Pick<ListArgument, "items" | "incomplete"> {
  if (value.kind === "list") return value;
  return value.kind === "unknown" ? { items: [], incomplete: value.reason } : { items: [value] };
}

function nestedBlocks(
  blocks: readonly NestedBlock[],
  at: Position,
  scope: Scope,
  written: Pick<ListArgument, "items" | "incomplete"> | undefined,
): Argument {
  const items: Argument[] = [...(written?.items ?? [])];
  let incomplete = written?.incomplete;
  for (const block of blocks) {
    if (block.type !== "dynamic") {
      items.push(bodyValue(block.body, block.at, scope));
      continue;
    }
    const written = dynamicBlocks(block, scope);
    items.push(...written.items);
    incomplete ??= written.incomplete;
  }
  return list(items, at, incomplete);
}

/** A nested block as a value. */
function bodyValue(body: Body, at: Position, scope: Scope): Argument {
  return scope.names.budget.deeper(at, () => {
    const entries = new Map<string, Argument>();
    for (const name of new Set([...body.attributes.keys(), ...body.blocks.map(nameOf)])) {
      const value = argumentOf(body, name, scope);
      if (value) entries.set(name, value);
    }
    return map(entries, at);
  });
}

function dynamicBlocks(block: NestedBlock, scope: Scope): Pick<ListArgument, "items" | "incomplete"> {
  const { attributes, blocks } = block.body;
  const forEach = attributes.get("for_each");
  const content = blocks.find(({ type }) => type === "content");
  const collection = forEach ? evaluate(forEach.expression, scope) : unknown("it has no for_each", block.at);
  const members = membersOf(collection);
  if (members === undefined || content === undefined) {
    return { items: [], incomplete: reasonOf(collection) ?? "it is written by a dynamic block" };
  }
  const iterator = attributes.get("iterator");
  const [name = block.labels[0] ?? ""] = bareReferences(iterator?.expression);
  const items = members.map(([key, value]) => {
    const member = map(
      new Map([
        ["key", collection.kind === "map" ? key : value],
        ["value", value],
      ]),
      block.at,
    );
    return bodyValue(content.body, content.at, { ...scope, bindings: new Map(scope.bindings).set(name, member) });
  });
  const reason = reasonOf(collection);
  return reason === undefined ? { items } : { items, incomplete: reason };
}
