/**
 * The plan of a change, by the rules that providers share: what the configuration leaves out and the provider computes is
 * unknown until it is created, and kept through an update.
 * @see https://developer.hashicorp.com/terraform/plugin/framework/resources/plan-modification
 */
import { valueAt } from "../attributes";
import { isObject, isSequence } from "../protocol/values";
import { typeOfBlock, typeOfNestedBlock, type BlockSchema, type NestedBlockSchema } from "../protocol/schema";
import {
  unknown,
  type Attributes,
  type ManagedResourceType,
  type Remembered,
  type TerraformValue,
} from "../resource-type";
import { equalValues } from "./equal";

/** What Terraform hands over to plan a creation (`prior` is `undefined`) or an update. */
export interface PlanInput {
  readonly resource: ManagedResourceType;
  readonly schema: BlockSchema;
  readonly prior: Attributes | undefined;
  /** The configuration with the prior values of computed attributes, as Terraform merges them. */
  readonly proposed: Attributes;
  readonly configuration: Attributes;
  readonly remembered: Remembered;
}

/** The planned state and the attributes that make Terraform replace the resource. */
export interface Plan {
  readonly planned: Attributes;
  readonly replacedBy: readonly string[];
}

/** Plans a creation or an update. A deletion needs no plan of the provider. */
export function planChange(input: PlanInput): Plan {
  const { resource, schema, prior, configuration, remembered } = input;
  let planned = planBlock(schema, input.proposed, configuration, prior);
  planned = { ...planned, ...missingDefaults(resource, configuration) };
  if (prior !== undefined) planned = { ...planned, ...newlyUnknown(resource, schema, prior, planned) };
  const replacedBy = prior === undefined ? [] : changesThatReplace(resource, schema, prior, planned);
  return resource.plan?.({ prior, planned, configuration, replacedBy, remembered }) ?? { planned, replacedBy };
}

/** Names of attributes and blocks that differ between two states. */
export function changedAttributes(schema: BlockSchema, prior: Attributes, planned: Attributes): readonly string[] {
  const [, members] = typeOfBlock(schema);
  return Object.entries(members)
    .filter(([name, type]) => !equalValues(type, valueAt(prior, name), valueAt(planned, name)))
    .map(([name]) => name);
}

function planBlock(
  schema: BlockSchema,
  proposed: Attributes,
  configuration: Attributes,
  prior: Attributes | undefined,
): Attributes {
  const planned: Record<string, TerraformValue> = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const configured = valueAt(configuration, name);
    const isNew = prior === undefined && configured === null && attribute.computed === true;
    if (attribute.writeOnly === true) planned[name] = null;
    else planned[name] = isNew ? unknown : valueAt(proposed, name);
  }
  for (const [name, nested] of Object.entries(schema.blocks)) {
    planned[name] = planNestedBlock(
      nested,
      valueAt(proposed, name),
      valueAt(configuration, name),
      valueAt(prior, name),
    );
  }
  return planned;
}

function planNestedBlock(
  nested: NestedBlockSchema,
  proposed: TerraformValue,
  configuration: TerraformValue,
  prior: TerraformValue,
): TerraformValue {
  if (isObject(proposed)) {
    const before = isObject(prior) ? prior : undefined;
    return planBlock(nested.block, proposed, isObject(configuration) ? configuration : {}, before);
  }
  if (!isSequence(proposed)) return proposed;
  return proposed.map((element, index) => {
    if (!isObject(element)) return element;
    const configured = isSequence(configuration) ? configuration[index] : undefined;
    const before = nested.nesting === "set" ? equalElement(nested, element, prior) : elementAt(prior, index);
    // Terraform orders the elements of a set by their content, so an index does not pair them with the configuration.
    const own = nested.nesting === "set" ? element : (configured ?? {});
    return planBlock(nested.block, element, isObject(own) ? own : {}, before);
  });
}

function equalElement(nested: NestedBlockSchema, element: Attributes, prior: TerraformValue): Attributes | undefined {
  const type = typeOfBlock(nested.block);
  const found = isSequence(prior) ? prior.find((candidate) => equalValues(type, candidate, element)) : undefined;
  return isObject(found) ? found : undefined;
}

function elementAt(prior: TerraformValue, index: number): Attributes | undefined {
  const element = isSequence(prior) ? prior[index] : undefined;
  return isObject(element) ? element : undefined;
}

function missingDefaults(resource: ManagedResourceType, configuration: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(resource.defaults ?? {}).filter(([name]) => valueAt(configuration, name) === null),
  );
}

function newlyUnknown(
  resource: ManagedResourceType,
  schema: BlockSchema,
  prior: Attributes,
  planned: Attributes,
): Attributes {
  const changed = new Set(changedAttributes(schema, prior, planned));
  const affected = Object.entries(resource.unknownAfterChangeOf ?? {}).filter(([, causes]) =>
    causes.some((cause) => changed.has(cause)),
  );
  return Object.fromEntries(affected.map(([name]) => [name, unknown]));
}

function changesThatReplace(
  resource: ManagedResourceType,
  schema: BlockSchema,
  prior: Attributes,
  planned: Attributes,
): readonly string[] {
  const replaced = resource.replacedBy.filter((path) => !equalAt(schema, path, prior, planned));
  if (replaced.length > 0 || resource.update !== undefined) return replaced;
  return changedAttributes(schema, prior, planned).filter((name) => name !== "timeouts");
}

/** Compares `attribute`, or `block.attribute` in every element of the block. */
function equalAt(schema: BlockSchema, path: string, prior: Attributes, planned: Attributes): boolean {
  const [name = "", inner] = path.split(".", 2);
  const before = valueAt(prior, name);
  const after = valueAt(planned, name);
  const nested = schema.blocks[name];
  if (nested === undefined || inner === undefined) {
    const type = schema.attributes[name]?.type ?? (nested && typeOfNestedBlock(nested));
    if (type === undefined) throw noSuchPath(path);
    return equalValues(type, before, after);
  }
  const type = nested.block.attributes[inner]?.type;
  if (type === undefined) throw noSuchPath(path);
  const left = membersAt(before, inner);
  const right = membersAt(after, inner);
  return left.length === right.length && left.every((value, index) => equalValues(type, value, right[index] ?? null));
}

function membersAt(block: TerraformValue, name: string): readonly TerraformValue[] {
  const elements: readonly TerraformValue[] = isSequence(block) ? block : [block];
  return elements.map((element): TerraformValue => (isObject(element) ? valueAt(element, name) : element));
}

function noSuchPath(path: string): Error {
  return new Error(`replacedBy names ${JSON.stringify(path)}, which the schema does not have.`);
}
