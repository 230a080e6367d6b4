/**
 * Terraform's values on the wire: MessagePack, shaped by the schema's type.
 * Unknown values travel as an extension, values of type `dynamic` as a pair of their type and themselves.
 * @see https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/object-wire-format.md
 */
import { decode, encode, ExtData } from "@msgpack/msgpack";
import { unknown, type Attributes, type TerraformValue } from "../resource-type";
import type { TypeExpression } from "./schema";

/** An unknown value without, and with, hints about what it will be; the hints are for optimisation and may be dropped. */
const unknownExtension = 0;
const hintedUnknownExtension = 12;

/** Parses a value of the given type. A missing value is null. */
export function decodeValue(type: TypeExpression, bytes: Uint8Array | undefined): TerraformValue {
  if (bytes === undefined || bytes.length === 0) return null;
  return fromWire(type, decode(bytes));
}

/** Parses the value of a block; `undefined` where the block as a whole is null (nothing before a creation, nothing after a deletion). */
export function decodeBlock(type: TypeExpression, bytes: Uint8Array | undefined): Attributes | undefined {
  const value = decodeValue(type, bytes);
  return isObject(value) ? value : undefined;
}

/** Writes a value of the given type. */
export function encodeValue(type: TypeExpression, value: TerraformValue | undefined): Uint8Array {
  return encode(toWire(type, value ?? null));
}

/** Parses a value as a state file holds it, where a `dynamic` value is an object of `type` and `value`. */
export function parseStateValue(type: TypeExpression, json: unknown): TerraformValue {
  if (json === null || json === undefined) return null;
  if (type === "dynamic") {
    const pair = json as { readonly type: TypeExpression; readonly value: unknown };
    return parseStateValue(pair.type, pair.value);
  }
  if (typeof type === "string") return json as TerraformValue;
  return mapMembers(type, json, parseStateValue);
}

/** Whether a value is an object or a map. */
export function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list, a set or a tuple. */
export function isSequence(value: unknown): value is readonly TerraformValue[] {
  return Array.isArray(value);
}

function fromWire(type: TypeExpression, wire: unknown): TerraformValue {
  if (wire === null || wire === undefined) return null;
  if (wire instanceof ExtData) {
    if (wire.type !== unknownExtension && wire.type !== hintedUnknownExtension) throw strangeExtension(wire.type);
    return unknown;
  }
  if (type === "dynamic") {
    const [typeBytes, value] = wire as [Uint8Array, unknown];
    return fromWire(JSON.parse(Buffer.from(typeBytes).toString()) as TypeExpression, value);
  }
  // A number that no machine number holds exactly travels as text.
  if (type === "number") return Number(wire);
  if (typeof type === "string") return wire as TerraformValue;
  return mapMembers(type, wire, fromWire);
}

function mapMembers(
  type: Exclude<TypeExpression, string>,
  value: unknown,
  convert: (type: TypeExpression, member: unknown) => TerraformValue,
): TerraformValue {
  if (type[0] === "object") {
    const members = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(type[1]).map(([name, member]) => [name, convert(member, members[name])]));
  }
  if (type[0] === "map") {
    const members = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, convert(type[1], member)]));
  }
  const elements = value as readonly unknown[];
  if (type[0] === "tuple") return type[1].map((element, index) => convert(element, elements[index]));
  return elements.map((element) => convert(type[1], element));
}

function toWire(type: TypeExpression, value: TerraformValue): unknown {
  if (value === null) return null;
  if (value === unknown) return new ExtData(unknownExtension, new Uint8Array(1));
  if (type === "dynamic") {
    const own = typeOfDynamicValue(value);
    return [Buffer.from(JSON.stringify(own)), toWire(own, value)];
  }
  if (typeof type === "string") return value;
  if (type[0] === "object") {
    if (!isObject(value)) throw wrongShape(type, value);
    return Object.fromEntries(
      Object.entries(type[1]).map(([name, member]) => [name, toWire(member, value[name] ?? null)]),
    );
  }
  if (type[0] === "map") {
    if (!isObject(value)) throw wrongShape(type, value);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toWire(type[1], member)]));
  }
  if (!isSequence(value)) throw wrongShape(type, value);
  return value.map((element, index) => toWire(typeOfElement(type, index), element));
}

function typeOfElement(type: Exclude<TypeExpression, string>, index: number): TypeExpression {
  if (type[0] === "object") return "dynamic";
  return type[0] === "tuple" ? (type[1][index] ?? "dynamic") : type[1];
}

/**
 * The type that a `dynamic` value travels with: objects and tuples, as a literal in the configuration has them.
 * One form for equal values, so that Terraform sees no change between a list and a tuple of the same elements.
 */
function typeOfDynamicValue(value: TerraformValue): TypeExpression {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  if (value === null || value === unknown) return "dynamic";
  if (isSequence(value)) return ["tuple", value.map(typeOfDynamicValue)];
  return [
    "object",
    Object.fromEntries(Object.entries(value as Attributes).map(([name, member]) => [name, typeOfDynamicValue(member)])),
  ];
}

function strangeExtension(code: number): Error {
  return new Error(
    `Terraform sent a value of MessagePack extension ${code}; the protocol knows 0 and 12, both unknown.`,
  );
}

function wrongShape(type: TypeExpression, value: TerraformValue): Error {
  // The value itself may be a secret: its kind is enough to find the mistake.
  const found = isSequence(value) ? "a list" : typeof value;
  return new Error(`A resource type returned ${found} where the schema has ${JSON.stringify(type)}.`);
}
