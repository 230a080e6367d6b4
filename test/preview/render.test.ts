/** What a comment says, and in which order. */
import { describe, expect, test } from "@jest/globals";
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { formPreview } from "../../preview/form-preview";
import { parsePlan } from "../../preview/plan/read-plan";
import type { Preview } from "../../preview/preview";
import { render, renderWhole } from "../../preview/render/render";
import { type Change, deployed, planJson, valuesWith } from "./support/plan-builder";
import { previewed } from "./support/previewed";

const rule = "okta_auth_server_policy_rule.client";
const broken: Readonly<Record<string, Change>> = {
  [rule]: { actions: ["update"], after: valuesWith(rule, { scope_whitelist: ["openid", "offline_access"] }) },
};

async function commentOn(changes: Readonly<Record<string, Change>>, more = {}): Promise<string> {
  return render(await previewed(planJson(changes, more))).join("\n\n");
}

/** The preview of several plans. */
async function several(plans: Readonly<Record<string, unknown>>): Promise<Preview> {
  const sources = Object.entries(plans).map(([name, plan]) => ({
    name,
    file: name,
    plan: parsePlan(JSON.stringify(plan), name),
  }));
  return formPreview(sources, { grammar: await loadGrammar() });
}

test("verdict, picture, scopes, people, counts and folds stand in this order", async () => {
  const comment = await commentOn(broken);
  const order = [
    "## ❌ Sign-in will break in `weather-dev`: ",
    "rules judged the plan alone: 1 error",
    "```mermaid",
    "| scope | exposed | requested | allowed | advertised | required |",
    "**What it means for people**",
    "**Changes**: 1 updated; ",
    "<details><summary>update <code>okta_auth_server_policy_rule.client</code></summary>",
  ].map((text) => comment.indexOf(text));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order[0]).toBe(0);
});

test("the broken link is marked by a line of its own, by colour and by words, and the changed cell by both values", async () => {
  const comment = await commentOn(broken);
  expect(comment).toMatch(
    / {2}n\d -\. "BROKEN: no-policy-rule-admits-request<br\/>requested and allowed scopes" \.- n\d/,
  );
  expect(comment).toMatch(/ {2}linkStyle \d stroke:#cf222e,stroke-width:4px/);
  expect(comment).toContain("| `weather.read` | yes | yes | yes → **no** | yes | yes |");
});

describe("what nothing changes", () => {
  test("is said in one line, or not at all", async () => {
    const preview = await previewed(planJson());
    expect(render(preview)).toEqual([
      "❔ Nothing changes in `weather-dev`; 1 question about sign-in cannot be decided.",
    ]);
    expect(render(preview, { skipUnchanged: true })).toEqual([]);
    expect(renderWhole(preview, { skipUnchanged: true })).toBe("");
  });

  test("and is broken is told as it is", async () => {
    const inactive = JSON.stringify(planJson()).replaceAll(
      '"status":"ACTIVE","grant_type',
      '"status":"INACTIVE","grant_type',
    );
    const [comment = ""] = render(await previewed(JSON.parse(inactive)), { skipUnchanged: true });
    expect(comment).toMatch(/^## ❌ Sign-in does not work in `weather-dev`: /);
  });

  test("is left out beside what does change, where that is asked for", async () => {
    const preview = await several({ changing: planJson(broken), quiet: planJson() });
    expect(render(preview).join("")).toContain("Nothing changes in `quiet`.");
    expect(render(preview, { skipUnchanged: true }).join("")).not.toContain("quiet");
  });
});

test("several deployments are told from each other, and the first line names the broken one", async () => {
  const comment = render(
    await several({ good: planJson({ "null_resource.a": { actions: ["create"] } }), bad: planJson(broken) }),
  ).join("\n\n");
  expect(comment).toMatch(/^## ❌ Sign-in will break in `bad`: /);
  expect(comment.match(/^### .*$/gm)).toEqual(["### `good`", "### `bad`"]);
});

test("an accepted error is no error, and says why it stands", async () => {
  const position = { file: "accepted-findings.yaml", line: 1, column: 1 };
  const at = "azapi_resource.connection";
  const acceptances = [
    { rule: "no-policy-rule-admits-request", deployment: "weather-dev", at, reason: "It is being moved", position },
    { rule: "gate-missing", deployment: "weather-dev", at, reason: "x", position },
  ];
  const preview = await previewed(planJson(broken), { acceptances });
  const comment = render(preview).join("\n\n");
  expect(preview.verdict).not.toBe("fail");
  expect(comment).toContain("Accepted: It is being moved");
  expect(comment).toContain("Acceptances that no finding needs; take them out:\n\n- `gate-missing` in `weather-dev`");
  // That nobody gets through is so all the same.
  expect(comment).toContain("**loses** `get_forecast`");
});

test("a check of the configuration that fails, and a plan that is not the whole, are told", async () => {
  const comment = await commentOn(broken, {
    complete: false,
    checks: [
      {
        address: { kind: "check", to_display: "check.endpoint" },
        status: "fail",
        instances: [{ problems: [{ message: "The endpoint @team answered 500" }] }],
      },
    ],
  });
  expect(comment).toContain("**Terraform could not plan everything**");
  expect(comment).toContain(
    "A check of the configuration itself does not hold: `check.endpoint`\n\n- `The endpoint @team answered 500`",
  );
});

describe("folds", () => {
  test("tell the cause and the order of a replacement", async () => {
    const comment = await commentOn({
      "azapi_resource.site": { actions: ["delete", "create"], more: { replace_paths: [["location"], ["name"]] } },
    });
    expect(comment).toContain(
      "<summary>replace <code>azapi_resource.site</code>: <code>location</code>, <code>name</code> change</summary>\n\n**The old one is destroyed before the new one is created.**",
    );
  });

  test.each([
    [
      { actions: ["delete", "create"], beside: { action_reason: "replace_because_tainted" } },
      "an earlier apply left it unfinished",
    ],
    [
      { actions: ["create", "delete"], beside: { action_reason: "replace_by_request" } },
      "somebody asked for it with -replace",
    ],
    [{ actions: ["no-op"], beside: { previous_address: "azapi_resource.old" } }, "It was `azapi_resource.old`."],
    [{ actions: ["forget"] }, "<summary>forget <code>azapi_resource.site</code></summary>"],
  ])("%j", async (change, said) => expect(await commentOn({ "azapi_resource.site": change })).toContain(said));

  test("show of a text of many lines only those that change", async () => {
    const agent = "azapi_data_plane_resource.agent";
    const withText = (text: string): Readonly<Record<string, unknown>> => valuesWith(agent, { note: text });
    const plan = planJson({
      [agent]: { actions: ["update"], after: withText("one\ntwo\nthree"), more: { before: withText("one\n2\nthree") } },
    });
    expect(render(await previewed(plan)).join("")).toContain('  note, from line 2:\n-   "2"\n+   "two"');
  });

  test("show of a new resource how many values nobody knows yet, and the file shows which", async () => {
    const preview = await previewed(
      planJson({
        "null_resource.a": { actions: ["create"], after: { triggers: { a: "1" } }, unknown: { id: true, x: true } },
      }),
    );
    expect(render(preview).join("")).toContain('+ triggers.a = "1"\n  and 2 values known after the apply');
    expect(renderWhole(preview)).toContain("+ id = (known after apply)\n+ x = (known after apply)");
  });
});

test("a destroyed deployment is told as gone, and judged no more", async () => {
  const gone = Object.fromEntries(
    deployed.map(({ type, name }) => [`${type}.${name}`, { actions: ["delete"], after: null }]),
  );
  const comment = await commentOn(gone);
  expect(comment).toMatch(/^## 🛑 Sign-in ends: `weather-dev` will be gone\n\nNothing is left that could be judged\./);
  expect(comment).not.toContain("```mermaid");
});
