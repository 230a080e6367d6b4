/** A plan of three thousand resources fits into a comment, and what matters stays. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { githubLimit, render, renderWhole } from "../../preview/render/render";
import { expectGolden } from "./support/golden";
import { structureOf } from "./support/markdown-structure";
import { type Change, planJson, valuesWith } from "./support/plan-builder";
import { previewed } from "./support/previewed";

const rule = "okta_auth_server_policy_rule.client";

/** A broken policy rule among many resources of every kind of change. */
function many(count: number): unknown {
  const kinds: readonly (readonly string[])[] = [["create"], ["update"], ["delete"], ["create", "delete"]];
  const changes = Array.from({ length: count }, (_, index): readonly [string, Change] => {
    const actions = kinds[index % 50 < 47 ? 0 : (index % 3) + 1] ?? [];
    const before = { name: `old-${index}`, tags: { number: String(index), "🌦️": "☀️".repeat(20) } };
    return [
      `azurerm_storage_account.account${index}`,
      {
        actions,
        after: actions[0] === "delete" ? null : { ...before, name: `account${index}`, location: "swedencentral" },
        more: { ...(actions[0] !== "create" && { before }), replace_paths: [["name"]] },
      },
    ];
  });
  return planJson({
    ...Object.fromEntries(changes),
    [rule]: { actions: ["update"], after: valuesWith(rule, { scope_whitelist: ["openid"] }) },
  });
}

describe("three thousand resources", () => {
  test("fit into parts that GitHub takes, none of them cut", async () => {
    const parts = render(await previewed(many(3_000)), { whole: "preview.md" });
    expect(parts.length).toBe(3);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(githubLimit);
      structureOf(part);
    }
    expect(parts[0]).toMatch(/^## ❌ Sign-in will break in `weather-dev`: /);
    expect(parts[0]).toContain("**What it means for people**");
    expect(parts[0]).toMatch(/\n\n\*Part 1 of 3\.\*$/);
    expect(parts.at(-1)).toMatch(
      /\*To fit, \d+ pieces were shortened and \d+ were left out, .* The whole is in `preview\.md`\.$/,
    );
  });

  test("are all in the whole", async () => {
    const whole = renderWhole(await previewed(many(3_000)));
    expect(structureOf(whole).folds).toBeGreaterThan(3_000);
    for (const index of [0, 1_499, 2_999]) expect(whole).toContain(`azurerm_storage_account.account${index}<`);
  });

  test("in small parts, for people to look at", async () => {
    const parts = render(await previewed(many(3_000)), { characters: 6_000, parts: 2, whole: "preview.md" });
    expectGolden("3000-resources", `${parts.join("\n\n")}\n`);
  });
});

test("whatever the limits are, every part is within them and whole, and the verdict comes first", async () => {
  const preview = await previewed(many(200));
  fc.assert(
    fc.property(fc.integer({ min: 4_000, max: 40_000 }), fc.integer({ min: 1, max: 6 }), (characters, parts) => {
      const rendered = render(preview, { characters, parts });
      expect(rendered.length).toBeLessThanOrEqual(parts);
      expect(rendered[0]).toMatch(/^## ❌ Sign-in will break/);
      for (const part of rendered) {
        expect(part.length).toBeLessThanOrEqual(characters);
        structureOf(part);
      }
    }),
    { numRuns: 40 },
  );
});
