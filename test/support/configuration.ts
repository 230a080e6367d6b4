/**
 * Builds configurations from plain objects as Terraform's JSON syntax writes them, for tests of layers and rules: references to locals
 * and to written attributes are followed, every other reference stays, any other expression is unknown.
 */
import { argumentAt, type Argument, type Block, type Configuration } from "../../checks/wiring/configuration";
import { fromParts, type Part, type Source, type Value } from "../../checks/wiring/value";
import { object, type Json } from "./terraform-json";

/** A root module in Terraform's JSON syntax, as far as layers look at it. */
export interface Module {
  readonly name?: string;
  readonly origin?: Configuration["origin"];
  readonly resource?: Json;
  readonly data?: Json;
  readonly locals?: Json;
  readonly variable?: Json;
}

/** Arguments of Terraform itself. */
const metaArguments: ReadonlySet<string> = new Set(["//", "lifecycle", "depends_on", "count", "for_each", "provider"]);

/** Builds a configuration. */
export function configurationOf(module: Module): Configuration {
  const builder = new Builder(module);
  return {
    name: module.name ?? "test",
    origin: module.origin ?? "configuration",
    blocks: builder.blocks(),
    variables: Object.keys(object(module.variable)).map((name) => ({
      name,
      validations: [],
      source: { address: `var.${name}`, path: "" },
    })),
  };
}

class Builder {
  private readonly module: Module;
  private readonly written = new Map<string, Json>();

  constructor(module: Module) {
    this.module = module;
    for (const mode of ["resource", "data"] as const) {
      for (const [type, named] of Object.entries(object(module[mode]))) {
        for (const [name, attributes] of Object.entries(object(named))) {
          this.written.set(`${mode === "data" ? "data." : ""}${type}.${name}`, object(attributes));
        }
      }
    }
  }

  blocks(): readonly Block[] {
    return [...this.written].map(([address, attributes]) => this.block(address, attributes));
  }

  private block(address: string, attributes: Json): Block {
    const isData = address.startsWith("data.");
    const lifecycle = object(attributes["lifecycle"]);
    const conditions = ["precondition", "postcondition"].flatMap((kind) => list(lifecycle[kind]));
    const own = Object.entries(attributes).filter(([name]) => !metaArguments.has(name));
    const source: Source = { address, path: "" };
    return {
      address,
      mode: isData ? "data" : "resource",
      type: address.split(".")[isData ? 1 : 0] ?? "",
      arguments: {
        kind: "map",
        entries: new Map(own.map(([name, value]) => [name, this.argument(value, { address, path: name })])),
        source,
      },
      ...("for_each" in attributes && { repeated: "for_each is not followed" }),
      dependsOn: list(attributes["depends_on"]).map(String),
      conditions: conditions.map((condition) => String(object(condition)["condition"])),
      ignoredChanges: list(lifecycle["ignore_changes"]).map(String),
      source,
    };
  }

  private argument(value: unknown, source: Source): Argument {
    if (typeof value === "string") return this.text(value, source);
    if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) {
      return { kind: "literal", value: value ?? null, source };
    }
    if (Array.isArray(value)) {
      const items = value.map((item: unknown, index) =>
        this.argument(item, { ...source, path: `${source.path}[${index}]` }),
      );
      return { kind: "list", items, source };
    }
    const entries = Object.entries(value).map(
      ([name, entry]) => [name, this.argument(entry, { ...source, path: `${source.path}.${name}` })] as const,
    );
    return { kind: "map", entries: new Map(entries), source };
  }

  private text(text: string, source: Source): Argument {
    const whole = /^\$\{(?<expression>[^}]*)\}$/.exec(text)?.groups?.["expression"];
    if (whole !== undefined) return this.expression(whole.trim(), source);
    const parts: Part[] = [];
    for (const piece of text.split(/(\$\{.*?\})/)) {
      if (!piece.startsWith("${")) {
        parts.push(piece);
        continue;
      }
      const value = this.expression(piece.slice(2, -1).trim(), source);
      if (value.kind === "literal") parts.push(String(value.value));
      else if (value.kind === "symbolic") parts.push(...value.parts);
      else return unknown("it holds an expression that is not followed", source);
    }
    return fromParts(parts, source);
  }

  private expression(expression: string, source: Source): Argument {
    const [, address = "", path = ""] =
      /^((?:data\.)?[\w-]+\.[\w-]+(?:\["[^"]*"\])?)(?:\.?(.*))$/.exec(expression) ?? [];
    if (address === "" || /[(?]/.test(expression)) return unknown(`it is the expression ${expression}`, source);
    if (address.startsWith("local.")) {
      const local = this.argument(object(this.module.locals)[address.slice("local.".length)], source);
      return path === "" ? local : (argumentAt(local, ...path.split(".")) ?? unknown("no such local", source));
    }
    const attributes = this.written.get(address);
    const steps = path.split(".").flatMap((step) => step.split(/\[(\d+)\]/).filter((piece) => piece !== ""));
    let value: unknown = attributes;
    for (const step of steps) value = typeof value === "object" && value !== null ? (value as Json)[step] : undefined;
    if (path !== "" && (typeof value === "string" || typeof value === "number" || typeof value === "boolean")) {
      return this.argument(value, source);
    }
    return { kind: "symbolic", parts: [{ address, path }], source };
  }
}

function unknown(reason: string, source: Source): Value {
  return { kind: "unknown", reason, source };
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
