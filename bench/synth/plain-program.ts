/**
 * A cdktf program without any contract: it takes one configuration after the other as it would stand in code, block by block in
 * the order of their references, and gives it to the same bindings. References between blocks are cdktf's own.
 */
import { createRequire } from "node:module";
import {
  type App,
  LocalBackend,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  type TerraformElement,
} from "cdktf";
import type { Construct } from "constructs";
import {
  object,
  templatesIn,
  texts,
  withoutMetadata,
  type Json,
  type TerraformJson,
} from "../../test/support/terraform-json";

type Binding = new (scope: Construct, id: string, config: Json) => TerraformResource;

/** A block without bindings, as azapi's are. */
class Bare extends TerraformResource {
  private readonly attributes: Json;

  constructor(scope: Construct, id: string, type: string, attributes: Json, order: Json) {
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: "azapi" }, ...order });
    this.attributes = attributes;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.attributes;
  }
}

class BareProvider extends TerraformProvider {
  private readonly attributes: Json;

  constructor(scope: Construct, name: string, source: string, attributes: Json) {
    super(scope, name, {
      terraformResourceType: name,
      terraformProviderSource: source,
      terraformGeneratorMetadata: { providerName: name },
    });
    this.attributes = attributes;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.attributes;
  }
}

/** Loads the bindings that a configuration needs, as the imports of a program would before it runs. */
export function loadBindings({ blocks }: TerraformJson): void {
  for (const { type, mode } of blocks) if (!type.startsWith("azapi_")) bindingOf(type, mode);
}

/** Adds the stack whose configuration is given. */
export function addStack(app: App, name: string, configuration: TerraformJson): void {
  const { json } = configuration;
  const stack = new TerraformStack(app, name);
  const backend = object(object(json["terraform"])["backend"]);
  new LocalBackend(stack, { path: String(object(backend["local"])["path"]) });
  const required = object(object(json["terraform"])["required_providers"]);
  for (const [provider, [attributes]] of Object.entries(object(json["provider"])) as [string, [Json]][]) {
    const { source, version } = object(required[provider]);
    new BareProvider(stack, provider, String(source), attributes);
    stack.addOverride(`terraform.required_providers.${provider}`, { source, version });
  }
  for (const [id, variable] of Object.entries(object(json["variable"]))) {
    new TerraformVariable(stack, id, object(camelCase(variable)));
  }

  const made = new Map<string, TerraformElement>();
  for (const address of inOrder(configuration)) {
    const value = address.startsWith("local.") ? configuration.locals[address.slice("local.".length)] : undefined;
    if (value !== undefined) {
      const local = new TerraformLocal(stack, address, referring(value, made));
      local.overrideLogicalId(address.slice("local.".length));
      made.set(address, local);
      continue;
    }
    const { type, mode, attributes } = configuration.at(address);
    const { depends_on: after, lifecycle, ...written } = withoutMetadata(attributes);
    const given = object(referring(written, made));
    const order = {
      ...(after !== undefined && { dependsOn: texts(after).map((dependency) => made.get(dependency)) }),
      ...(lifecycle !== undefined && { lifecycle: camelCase(lifecycle) }),
    };
    const element = type.startsWith("azapi_")
      ? new Bare(stack, address, type, given, order)
      : new (bindingOf(type, mode))(stack, address, { ...object(camelCase(given)), ...order });
    element.overrideLogicalId(address.slice(address.lastIndexOf(".") + 1));
    made.set(address, element);
  }
  for (const [id, output] of Object.entries(object(json["output"]))) {
    new TerraformOutput(stack, id, referring(output, made) as { value: unknown });
  }
}

/** Blocks and locals, each after what it refers to. */
function inOrder(configuration: TerraformJson): readonly string[] {
  const { dependencies } = configuration;
  const ordered = new Set<string>();
  const visit = (address: string): void => {
    if (ordered.has(address) || address.startsWith("var.")) return;
    for (const dependency of dependencies.get(address) ?? []) visit(dependency);
    ordered.add(address);
  };
  for (const address of dependencies.keys()) if (!address.startsWith("output.")) visit(address);
  return [...ordered];
}

/** The value with its templates replaced by references to elements made before. */
function referring(value: unknown, made: ReadonlyMap<string, TerraformElement>): unknown {
  if (typeof value === "string") {
    return templatesIn(value).reduce((text, expression) => {
      const parts = expression.split(".");
      const length = parts[0] === "data" ? 3 : 2;
      const element = made.get(parts.slice(0, length).join("."));
      const attribute = parts.slice(length).join(".");
      if (!(element instanceof TerraformResource) || !/^[\w.]+$/.test(attribute)) return text;
      return text.replace(`\${${expression}}`, element.getStringAttribute(attribute));
    }, value);
  }
  if (Array.isArray(value)) return value.map((item: unknown) => referring(item, made));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, referring(item, made)]));
}

function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => camelCase(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
      camelCase(item),
    ]),
  );
}

const bindings = new Map<string, Binding>();
const load = createRequire(__filename);

/** The class of a type, from a module of its own: `@cdktf/provider-azurerm/lib/resource-group`. */
function bindingOf(type: string, mode: "resource" | "data"): Binding {
  const key = `${mode}.${type}`;
  const known = bindings.get(key);
  if (known) return known;
  const [provider = "", ...words] = type.split("_");
  const module = mode === "data" ? ["data", provider, ...words].join("-") : words.join("-");
  // The path is computed, so it cannot be an import.
  const exported = load(`@cdktf/provider-${provider}/lib/${module}`) as Record<string, Binding>;
  const binding = Object.values(exported).find((candidate) => Reflect.get(candidate, "tfResourceType") === type);
  if (!binding) throw new Error(`No binding for ${type}`);
  bindings.set(key, binding);
  return binding;
}
