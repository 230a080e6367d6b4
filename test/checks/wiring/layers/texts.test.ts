/** Lists and objects that are written as one text. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeJson } from "../../../../checks/wiring/json-text";
import { splitText } from "../../../../checks/wiring/layers/split";
import { argumentAt, type Argument } from "../../../../checks/wiring/configuration";
import { fromParts, literalValue, showValue, type Part, type Source } from "../../../../checks/wiring/value";

const source: Source = {
  address: "azapi_resource.site",
  path: "body",
  position: { file: "main.tf", line: 3, column: 5 },
};
const id = (address: string): Part => ({ address, path: "client_id" });

describe("splitText", () => {
  test("splits between references and inside texts", () => {
    const value = fromParts([id("a.x"), " pre-", id("a.y"), "-post third ", id("a.z")], source);
    expect(splitText(value, " ").items.map(showValue)).toEqual([
      '"${a.x.client_id}"',
      '"pre-${a.y.client_id}-post"',
      '"third"',
      '"${a.z.client_id}"',
    ]);
  });

  test("every item stands where the text stands", () => {
    const { items } = splitText(literalValue("a, b,,c", source), ",");
    expect(items.map(showValue)).toEqual(['"a"', '"b"', '"c"']);
    for (const item of items) expect(item.source).toEqual(source);
  });

  test("an empty text holds nothing, an unknown one may hold anything", () => {
    expect(splitText(literalValue("", source), " ")).toEqual({ items: [], source });
    expect(splitText({ kind: "unknown", reason: "it is computed", source }, " ").incomplete).toBe("it is computed");
    expect(splitText(fromParts([{ address: "var.clients", path: "" }], source), " ").incomplete).toBeDefined();
  });
});

describe("decodeJson", () => {
  test("keeps references in strings", () => {
    const value = fromParts(
      ['{"properties":{"target":"https://', id("a.x"), '/mcp","scopes":["', id("a.y"), '"]}}'],
      source,
    );
    const decoded = decodeJson(value);
    expect(argumentAt(decoded, "properties", "target")).toMatchObject({ parts: ["https://", id("a.x"), "/mcp"] });
    expect(argumentAt(decoded, "properties", "scopes", 0)).toMatchObject({
      parts: [id("a.y")],
      source: { ...source, path: "body.properties.scopes[0]" },
    });
  });

  test.each(["{", "", "nonsense", '{"a": }', `${"[".repeat(200)}${"]".repeat(200)}`, "\uE0000\uE001"])(
    "never throws: %j",
    (text) => expect(() => decodeJson(literalValue(text, source))).not.toThrow(),
  );

  test("a reference outside strings leaves it unknown", () => {
    expect(decodeJson(fromParts(['{"a":', id("a.x"), "}"], source)).kind).toBe("unknown");
  });

  test("of a text that is known in part, what is known is told where it stands", () => {
    const json: Argument = {
      kind: "map",
      entries: new Map<string, Argument>([
        ["a", literalValue(1, { address: "", path: "", position: { file: "main.tf", line: 9, column: 2 } })],
        ["b", { kind: "unknown", reason: "it is computed", source: { address: "", path: "" } }],
      ]),
      source: { address: "", path: "" },
    };
    const decoded = decodeJson({ kind: "unknown", reason: "it is computed", json, source });
    expect(argumentAt(decoded, "a")).toMatchObject({
      value: 1,
      source: { address: "azapi_resource.site", path: "body.a", position: { line: 9 } },
    });
    expect(argumentAt(decoded, "b")).toMatchObject({
      kind: "unknown",
      source: { path: "body.b", position: { line: 3 } },
    });
  });

  test("keys of prototypes are keys like others", () => {
    const decoded = decodeJson(literalValue('{"__proto__":{"a":1},"constructor":2}', source));
    expect(decoded.kind === "map" && [...decoded.entries.keys()]).toEqual(["__proto__", "constructor"]);
  });

  test("arbitrary JSON is read, arbitrary text never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        decodeJson(literalValue(text, source));
      }),
    );
  });
});
