/** Reading Terraform's values without guessing: what is null, unknown or of another kind is `undefined`. */
import { isObject, isSequence } from "./protocol/values";
import type { Attributes, TerraformValue } from "./resource-type";

/** An attribute as it is; null where there is none. */
export function valueAt(attributes: Attributes | undefined, name: string): TerraformValue {
  return attributes?.[name] ?? null;
}

/** A text attribute. */
export function textAttribute(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === "string" ? value : undefined;
}

/** A text attribute that the schema requires. */
export function requiredText(attributes: Attributes, name: string): string {
  const value = textAttribute(attributes, name);
  if (value === undefined) throw missing(name);
  return value;
}

/** A number attribute. */
export function numberAttribute(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name];
  return typeof value === "number" ? value : undefined;
}

/** A boolean attribute. */
export function booleanAttribute(attributes: Attributes, name: string): boolean | undefined {
  const value = attributes[name];
  return typeof value === "boolean" ? value : undefined;
}

/** A list or set of texts; empty where it is absent. */
export function textsAttribute(attributes: Attributes, name: string): readonly string[] {
  const value = attributes[name];
  return isSequence(value) ? value.filter((element) => typeof element === "string") : [];
}

/** A map attribute. */
export function mapAttribute(attributes: Attributes, name: string): Attributes | undefined {
  const value = attributes[name];
  return isObject(value) ? value : undefined;
}

/** The only element of a block that may stand once. */
export function singleBlock(attributes: Attributes, name: string): Attributes | undefined {
  const value: TerraformValue | undefined = attributes[name];
  const element = isSequence(value) ? value[0] : value;
  return isObject(element) ? element : undefined;
}

function missing(name: string): Error {
  return new Error(`${JSON.stringify(name)} is needed here and has no value yet.`);
}
