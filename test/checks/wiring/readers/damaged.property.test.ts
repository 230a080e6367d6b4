/** Whatever is given to the readers, they answer with a configuration or with an InputError, soon. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Grammar, loadGrammar } from "../../../../checks/wiring/readers/hcl/grammar";
import { InputError } from "../../../../checks/wiring/readers/input-error";
import { readWithGrammar } from "../../../../checks/wiring/readers/read";
import { inTemporaryFolder } from "../../../support/temporary-folder";
import { wholeText } from "./folders";
import { forms, plan, shownState, stateFile } from "./same-module";

/** Longest time for one small input, in milliseconds, on a machine that does other things as well. */
const soon = 2000;

let grammar: Grammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

function judged(name: string, path: string): (content: string | Uint8Array) => Promise<void> {
  return (content) =>
    inTemporaryFolder((folder) => {
      writeFileSync(join(folder, name), content);
      const began = performance.now();
      try {
        const configurations = readWithGrammar(join(folder, path), grammar);
        expect(configurations.map(wholeText)).not.toHaveLength(0);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).not.toMatch(/\n\s+at /);
      }
      expect(performance.now() - began).toBeLessThan(soon);
    });
}

/** A text with a piece removed, doubled, or replaced. */
function damaged(text: string, pieces: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const offset = fc.nat({ max: text.length });
  return fc
    .array(fc.tuple(offset, fc.nat({ max: 12 }), pieces), { minLength: 1, maxLength: 4 })
    .map((cuts) =>
      cuts.reduce((whole, [at, length, piece]) => whole.slice(0, at) + piece + whole.slice(at + length), text),
    );
}

/** A tree of JSON with some of its values replaced by others, keys that are special among them. */
function mutated(json: unknown): fc.Arbitrary<string> {
  const keys = fc.constantFrom(
    "__proto__",
    "constructor",
    "address",
    "type",
    "mode",
    "change",
    "values",
    "resources",
    "a",
  );
  const other = fc.jsonValue({ maxDepth: 3 });
  return fc.tuple(fc.nat(400), other, keys).map(([target, value, key]) => {
    let index = 0;
    return JSON.stringify(json, (_, inner: unknown) => {
      index += 1;
      if (index - 1 !== target) return inner;
      return typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries([...Object.entries(inner), [key, value]])
        : value;
    });
  });
}

const hclPieces = fc.constantFrom(
  "",
  "{",
  "}",
  '"',
  "${",
  "}",
  "%{",
  "<<EOT\n",
  "\nEOT\n",
  "[",
  "]",
  "(",
  "=",
  "=>",
  "...",
  "*",
  ".",
  "for",
  "\\u12",
  "\u0000",
  "é😀",
  "local.a",
  "\n",
);
const jsonPieces = fc.constantFrom(
  "",
  "{",
  "}",
  '"',
  "[",
  "]",
  ",",
  ":",
  "${",
  "null",
  "1e999",
  "\\u0000",
  "\u0000",
  "true",
);

const hcl = String(forms["hcl"]?.files["main.tf"]);
const tfJson = String(forms["tf.json"]?.files["main.tf.json"]);

const cases: readonly [string, string, string, fc.Arbitrary<string | Uint8Array>][] = [
  ["arbitrary text as HCL", "main.tf", ".", fc.string({ unit: "binary", maxLength: 200 })],
  ["arbitrary bytes as HCL", "main.tf", ".", fc.uint8Array({ maxLength: 100 })],
  ["damaged HCL", "main.tf", ".", damaged(hcl, hclPieces)],
  [
    "pieces of HCL",
    "main.tf",
    ".",
    fc.array(hclPieces, { maxLength: 40 }).map((all) => `locals {\n a = ${all.join(" ")}\n}`),
  ],
  ["arbitrary JSON as a stack", "a.tf.json", ".", fc.json()],
  ["damaged JSON as a stack", "a.tf.json", ".", damaged(tfJson, jsonPieces)],
  ["a stack with other values", "a.tf.json", ".", mutated(JSON.parse(tfJson))],
  ["arbitrary JSON", "a.json", "a.json", fc.json()],
  ["a plan with other values", "a.json", "a.json", mutated(plan)],
  ["a damaged plan", "a.json", "a.json", damaged(JSON.stringify(plan), jsonPieces)],
  ["a state with other values", "a.json", "a.json", mutated(shownState)],
  ["a state file with other values", "a.tfstate", "a.tfstate", mutated(stateFile)],
];

test.each(cases)("%s", async (_, name, path, content) => {
  await fc.assert(fc.asyncProperty(content, judged(name, path)), { numRuns: 200 });
});
