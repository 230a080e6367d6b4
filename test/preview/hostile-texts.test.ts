/** Names and values that somebody means ill with stay texts, wherever they stand. */
import { describe, expect, test } from "@jest/globals";
import { render, renderWhole } from "../../preview/render/render";
import { structureOf } from "./support/markdown-structure";
import { planJson, valuesWith } from "./support/plan-builder";
import { previewed } from "./support/previewed";

/** Each begins with what would make it active, and holds a word that is nowhere else. */
const texts = [
  "</details><img src=x onerror=evilword>",
  "`evilword` ```\n```\n<details>evilword",
  "@evilword/team and #1 GH-2 evilword",
  "[evilword](https://evilword.example) ![evilword](https://evilword.example/x.png)",
  "https://evilword.example www.evilword.example evilword@evilword.example",
  "| evilword |\n# evilword\n> evilword\n- evilword\n***evilword***",
  "\u202eevilword\u200b\u001b[31mevilword\ufeff",
  '"]\n click n1 call evilword() \n %%{init: {"securityLevel":"loose"}}%% evilword["',
  "<!-- evilword --> <script>evilword</script> &lt;evilword&gt; &#64;evilword",
];

function planWith(text: string): unknown {
  const connection = "azapi_resource.connection";
  const { body } = valuesWith(connection, {}) as { readonly body: { readonly properties: object } };
  const plan = planJson(
    {
      [connection]: {
        actions: ["create", "delete"],
        after: valuesWith(connection, {
          name: text,
          body: { properties: { ...body.properties, scopes: [text], target: text, authorizationUrl: text } },
        }),
        more: { replace_paths: [[text]] },
        beside: { action_reason: text },
      },
      "okta_auth_server_scope.read": {
        actions: ["update"],
        after: valuesWith("okta_auth_server_scope.read", { name: text }),
      },
      "okta_auth_server_policy_rule.client": {
        actions: ["update"],
        after: valuesWith("okta_auth_server_policy_rule.client", {
          name: text,
          scope_whitelist: [text],
          group_whitelist: [text],
        }),
      },
      "azapi_data_plane_resource.agent": {
        actions: ["update"],
        after: valuesWith("azapi_data_plane_resource.agent", {
          name: text,
          body: { definition: { tools: [{ type: "mcp", allowed_tools: [text], project_connection_id: text }] } },
        }),
      },
      "okta_group.named": { actions: ["update"], after: { id: text, name: text } },
      "null_resource.a": {
        actions: ["create"],
        after: { [text]: text, nested: { [text]: [text, { name: text, value: text }] } },
        beside: { address: `null_resource.a[${JSON.stringify(text)}]`, previous_address: text, deposed: text },
      },
    },
    {
      output_changes: { [text]: { actions: ["create"], before: null, after: text, after_sensitive: false } },
      checks: [{ address: { to_display: text }, status: "fail", instances: [{ problems: [{ message: text }] }] }],
      resource_drift: [
        {
          address: text,
          mode: "managed",
          type: text,
          name: text,
          change: { actions: ["update"], before: { a: 1 }, after: { a: text } },
        },
      ],
      relevant_attributes: [{ resource: text.replaceAll(/\[[^\]]*\]/g, ""), attribute: ["a"] }],
    },
  );
  return plan;
}

describe.each(texts.map((text) => [text]))("%j", (text) => {
  test("is inside of code wherever it stands, in every output", async () => {
    const position = { file: text, line: 1, column: 1 };
    const acceptances = [{ rule: "gate-missing", deployment: text, at: text, reason: text, position }];
    const preview = await previewed(planWith(text), { acceptances }, { name: text });
    const outputs = [
      ...render(preview, { whole: text }),
      ...render(preview, { characters: 3_000, parts: 9 }),
      renderWhole(preview),
    ];
    for (const output of outputs) {
      const { prose, fences } = structureOf(output);
      expect(prose).not.toMatch(/evilword/i);
      expect(prose).not.toMatch(/[@#](?=\w)|<|www\.|!\[/);
      expect(fences.join("\n").replaceAll("<br/>", "")).not.toMatch(/<\/?[a-z!]/i);
      expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    expect(outputs.join("")).toContain("evilword");
  });
});

test("a picture holds no line but its own", async () => {
  for (const text of texts) {
    const [comment = ""] = render(await previewed(planWith(text), {}, { name: text }));
    const pictures = structureOf(comment).fences.filter((fence) => fence.startsWith("flowchart"));
    expect(pictures.length).toBeGreaterThan(0);
    for (const line of pictures.join("\n").split("\n")) {
      expect(line).toMatch(
        /^flowchart LR$|^ {2}n\d+\["[^"]*"\]$|^ {2}n\d+ (?:--|-\.) "[^"]*" (?:---|\.-) n\d+$|^ {2}(?:linkStyle|style) n?\d+ stroke:#[0-9a-f]{6},stroke-width:\dpx$/,
      );
    }
  }
});
