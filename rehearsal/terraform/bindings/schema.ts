import {
  typeOfBlock,
  type AttributeSchema,
  type BlockSchema,
  type NestedBlockSchema,
  type TypeExpression,
} from "../protocol/schema";
import { generatedClasses, type GeneratedClass, type GeneratedMember } from "./classes";
import { bindingsSource, type BindingsPackage } from "./source";

/**
 * The schema of a resource type, as far as the bindings tell it: names, types, nesting, who sets what. They do not tell
 * defaults, replacement, enumerations, or what is sensitive.
 * `type` is Terraform's name, for example `azurerm_resource_group`.
 */
export function resourceSchema(packageName: BindingsPackage, type: string): BlockSchema {
  return moduleSchema(packageName, moduleOf(packageName, type), "TerraformResource");
}

/** The schema of a data source; as `resourceSchema`. */
export function dataSourceSchema(packageName: BindingsPackage, type: string): BlockSchema {
  const module = `data-${packageName}-${moduleOf(packageName, type)}`;
  return moduleSchema(packageName, module, "TerraformDataSource");
}

/** The schema of a provider block; as `resourceSchema`. */
export function providerSchema(packageName: BindingsPackage): BlockSchema {
  const { attributes, blocks } = moduleSchema(packageName, "provider", "TerraformProvider");
  // Terraform's own argument, which the bindings list beside the provider's.
  return { attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== "alias")), blocks };
}

function moduleOf(packageName: string, type: string): string {
  return type.slice(`${packageName}_`.length).replaceAll("_", "-");
}

function moduleSchema(packageName: BindingsPackage, module: string, base: string): BlockSchema {
  const source = bindingsSource(packageName, module);
  const root = new RegExp(`^export class (\\w+) extends cdktf\\.${base} `, "m").exec(source)?.[1];
  const reader = new SchemaReader(generatedClasses(source));
  return reader.block(root ?? "");
}

/** Turns the classes of one module into a schema. */
class SchemaReader {
  private readonly classes: ReadonlyMap<string, GeneratedClass>;

  constructor(classes: ReadonlyMap<string, GeneratedClass>) {
    this.classes = classes;
  }

  block(className: string): BlockSchema {
    const found = this.classes.get(className);
    if (found === undefined) throw unreadable(className, "no such class");
    const attributes: Record<string, AttributeSchema> = {};
    const blocks: Record<string, NestedBlockSchema> = {};
    for (const member of found.members) {
      // What may also be computed is an attribute, even where its elements are objects.
      if (member.hcl?.isBlock === true && !member.computed) blocks[member.name] = this.nestedBlock(member, member.hcl);
      else attributes[member.name] = this.attribute(member);
    }
    return { attributes, blocks };
  }

  private nestedBlock(member: GeneratedMember, hcl: NonNullable<GeneratedMember["hcl"]>): NestedBlockSchema {
    if (hcl.kind !== "struct" && hcl.kind !== "list" && hcl.kind !== "set") throw unreadable(member.name, hcl.kind);
    const struct = hcl.kind === "struct" ? hcl.storage : hcl.storage.replace(/List$/, "");
    const block = this.block(`${struct}OutputReference`);
    const minItems = member.required ? 1 : 0;
    if (hcl.kind === "struct") return { nesting: "single", block };
    const several = /= new \w+List\(/.test(member.code) || /\?: [^;]*\[\]/.test(member.code);
    return { nesting: hcl.kind, block, minItems, ...(several ? {} : { maxItems: 1 }) };
  }

  private attribute(member: GeneratedMember): AttributeSchema {
    const { computed, optional, required } = member;
    return { type: this.typeOf(member), computed, optional, required };
  }

  private typeOf(member: GeneratedMember): TypeExpression {
    const { code, hcl } = member;
    const object = /= new (\w+)(List|Map|OutputReference)\(this, "\w+"(?:, (true|false))?\)/.exec(code);
    if (object !== null && object[1] !== "cdktf.String") return this.objectType(object);
    if (hcl !== undefined) return configuredType(member.name, hcl);
    return computedType(member.name, code);
  }

  private objectType([, struct = "", shape, wrapsSet]: RegExpExecArray): TypeExpression {
    const content = typeOfBlock(this.block(`${struct}OutputReference`));
    if (shape === "OutputReference") return content;
    if (shape === "Map") return ["map", content];
    return [wrapsSet === "true" ? "set" : "list", content];
  }
}

const elementTypes: Readonly<Record<string, TypeExpression>> = { string: "string", number: "number", boolean: "bool" };

function configuredType(name: string, hcl: NonNullable<GeneratedMember["hcl"]>): TypeExpression {
  const element = elementTypes[hcl.storage.replace(/(List|Map)$/, "")];
  if (element === undefined) throw unreadable(name, hcl.storage);
  if (hcl.kind === "simple") return element;
  if (hcl.kind === "list" || hcl.kind === "set" || hcl.kind === "map") return [hcl.kind, element];
  throw unreadable(name, hcl.kind);
}

function computedType(name: string, code: string): TypeExpression {
  const map = /new cdktf\.(String|Number|Boolean)Map\(/.exec(code)?.[1];
  if (map !== undefined) return ["map", elementTypes[map.toLowerCase()] ?? "string"];
  const [, element = "", shape = ""] = /this\.get(String|Number|Boolean)?(List|Map)?Attribute\(/.exec(code) ?? [];
  const type = elementTypes[element === "" ? "string" : element.toLowerCase()] ?? "string";
  if (shape === "Map") return ["map", type];
  if (shape === "List") return [code.includes("Fn.tolist(") ? "set" : "list", type];
  if (element === "") throw unreadable(name, code.trim().split("\n", 1)[0] ?? "");
  return type;
}

function unreadable(what: string, found: string): Error {
  return new Error(
    `The bindings describe ${JSON.stringify(what)} in a way that is not understood: ${JSON.stringify(found)}.`,
  );
}
