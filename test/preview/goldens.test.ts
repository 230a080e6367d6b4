/** Comments on real plans of every change, as a reviewer reads them. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { fingerprint } from "../../preview/fingerprint";
import { outcomeOf } from "../../preview/outcome";
import type { Preview } from "../../preview/preview";
import { render } from "../../preview/render/render";
import { type ChangeName, changeNames } from "../../scripts/preview/local/changes";
import { samples } from "../support/deployments";
import { expectGolden } from "./support/golden";
import { PlannedChanges } from "./support/planned-changes";
import { stable } from "./support/stable";

const okta = samples.okta();
const entra = samples.entra();
const afterTheFirst = changeNames.filter((name) => name !== "first-deployment");

let planned: PlannedChanges;
const previews = new Map<ChangeName, Preview>();

beforeAll(async () => {
  planned = await PlannedChanges.open(okta, entra);
  previews.set("first-deployment", await planned.preview(okta, "first-deployment"));
  await planned.deploy(okta);
  for (const name of afterTheFirst) previews.set(name, await planned.preview(okta, name));
});

afterAll(() => planned.close());

function previewOf(name: ChangeName): Preview {
  const preview = previews.get(name);
  if (!preview) throw new Error(`There is no preview of ${name}.`);
  return preview;
}

function firstLineOf(name: ChangeName): string {
  return render(previewOf(name))[0]?.split("\n")[0] ?? "";
}

test.each(changeNames)("the comment on %s", (name) => {
  const parts = render(previewOf(name));
  expect(parts).toHaveLength(1);
  expectGolden(name, `${stable(parts.join("\n\n"))}\n`);
});

describe("the first line says whether sign-in works", () => {
  test("and why it will break, where a scope is removed that is still required", () => {
    const line = firstLineOf("scope-removed");
    expect(line).toMatch(/^## ❌ Sign-in will break in `weather-okta-dev`: /);
    expect(line).toContain("it lacks `weather.alert`");
  });

  test.each([
    ["first-deployment", "## ✅ Sign-in will work: `weather-okta-dev` is new"],
    ["no-change", "✅ Nothing changes in `weather-okta-dev`, and sign-in keeps working."],
    ["secret-rotated", "## ✅ Sign-in keeps working in `weather-okta-dev`; people consent again to 2 connections"],
    ["group-added", "## ✅ Sign-in keeps working in `weather-okta-dev`; some people gain tools"],
    ["destroy", "## 🛑 Sign-in ends: `weather-okta-dev` will be gone"],
  ] as const)("%s", (name, line) => {
    expect(firstLineOf(name)).toBe(line);
  });
});

test("of two new deployments it speaks in the plural", () => {
  const preview = previewOf("first-deployment");
  const [line] = render({ ...preview, plans: [...preview.plans, ...preview.plans] })[0]?.split("\n") ?? [];
  expect(line).toBe("## ✅ Sign-in will work: `weather-okta-dev` and `weather-okta-dev` are new");
});

test("what pipelines may stop at is what happens to people", () => {
  expect(Object.fromEntries(changeNames.map((name) => [name, outcomeOf(previewOf(name)).met]))).toEqual({
    "first-deployment": [],
    "no-change": [],
    "scope-added": ["replaced-connection"],
    "scope-removed": ["lost-access"],
    "connection-replaced": ["replaced-connection"],
    "secret-rotated": ["replaced-connection"],
    destroy: ["lost-access"],
    "group-added": [],
  });
});

test("two plans of one change have one fingerprint, and every change has its own", async () => {
  const again = await planned.preview(okta, "secret-rotated");
  expect(fingerprint(again)).toBe(fingerprint(previewOf("secret-rotated")));
  expect(new Set(changeNames.map((name) => fingerprint(previewOf(name)))).size).toBe(changeNames.length);
});

describe("at Entra", () => {
  beforeAll(() => planned.deploy(entra));

  test.each(["scope-removed", "group-added"] as const)("the comment on %s", async (name) => {
    const parts = render(await planned.preview(entra, name));
    expectGolden(`entra-${name}`, `${stable(parts.join("\n\n"))}\n`);
  });
});
