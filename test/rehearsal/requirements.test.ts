/** Nothing is promised that no test holds anybody to. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { requirements } from "../../rehearsal/requirements";

const project = join(__dirname, "..", "..");

/** The steps of the story are cited where it is told; a test tells it for every combination, and demands every step. */
const citing = ["rehearsal/story/story.ts", ...testsIn("test")];

function testsIn(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

test("every requirement is cited by a test", () => {
  const texts = citing.map((file) => readFileSync(join(project, file), "utf8")).join("\n");
  const uncited = Object.keys(requirements).filter((id) => !texts.includes(`"${id}"`));
  expect(Object.keys(requirements).length).toBeGreaterThan(200);
  expect(uncited).toEqual([]);
});

test.each(Object.entries(requirements))("%s has a sentence and a source", (_id, { sentence, source }) => {
  expect(sentence).toMatch(/^\S.+\.$/);
  if (!existsSync(join(project, source))) expect(source).toMatch(/^https:\/\/[\w.-]+\//);
});
