/** Pieces fit into parts: none is cut, what matters most stays, and every part is within its limit. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Block, importances } from "../../../preview/markdown/blocks";
import { fit } from "../../../preview/markdown/fit";
import type { Markdown } from "../../../preview/markdown/markdown";

const note = (): Markdown => "NOTE" as Markdown;

/** A piece that can be told from others, in full and in short. */
function piece(index: number, length: number, short: boolean, importance: Block["importance"]): Block {
  return {
    full: () => `[full ${index} ${"x".repeat(length)}]` as Markdown,
    ...(short && { short: () => `[short ${index}]` as Markdown }),
    importance,
  };
}

const classes = Object.values(importances).filter((importance) => importance !== importances.always);

const pieces = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.boolean(), fc.constantFrom(...classes)), { maxLength: 80 })
  .map((all) => [
    piece(0, 50, false, importances.always),
    ...all.map(([length, short, importance], index) => piece(index + 1, length, short, importance)),
  ]);

const limits = fc.record({ characters: fc.integer({ min: 2_000, max: 6_000 }), parts: fc.integer({ min: 1, max: 5 }) });

test("every part is within the limit, the first piece comes first, and no piece is cut", () => {
  fc.assert(
    fc.property(pieces, limits, (blocks, { characters, parts }) => {
      const fitted = fit(blocks, { characters, parts }, note);
      expect(fitted.parts.length).toBeLessThanOrEqual(parts);
      expect(fitted.parts[0]).toMatch(/^\[full 0 /);
      for (const part of fitted.parts) expect(part.length).toBeLessThanOrEqual(characters);
      const shown = fitted.parts.flatMap((part) => part.split("\n\n")).filter((text) => text.startsWith("["));
      const possible = new Set(blocks.flatMap(({ full, short }) => [full(), ...(short ? [short()] : [])]));
      expect(shown.filter((text) => !possible.has(text as Markdown))).toEqual([]);
      expect(shown).toHaveLength(blocks.length - fitted.leftOut);
      expect(shown.filter((text) => text.startsWith("[short"))).toHaveLength(fitted.shortened);
    }),
    { numRuns: 300 },
  );
});

test("pieces keep their order", () => {
  fc.assert(
    fc.property(pieces, limits, (blocks, bounds) => {
      const text = fit(blocks, bounds, note).parts.join("\n\n");
      const order = [...text.matchAll(/\[(?:full|short) (\d+)/g)].map(([, index]) => Number(index));
      expect(order).toEqual([...order].sort((one, other) => one - other));
    }),
  );
});

test("what matters less is shortened and left out first", () => {
  const important = Array.from({ length: 3 }, (_, index) => piece(index, 400, true, importances.people));
  const others = Array.from({ length: 40 }, (_, index) => piece(index + 3, 400, true, importances.created));
  const { parts, shortened, leftOut } = fit([...others, ...important], { characters: 3_000, parts: 1 }, note);
  expect(parts).toHaveLength(1);
  for (const index of [0, 1, 2]) expect(parts[0]).toContain(`[full ${index} `);
  expect(shortened).toBeGreaterThan(0);
  expect(leftOut).toBe(0);
  expect(parts[0]).toMatch(/NOTE$/);
});

test("parts are numbered, the first one at its end", () => {
  const blocks = Array.from({ length: 40 }, (_, index) => piece(index, 400, true, importances.created));
  const { parts } = fit(blocks, { characters: 4_000, parts: 3 }, note);
  expect(parts.map((part) => part.split("\n").filter((line) => line.startsWith("*")))).toEqual([
    ["*Part 1 of 3.*"],
    ["*Plan preview, part 2 of 3.*"],
    ["*Plan preview, part 3 of 3.*"],
  ]);
});

test("what fits is shown as it is", () => {
  const blocks = [piece(0, 10, false, importances.always), piece(1, 10, true, importances.created)];
  expect(fit(blocks, { characters: 2_000, parts: 4 }, note)).toMatchObject({ shortened: 0, leftOut: 0 });
});
