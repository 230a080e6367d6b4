/** What is read without the parser of HCL is read as the parser reads it. */
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ExpressionReader } from "../../../../checks/wiring/readers/hcl/expressions";
import { loadGrammar, type Grammar } from "../../../../checks/wiring/readers/hcl/grammar";
import { templateParts } from "../../../../checks/wiring/readers/hcl/templates";
import { plainTemplateParts } from "../../../../checks/wiring/readers/json/plain-template";

const at = { file: "main.tf.json", line: 1, column: 1 };
let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

/** The parts as the parser of HCL tells them; undefined where it finds a mistake. */
function parsed(text: string): unknown {
  const source = `value = <<END\n${text}\nEND\n`;
  const tree = grammar.parse(source);
  try {
    const [heredoc] = tree.rootNode.descendantsOfType("heredoc_template");
    if (tree.rootNode.hasError || !heredoc) return undefined;
    return templateParts(heredoc, new ExpressionReader(source, () => at), { dropLastNewline: true });
  } finally {
    tree.delete();
  }
}

const word = fc.constantFrom("local", "var", "data", "a-b", "jsonencode", "true", "null", "_x1", "for", "if");
const pieces = fc.constantFrom(
  ".",
  "[0]",
  '["k"]',
  "[*]",
  "(",
  ")",
  ",",
  ", ",
  " ",
  '"text"',
  "1",
  "2.5",
  "-",
  "?",
  "...",
);
const expression = fc.array(fc.oneof({ weight: 3, arbitrary: word }, { weight: 4, arbitrary: pieces }), {
  minLength: 1,
  maxLength: 9,
});

test("any mixture of names, steps, literals and calls is told as the parser tells it, or left to the parser", () => {
  let plain = 0;
  fc.assert(
    fc.property(expression, fc.constantFrom("", "x-"), (tokens, before) => {
      const text = `${before}\${${tokens.join("")}}`;
      const told = plainTemplateParts(text, at);
      if (told === undefined) return;
      plain += 1;
      expect(told).toEqual(parsed(text));
    }),
    { numRuns: 3_000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test.each([
  ["${local.a}", 1],
  ["api://${var.name}/${data.x.y.z}", 4],
  ["w-${substr(sha256(jsonencode(local.facts)), 0, 6)}", 2],
  ['${a.b[0]["key"].c}', 1],
])("%s is read without the parser", (text, parts) => {
  const told = plainTemplateParts(text, at);
  expect(told).toHaveLength(parts);
  expect(told).toEqual(parsed(text));
});

test.each([
  "${a + b}",
  "${a[*].b}",
  "%{ if a }x%{ endif }",
  "$${a}",
  "${f(a...)}",
  "${",
  "${a",
  "${f(a}",
  '${"a${b}"}',
])("%s is left to the parser", (text) => {
  expect(plainTemplateParts(text, at)).toBeUndefined();
});

test("calls in calls are left to the parser before they exhaust the stack", () => {
  expect(plainTemplateParts(`\${${"f(".repeat(100_000)}`, at)).toBeUndefined();
});
