import type { PathStep } from "../protocol/messages";
import type { BlockSchema } from "../protocol/schema";
import { isSequence } from "../protocol/values";
import type { Attributes } from "../resource-type";

/**
 * The paths that the plan names as reasons for a replacement. An attribute of a list block is named in its first element,
 * where Terraform then writes "forces replacement"; one of a set block is named by the block, since elements of a set have
 * no address.
 */
export function requiredReplacements(
  schema: BlockSchema,
  replacedBy: readonly string[],
  planned: Attributes,
  prior: Attributes | undefined,
): readonly { readonly steps: readonly PathStep[] }[] {
  return replacedBy.map((path) => {
    const [name = "", inner] = path.split(".", 2);
    const outer: PathStep = { attribute_name: name };
    if (inner === undefined) return { steps: [outer] };
    const nesting = schema.blocks[name]?.nesting;
    if (nesting === "single") return { steps: [outer, { attribute_name: inner }] };
    const addressable = nesting === "list" && hasElement(planned[name]) && hasElement(prior?.[name]);
    return { steps: addressable ? [outer, { element_key_int: 0 }, { attribute_name: inner }] : [outer] };
  });
}

function hasElement(value: unknown): boolean {
  return isSequence(value) && value.length > 0;
}
