/** The blocks of a root module, found by type, by address, and by what another block calls them. */
import type { Argument, Block, Configuration } from "../configuration";
import { showReference, textOf, type Part, type Reference, type Value, type Values } from "../value";
import * as read from "./arguments";
import { armTypeOf, bodyOf } from "./azapi";
import { canonicalReference } from "./canonical";

/** Attributes by which a block is named where its id is known. */
const identifying = ["id", "object_id", "client_id", "application_id", "app_id"] as const;

/** Kinds of paths that stand before an id: `/applications/<object id>`. */
const idPrefix = /^\/(applications|servicePrincipals|groups)\//;

/** Blocks with what is needed to follow their references. */
export class Blocks {
  readonly origin: Configuration["origin"];
  private readonly byAddress = new Map<string, Block>();
  private readonly byType = new Map<string, Block[]>();
  private readonly byArmType = new Map<string, Block[]>();
  private readonly byId = new Map<string, ReadonlyMap<string, Block>>();
  private readonly bodies = new Map<Block, Argument | undefined>();

  constructor({ origin, blocks }: Configuration) {
    this.origin = origin;
    for (const block of blocks) {
      if (!this.byAddress.has(block.address)) this.byAddress.set(block.address, block);
      addTo(this.byType, typeOf(block), block);
      const armType = block.type.startsWith("azapi_") ? armTypeOf(block) : undefined;
      if (armType !== undefined) addTo(this.byArmType, armType, block);
    }
  }

  /** Blocks of some types in the order of the types; data sources are asked for as `data.okta_group`. */
  ofType(...types: readonly string[]): readonly Block[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Blocks of some types that are written for one type of Resource Manager. */
  ofArmType(armType: string, ...types: readonly string[]): readonly Block[] {
    return (this.byArmType.get(armType) ?? []).filter((block) => types.includes(typeOf(block)));
  }

  /** What is written for Resource Manager, in both bodies. */
  body(block: Block): Argument | undefined {
    if (!this.bodies.has(block)) this.bodies.set(block, bodyOf(block));
    return this.bodies.get(block);
  }

  /** Every block. */
  all(): Iterable<Block> {
    return this.byAddress.values();
  }

  /** The block that a reference points into. */
  at({ address, path }: Reference): Block | undefined {
    const key = /^\[[^\]]*\]/.exec(path)?.[0];
    const instance = key === undefined ? undefined : this.byAddress.get(address + key);
    return instance ?? this.byAddress.get(address) ?? this.byAddress.get(address.replace(/\[[^\]]*\]$/, ""));
  }

  /**
   * The block of one of some types that a value names: by a reference in it, or by an id that is known on both sides. Of a value that is
   * not known, the only one that it is formed from.
   */
  named(value: Value | undefined, ...types: readonly string[]): Block | undefined {
    if (value?.kind === "symbolic") return this.referred(value.parts, types)[0];
    if (value?.kind === "unknown") {
      const [only, ...more] = this.referred(value.mentions ?? [], types);
      return more.length === 0 ? only : undefined;
    }
    const text = textOf(value);
    if (text === undefined || text === "") return undefined;
    const id = text.replace(idPrefix, "").toLowerCase();
    for (const type of types) {
      const block = this.idsOf(type).get(id);
      if (block) return block;
    }
    return undefined;
  }

  /** The only attribute of some name that something is formed from which is not known itself; undefined for several. */
  mentioned(value: Argument, attribute: RegExp): Value | undefined {
    const mentions = value.kind === "unknown" ? (value.mentions ?? []) : [];
    const named = mentions.filter(({ path }) => attribute.test(path));
    const [only, ...more] = [...new Map(named.map((mention) => [showReference(mention), mention])).values()];
    const block = only && this.at(only);
    return block && more.length === 0 ? this.computed(block, only.path) : undefined;
  }

  /** One value of a block; absent where nothing is said. */
  value(from: Block | Argument | undefined, ...path: readonly string[]): Value | undefined {
    const found = read.value(argumentsOf(from), ...path);
    return found && this.canonical(found);
  }

  /** A list of values of a block; absent where nothing is said. */
  values(from: Block | Argument | undefined, ...path: readonly string[]): Values | undefined {
    const found = read.values(argumentsOf(from), ...path);
    return found && { ...found, items: found.items.map((item) => this.canonical(item)) };
  }

  /** One value of a block as a list of it; absent where nothing is said. */
  single(from: Block | Argument | undefined, ...path: readonly string[]): Values | undefined {
    const found = this.value(from, ...path);
    return found && { items: [found], source: found.source };
  }

  /** A value with every reference in its canonical form, so that equal things have equal normal forms. */
  canonical(value: Value): Value {
    return value.kind === "symbolic" ? canonicalReference(this, value) : value;
  }

  /** What a block computes: the value where a plan or state knows it, else a reference to it. */
  computed(block: Block, attribute: string): Value {
    const known = read.value(block.arguments, attribute);
    if (known) return this.canonical(known);
    const { source } = block;
    return this.canonical({ kind: "symbolic", parts: [{ address: block.address, path: attribute }], source });
  }

  /** Blocks of some types that references point into. */
  private referred(parts: readonly Part[], types: readonly string[]): readonly Block[] {
    const found = new Set<Block>();
    for (const part of parts) {
      const block = typeof part === "string" ? undefined : this.at(part);
      if (block && types.includes(typeOf(block))) found.add(block);
    }
    return [...found];
  }

  /** Blocks of a type by whatever identifies them. */
  private idsOf(type: string): ReadonlyMap<string, Block> {
    const before = this.byId.get(type);
    if (before) return before;
    const found = new Map<string, Block>();
    for (const block of this.byType.get(type) ?? []) {
      for (const attribute of identifying) {
        const id = textOf(read.value(block.arguments, attribute))?.replace(idPrefix, "").toLowerCase();
        if (id !== undefined && id !== "" && !found.has(id)) found.set(id, block);
      }
    }
    this.byId.set(type, found);
    return found;
  }
}

/** A block that may say something about any owner, where it is not known about which: everything in it is unknown. */
export function inDoubt(block: Block): Block {
  const { address, source } = block;
  return {
    ...block,
    arguments: { kind: "map", entries: new Map(), incomplete: `to what ${address} belongs is not known`, source },
  };
}

function addTo(index: Map<string, Block[]>, key: string, block: Block): void {
  const same = index.get(key);
  if (same) same.push(block);
  else index.set(key, [block]);
}

/** The type of a block as `ofType` takes it. */
export function typeOf({ mode, type }: Block): string {
  return mode === "data" ? `data.${type}` : type;
}

function argumentsOf(from: Block | Argument | undefined): Argument | undefined {
  return from && "arguments" in from ? from.arguments : from;
}
