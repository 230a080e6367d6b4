/**
 * Reads generated Terraform JSON for tests. It imports nothing of this project, so that a mistake in the contract cannot hide here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A block of the configuration. */
export interface Block {
  /** `azapi_resource.name` or `data.okta_group.name`. */
  readonly address: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly attributes: Json;
}

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** One synthesized stack. */
export class TerraformJson {
  readonly json: Json;
  readonly blocks: readonly Block[];
  readonly locals: Json;

  constructor(json: Json) {
    this.json = json;
    this.locals = object(json["locals"]);
    this.blocks = (["resource", "data"] as const).flatMap((mode) =>
      Object.entries(object(json[mode])).flatMap(([type, named]) =>
        Object.entries(object(named)).map(([name, attributes]) => ({
          address: mode === "data" ? `data.${type}.${name}` : `${type}.${name}`,
          mode,
          type,
          attributes: object(attributes),
        })),
      ),
    );
  }

  /** The stack of an output folder. */
  static read(output: string, stack: string): TerraformJson {
    return new TerraformJson(JSON.parse(readFileSync(join(output, "stacks", stack, "cdk.tf.json"), "utf8")) as Json);
  }

  /** Blocks of one type, of resources unless said otherwise. */
  ofType(type: string, mode: Block["mode"] = "resource"): readonly Block[] {
    return this.blocks.filter((block) => block.type === type && block.mode === mode);
  }

  /** The only block of a type. */
  only(type: string, mode: Block["mode"] = "resource"): Block {
    const [block, ...more] = this.ofType(type, mode);
    if (!block || more.length > 0) throw new Error(`${more.length + (block ? 1 : 0)} blocks of the type ${type}`);
    return block;
  }

  /** The block at an address. */
  at(address: string): Block {
    const block = this.blocks.find((candidate) => candidate.address === address);
    if (!block) throw new Error(`No block at ${address}`);
    return block;
  }

  /** Follows a reference such as `${okta_auth_server_scope.x.name}` to the value that is written there, as often as needed. */
  resolve(value: unknown): unknown {
    const reference = soleReference(value);
    if (reference === undefined) return value;
    const parts = reference.split(".");
    const length = parts[0] === "data" ? 3 : 2;
    const block = this.blocks.find(({ address }) => address === parts.slice(0, length).join("."));
    const attribute = parts.slice(length).join(".");
    const written = block?.attributes[attribute];
    return written === undefined ? value : this.resolve(written);
  }

  /** Address of the block that a value refers to. */
  target(value: unknown): string {
    const reference = soleReference(value);
    if (reference === undefined) throw new Error(`No reference: ${JSON.stringify(value)}`);
    const parts = reference.split(".");
    return parts.slice(0, parts[0] === "data" ? 3 : 2).join(".");
  }

  /** Everything that can be referred to. */
  get addresses(): ReadonlySet<string> {
    return new Set([
      ...this.blocks.map(({ address }) => address),
      ...Object.keys(this.locals).map((name) => `local.${name}`),
      ...Object.keys(object(this.json["variable"])).map((name) => `var.${name}`),
    ]);
  }

  /** What each address, and each output, refers to. */
  get dependencies(): ReadonlyMap<string, readonly string[]> {
    const of = (value: unknown): readonly string[] => [...new Set(referencesIn(value))];
    return new Map([
      ...this.blocks.map(
        ({ address, attributes }) => [address, [...of(attributes), ...plainReferences(attributes)]] as const,
      ),
      ...Object.entries(this.locals).map(([name, value]) => [`local.${name}`, of(value)] as const),
      ...Object.entries(object(this.json["output"])).map(([name, value]) => [`output.${name}`, of(value)] as const),
    ]);
  }
}

/** The value as an object; anything else is an empty one. */
export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The value without cdktf's metadata, on all levels. */
export function withoutMetadata<Value>(value: Value): Value;
export function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutMetadata(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (key === "//" ? [] : [[key, withoutMetadata(item) as unknown]])),
  );
}

/** A value at a path of keys and indexes; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined,
    value,
  );
}

/** The text as a list of texts. */
export function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === "string")) {
    throw new Error(`No list of texts: ${JSON.stringify(value)}`);
  }
  return value;
}

/** The reference that a value consists of; undefined for anything else. */
function soleReference(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return /^\$\{((?:data\.)?[a-z0-9_]+\.[\w-]+(?:\.[\w-]+)*)\}$/.exec(value)?.[1];
}

/** `depends_on` and `replace_triggered_by` hold addresses without a template around them. */
function plainReferences(attributes: Json): readonly string[] {
  const lists = [attributes["depends_on"], object(attributes["lifecycle"])["replace_triggered_by"]];
  return lists.flatMap((list) => (list === undefined ? [] : texts(list))).flatMap((text) => addressesIn(text));
}

function referencesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return templatesIn(value).flatMap((expression) => addressesIn(expression));
  if (Array.isArray(value)) return value.flatMap((item: unknown) => referencesIn(item));
  return Object.entries(object(value)).flatMap(([key, item]) => [...referencesIn(key), ...referencesIn(item)]);
}

/** The expressions in the templates of a text; quoted texts inside them are left out. */
export function templatesIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let start = text.indexOf("${"); start >= 0; start = text.indexOf("${", start)) {
    let depth = 1;
    let quoted = false;
    let expression = "";
    let end = start + 2;
    for (; end < text.length && depth > 0; end += 1) {
      const sign = text.charAt(end);
      if (quoted && sign === "\\") end += 1;
      else if (sign === '"') quoted = !quoted;
      else if (!quoted && sign === "{") depth += 1;
      else if (!quoted && sign === "}") depth -= 1;
      if (!quoted && depth > 0 && sign !== '"') expression += sign;
    }
    found.push(expression);
    start = end;
  }
  return found;
}

const addressPattern = /(?<![\w.-])(?:(?:local|var)\.[\w-]+|(?:data\.)?[a-z]+_[a-z0-9_]+\.[\w-]+)/g;

function addressesIn(expression: string): readonly string[] {
  return expression.match(addressPattern) ?? [];
}
