import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";

const folder = join(__dirname, "..", "..", "fixtures", "previews");

/** Compares a text with the file of a name in `test/fixtures/previews`; with `UPDATE_GOLDENS=1` it writes the file instead. */
export function expectGolden(name: string, text: string): void {
  const file = join(folder, `${name}.md`);
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}
