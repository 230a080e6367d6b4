import { isObject, isSequence } from "../protocol/values";
import type { BlockSchema, NestedBlockSchema } from "../protocol/schema";
import { unknown, type Attributes, type TerraformValue } from "../resource-type";

/**
 * A state out of what a resource type returned: attributes that it left out keep the reference's value, nothing stays
 * unknown, write-only values stay out. Where the API says "empty" and the reference says "not set" (or the other way
 * round) the reference wins, as it does in the real providers; else every plan would show a difference that is none. The
 * reference is the planned state after a change, and the prior state after a read.
 */
export function completeState(schema: BlockSchema, returned: Attributes, reference: Attributes): Attributes {
  const state: Record<string, TerraformValue> = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const expected = reference[name] ?? null;
    const value = returned[name] === undefined ? expected : returned[name];
    const same = expected !== unknown && attribute.computed !== true && isEmpty(value) && isEmpty(expected);
    state[name] = attribute.writeOnly === true ? null : withoutUnknown(same ? expected : value);
  }
  for (const [name, nested] of Object.entries(schema.blocks)) {
    state[name] = completeBlock(nested, returned[name], reference[name] ?? null);
  }
  return state;
}

function completeBlock(
  nested: NestedBlockSchema,
  returned: TerraformValue | undefined,
  reference: TerraformValue,
): TerraformValue {
  const value = returned === undefined ? reference : returned;
  if (nested.nesting === "single") {
    return isObject(value) ? completeState(nested.block, value, isObject(reference) ? reference : {}) : null;
  }
  if (!isSequence(value)) return [];
  return value.map((element, index) => {
    // Elements of a set have no position in common with the reference.
    const other = nested.nesting === "list" && isSequence(reference) ? reference[index] : undefined;
    return isObject(element) ? completeState(nested.block, element, isObject(other) ? other : {}) : null;
  });
}

function withoutUnknown(value: TerraformValue): TerraformValue {
  if (value === unknown) return null;
  if (isSequence(value)) return value.map(withoutUnknown);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutUnknown(member)]));
}

function isEmpty(value: TerraformValue): boolean {
  if (value === null || value === "" || value === false || value === 0) return true;
  if (isSequence(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
