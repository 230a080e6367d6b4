import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "./schema";

/** A schema as a message of the plugin protocol. */
export function wireSchema(block: BlockSchema): object {
  return { version: 0, block: wireBlock(block) };
}

function wireBlock(block: BlockSchema): object {
  return {
    version: 0,
    attributes: Object.entries(block.attributes).map(([name, attribute]) => wireAttribute(name, attribute)),
    block_types: Object.entries(block.blocks).map(([name, nested]) => wireNestedBlock(name, nested)),
  };
}

function wireAttribute(name: string, attribute: AttributeSchema): object {
  const { nested } = attribute;
  return {
    name,
    // Terraform refuses an attribute that gives both: its type and the attributes nested in it.
    ...(nested === undefined
      ? { type: Buffer.from(JSON.stringify(attribute.type)) }
      : {
          nested_type: {
            nesting: "SINGLE",
            attributes: Object.entries(nested).map(([child, schema]) => wireAttribute(child, schema)),
          },
        }),
    required: attribute.required ?? false,
    optional: attribute.optional ?? false,
    computed: attribute.computed ?? false,
    sensitive: attribute.sensitive ?? false,
    write_only: attribute.writeOnly ?? false,
  };
}

function wireNestedBlock(name: string, nested: NestedBlockSchema): object {
  return {
    type_name: name,
    block: wireBlock(nested.block),
    nesting: nested.nesting.toUpperCase(),
    min_items: nested.minItems ?? 0,
    max_items: nested.maxItems ?? 0,
  };
}
