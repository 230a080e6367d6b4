import { describe, expect, test } from "@jest/globals";
import { encode, ExtData } from "@msgpack/msgpack";
import fc from "fast-check";
import { decodeValue, encodeValue, parseStateValue } from "../../../rehearsal/terraform/protocol/values";
import { unknown, type TerraformValue } from "../../../rehearsal/terraform/resource-type";

const dynamicValue = fc.letrec<{ value: TerraformValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.constant(unknown),
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.boolean(),
    fc.array(tie("value")),
    fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { noNullPrototype: true }),
  ),
})).value;

describe("values on the wire", () => {
  test("any dynamic value arrives as it was sent", () => {
    fc.assert(
      fc.property(dynamicValue, (value) => {
        expect(decodeValue("dynamic", encodeValue("dynamic", value))).toEqual(value);
      }),
    );
  });

  test("an unknown value with hints is unknown, a strange extension is an error", () => {
    const hinted = encode(new ExtData(12, new Uint8Array([0x80])));
    expect(decodeValue("string", hinted)).toBe(unknown);
    expect(() => decodeValue("string", encode(new ExtData(3, new Uint8Array(1))))).toThrow("extension 3");
  });

  test("a number that travels as text is a number", () => {
    expect(decodeValue("number", encode("18446744073709551616"))).toBe(2 ** 64);
  });

  test("objects get every attribute of their type", () => {
    const type = ["object", { a: "string", b: ["list", "number"] }] as const;
    expect(decodeValue(type, encodeValue(type, { a: "x" }))).toEqual({ a: "x", b: null });
  });

  test("a dynamic value of a state file is read by its own type", () => {
    const state = { value: { hosts: ["a"] }, type: ["object", { hosts: ["tuple", ["string"]] }] };
    expect(parseStateValue("dynamic", state)).toEqual({ hosts: ["a"] });
  });

  test("a value of another shape than the schema's is refused without showing it", () => {
    expect(() => encodeValue(["list", "string"], { secret: "s3cret" })).toThrow(/^(?!.*s3cret).*schema has/);
  });
});
