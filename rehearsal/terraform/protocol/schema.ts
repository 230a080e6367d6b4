/**
 * Schemas as Terraform's plugin protocol describes them, in our own shape.
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */

/** Terraform's JSON notation of a type. `dynamic` takes any value together with its type. */
export type TypeExpression =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", TypeExpression]
  | readonly ["object", Readonly<Record<string, TypeExpression>>]
  | readonly ["tuple", readonly TypeExpression[]];

/** One attribute. Who may set it: the configuration (`required`, `optional`), the provider (`computed`), or either. */
export interface AttributeSchema {
  readonly type: TypeExpression;
  /** Attributes of an attribute that is an object, written with `=`. @default `type` says all */
  readonly nested?: Readonly<Record<string, AttributeSchema>>;
  /** @default false */
  readonly required?: boolean;
  /** @default false */
  readonly optional?: boolean;
  /** @default false */
  readonly computed?: boolean;
  /** Terraform masks it wherever it shows it. @default false */
  readonly sensitive?: boolean;
  /** Stands in the configuration and in no plan and no state; needs Terraform 1.11. @default false */
  readonly writeOnly?: boolean;
}

/** One kind of nested block. */
export interface NestedBlockSchema {
  readonly nesting: "single" | "list" | "set";
  /** @default 0 */
  readonly minItems?: number;
  /** @default unlimited */
  readonly maxItems?: number;
  readonly block: BlockSchema;
}

/** A resource, a data source, a provider block or the content of a nested block. */
export interface BlockSchema {
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  readonly blocks: Readonly<Record<string, NestedBlockSchema>>;
}

/** The object type of a block's values. */
export function typeOfBlock(block: BlockSchema): readonly ["object", Readonly<Record<string, TypeExpression>>] {
  const members: Record<string, TypeExpression> = {};
  for (const [name, attribute] of Object.entries(block.attributes)) members[name] = attribute.type;
  for (const [name, nested] of Object.entries(block.blocks)) members[name] = typeOfNestedBlock(nested);
  return ["object", members];
}

/** The type of a nested block: an object, or a list or set of objects. */
export function typeOfNestedBlock(nested: NestedBlockSchema): TypeExpression {
  const content = typeOfBlock(nested.block);
  return nested.nesting === "single" ? content : [nested.nesting, content];
}

/** An attribute written as an object with `=`, for example azapi's `retry`. */
export function nestedAttribute(attributes: Readonly<Record<string, AttributeSchema>>): AttributeSchema {
  return { type: typeOfBlock({ attributes, blocks: {} }), nested: attributes, optional: true };
}
