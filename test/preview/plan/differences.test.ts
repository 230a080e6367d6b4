/** What differs between two values, path by path. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Discretion } from "../../../preview/discretion/discretion";
import { differencesOf } from "../../../preview/plan/differences";
import type { ValueChange } from "../../../preview/plan/plan";

const discretion = new Discretion();

/** Differences as lines: path, what was, what will be. */
function lines(change: Partial<ValueChange>, type = "test_resource"): readonly string[] {
  const whole = {
    before: undefined,
    after: undefined,
    afterUnknown: {},
    beforeSensitive: {},
    afterSensitive: {},
    ...change,
  };
  return differencesOf({ address: "test_resource.a", type }, whole).map(({ path, isItem, before, after }) => {
    const [was, willBe] = [before, after].map((leaf) => (leaf ? discretion.value(leaf) : "-"));
    return `${path}${isItem ? "[]" : ""}: ${was} -> ${willBe}`;
  });
}

test("what stays is left out, and so is what holds nothing", () => {
  expect(lines({ before: { a: 1, b: [], c: null, d: {} }, after: { a: 1, b: null, c: [], d: null } })).toEqual([]);
});

test("values, names that are none, and depth", () => {
  expect(lines({ before: { a: 1, tags: { "x y": "old" } }, after: { a: 2, tags: { "x y": "new" }, c: true } })).toEqual(
    ["a: 1 -> 2", 'tags["x y"]: "old" -> "new"', "c: - -> true"],
  );
});

test("another kind of value is one that goes and one that comes", () => {
  expect(lines({ before: { a: { b: 1 } }, after: { a: "text" } })).toEqual(["a.b: 1 -> -", 'a: - -> "text"']);
  expect(lines({ before: { a: "text" }, after: { a: [1, 2] } })).toEqual(['a: "text" -> -', "a: - -> [1, 2]"]);
});

describe("what is known after the apply only", () => {
  test("is told as such, at any depth", () => {
    expect(
      lines({
        before: { id: "x", body: { inner: "y" }, list: ["z"] },
        after: { body: {}, list: [null] },
        afterUnknown: { id: true, body: { inner: true }, list: [true] },
      }),
    ).toEqual([
      'id: "x" -> (known after apply)',
      'body.inner: "y" -> (known after apply)',
      'list[]: "z" -> -',
      "list[]: - -> (known after apply)",
    ]);
  });

  test("is a difference where nothing was", () => {
    expect(lines({ after: {}, afterUnknown: { id: true, nested: { inner: true } } })).toEqual([
      "id: - -> (known after apply)",
      "nested.inner: - -> (known after apply)",
    ]);
  });
});

describe("what is sensitive", () => {
  test("is never shown, at any depth, and whichever side marks it", () => {
    expect(
      lines({
        before: { a: "1", b: { c: ["2"] }, d: "same" },
        after: { a: "3", b: { c: ["4"] }, d: "same" },
        beforeSensitive: { a: true, d: true },
        afterSensitive: { b: { c: [true] } },
      }),
    ).toEqual(["a: (sensitive) -> (sensitive)", 'b.c[]: "2" -> -', "b.c[]: - -> (sensitive)"]);
  });

  test("covers everything below", () => {
    expect(lines({ after: { a: { b: { c: "x" } } }, afterSensitive: { a: true } })).toEqual(["a: - -> (sensitive)"]);
    expect(lines({ after: { a: { b: "x" } }, afterSensitive: true })).toEqual([": - -> (sensitive)"]);
  });

  test("is known by its place where nothing marks it", () => {
    expect(lines({ after: { result: "x" } }, "random_password")).toEqual(["result: - -> (sensitive)"]);
    expect(lines({ after: { sensitive_body: { a: "x" } } })).toEqual(["sensitive_body: - -> (sensitive)"]);
  });
});

describe("lists", () => {
  test("of single values are told by what comes and goes", () => {
    expect(lines({ before: { s: ["a", "b", "b"] }, after: { s: ["b", "c", "a"] } })).toEqual([
      's[]: "b" -> -',
      's[]: - -> "c"',
    ]);
  });

  test("in another order are told as a whole", () => {
    expect(lines({ before: { s: ["a", "b"] }, after: { s: ["b", "a"] } })).toEqual(['s: ["a", "b"] -> ["b", "a"]']);
  });

  test("of objects with names are told by the names", () => {
    expect(
      lines({
        before: {
          settings: [
            { name: "A", value: "1" },
            { name: "B", value: "2" },
          ],
        },
        after: { settings: [{ name: "B", value: "3" }, { name: "C" }] },
      }),
    ).toEqual(['settings["A"].value: "1" -> -', 'settings["B"].value: "2" -> "3"', 'settings["C"]: - -> {…}']);
  });

  test("of objects without names are told by their places", () => {
    expect(lines({ before: { l: [{ a: 1 }] }, after: { l: [{ a: 2 }, { a: 3 }] } })).toEqual([
      "l[0].a: 1 -> 2",
      "l[1].a: - -> 3",
    ]);
  });
});

test("keys that mean something to JavaScript are keys like others", () => {
  const after: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}');
  expect(lines({ after })).toEqual(["__proto__.a: - -> 1", 'constructor: - -> "x"']);
});

test("values that are nested too deep are refused, and never run out of stack", () => {
  const deep: unknown = JSON.parse(`${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`);
  expect(() => lines({ after: deep })).toThrow("nested too deep");
});

test("no two values that differ are told to be the same, nor the other way round", () => {
  const values = fc.dictionary(fc.constantFrom("a", "b", "name"), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(values, values, (before, after) => {
      expect(lines({ before, after: before })).toEqual([]);
      const same = JSON.stringify(bare(before)) === JSON.stringify(bare(after));
      if (!same && lines({ before, after }).length === 0) throw new Error(JSON.stringify([before, after]));
    }),
    { numRuns: 500 },
  );
});

/** Without what holds nothing, in the order of the keys. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => bare(item) ?? null);
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, bare(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
