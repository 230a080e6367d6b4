import { describe, expect, test } from "@jest/globals";
import type { Configuration } from "../../../../checks/wiring/configuration";
import { InputError } from "../../../../checks/wiring/readers/input-error";
import { blockOf, type Files, readFiles, shown, wholeText } from "./folders";
import { forms, plan, shownState, stateFile } from "./same-module";

async function read(form: string): Promise<Configuration> {
  const { files, path } = forms[form] ?? { files: {}, path: "" };
  const [configuration] = await readFiles(files, path);
  if (!configuration) throw new Error(`Nothing was read from ${form}.`);
  return configuration;
}

async function argumentsOf(form: string): Promise<Record<string, unknown>> {
  const { blocks } = await read(form);
  return Object.fromEntries(blocks.map((block) => [block.address, shown(block.arguments)]));
}

const created = (server: string, token: string): object => ({
  "okta_auth_server.main": { name: "weather-dev", audiences: ["api://weather-dev"] },
  "okta_auth_server_policy_rule.rule": { auth_server_id: server, scope_whitelist: ["openid", "weather.read"] },
  "azapi_resource.connection": {
    name: "reader",
    identity: [{ type: "UserAssigned" }],
    body: { properties: { target: "https://x.azurewebsites.net/mcp", tokenUrl: token } },
  },
});

describe("the same module has the same normal forms", () => {
  test.each(["hcl", "tf.json", "folder of tf.json", "synthesized", "plan"])("as %s", async (form) => {
    const id = "${okta_auth_server.main.id}";
    expect(await argumentsOf(form)).toMatchObject(
      created(JSON.stringify(id), JSON.stringify(`https://example.okta.com/oauth2/${id}/v1/token`)),
    );
  });

  test.each(["state", "state file"])("as %s, with what was computed", async (form) => {
    expect(await argumentsOf(form)).toMatchObject(created("aus1", "https://example.okta.com/oauth2/aus1/v1/token"));
  });

  test("what nobody writes is what the resource computes", async () => {
    expect(await argumentsOf("plan")).toHaveProperty(["okta_auth_server.main", "id"], '"${okta_auth_server.main.id}"');
  });
});

test("JSON tells positions too", async () => {
  const files = { "a.tf.json": '{\n  "resource": { "okta_group": { "g": {\n    "name": "x" } } }\n}' };
  const [configuration] = await readFiles(files, "a.tf.json");
  const name = configuration && blockOf(configuration, "okta_group.g").arguments.entries.get("name");
  expect(name?.source).toMatchObject({ path: "name", position: { line: 3, column: 13 } });
});

test("cdktf's way to write signs is undone", async () => {
  const text = { resource: { okta_group: { g: { name: '${"$"}{a} ${"%"}{b} \\n "x"' } } } };
  const [configuration] = await readFiles({ "a.tf.json": JSON.stringify(text) });
  expect(configuration && shown(blockOf(configuration, "okta_group.g").arguments)).toEqual({
    name: '${a} %{b} \\n "x"',
  });
});

describe("a plan", () => {
  const withChange = (change: object, more: object = {}): string =>
    JSON.stringify({
      ...plan,
      resource_changes: [
        { address: "okta_app_oauth.app", mode: "managed", type: "okta_app_oauth", name: "app", change, ...more },
      ],
      planned_values: {},
      configuration: {},
    });
  const readChange = async (change: object, more?: object): Promise<Configuration> => {
    const [configuration] = await readFiles({ "plan.json": withChange(change, more) }, "plan.json");
    if (!configuration) throw new Error("Nothing was read.");
    return configuration;
  };

  test("says that there is a secret, and not which", async () => {
    const configuration = await readChange({
      actions: ["update"],
      before: { client_secret: "hidden-before", label: "a" },
      before_sensitive: { client_secret: true },
      after: { client_secret: "hidden-after", client_basic_secret: "hidden-by-name", label: "b" },
      after_unknown: {},
      after_sensitive: { client_secret: true },
    });
    expect(wholeText(configuration)).not.toContain("hidden-");
    const block = blockOf(configuration, "okta_app_oauth.app");
    expect(block.arguments.entries.get("client_secret")).toMatchObject({ kind: "unknown", reason: "it is sensitive" });
    expect(block.planned).toMatchObject({ actions: ["update"] });
    expect(shown(block.planned?.before)).toEqual({ client_secret: "unknown (it is sensitive)", label: "a" });
  });

  test("leaves out what it deletes and what an earlier run deposed", async () => {
    expect((await readChange({ actions: ["delete"], before: {}, after: null })).blocks).toEqual([]);
    expect((await readChange({ actions: ["no-op"], before: {}, after: {} }, { deposed: "1234" })).blocks).toEqual([]);
  });

  test("of HCL, tells ids by their references, and nothing else", async () => {
    const references = (name: string): object => ({
      references: [`okta_auth_server.main.${name}`, "okta_auth_server.main"],
    });
    const text = JSON.stringify({
      ...plan,
      planned_values: {},
      resource_changes: [
        {
          address: "okta_auth_server_policy.p",
          type: "okta_auth_server_policy",
          name: "p",
          change: {
            actions: ["create"],
            before: null,
            after: {},
            after_unknown: { auth_server_id: true, description: true },
          },
        },
      ],
      configuration: {
        root_module: {
          resources: [
            {
              address: "okta_auth_server_policy.p",
              expressions: { auth_server_id: references("id"), description: references("issuer") },
            },
          ],
        },
      },
    });
    const [configuration] = await readFiles({ "plan.json": text }, "plan.json");
    expect(configuration && shown(blockOf(configuration, "okta_auth_server_policy.p").arguments)).toEqual({
      auth_server_id: '"${okta_auth_server.main.id}"',
      description:
        "unknown (it is formed from okta_auth_server.main.issuer, and a plan of HCL does not hold how; check the folder as well)",
    });
  });

  test("follows references through child modules", async () => {
    const text = JSON.stringify({
      ...plan,
      planned_values: {},
      resource_changes: [
        {
          address: "okta_auth_server.main",
          type: "okta_auth_server",
          name: "main",
          change: { actions: ["create"], after: { name: "weather" }, after_unknown: { id: true } },
        },
        {
          address: 'module.a["x"].okta_auth_server_policy.p',
          module_address: 'module.a["x"]',
          type: "okta_auth_server_policy",
          name: "p",
          change: { actions: ["create"], after: {}, after_unknown: { auth_server_id: true, name: true } },
        },
      ],
      configuration: {
        root_module: {
          module_calls: {
            a: {
              expressions: { server_id: { references: ["okta_auth_server.main.id", "okta_auth_server.main"] } },
              module: {
                resources: [
                  {
                    address: "okta_auth_server_policy.p",
                    expressions: {
                      auth_server_id: { constant_value: "${var.server_id}", references: ["var.server_id"] },
                    },
                  },
                ],
              },
            },
          },
        },
      },
    });
    const [configuration] = await readFiles({ "plan.json": text }, "plan.json");
    expect(
      configuration && shown(blockOf(configuration, 'module.a["x"].okta_auth_server_policy.p').arguments),
    ).toMatchObject({
      auth_server_id: '"${okta_auth_server.main.id}"',
    });
  });
});

test("a state hides what its paths mark, and nothing beside it", async () => {
  const attributes = { body: { a: "hidden", b: "open" }, name: "x" };
  const sensitive = [
    [
      { type: "get_attr", value: "body" },
      { type: "index", value: { value: "a", type: "string" } },
    ],
  ];
  const resources = [
    {
      mode: "managed",
      type: "azapi_resource",
      name: "r",
      instances: [
        { index_key: "k", attributes, sensitive_attributes: sensitive },
        { deposed: "1", attributes },
      ],
    },
  ];
  const [configuration] = await readFiles({ "a.tfstate": JSON.stringify({ ...stateFile, resources }) }, "a.tfstate");
  expect(configuration?.blocks.map(({ address }) => address)).toEqual(['azapi_resource.r["k"]']);
  expect(configuration && shown(blockOf(configuration, 'azapi_resource.r["k"]').arguments)).toEqual({
    body: { a: "unknown (it is sensitive)", b: "open" },
    name: "x",
  });
});

describe("bad input is told", () => {
  test.each<[string, Files, string, string]>([
    ["nothing there", {}, "nothing", "/nothing: It cannot be read: it does not exist."],
    ["another file", { "a.txt": "" }, "a.txt", "/a.txt: It is no file that can be checked."],
    ["no JSON", { "a.json": "{" }, "a.json", "/a.json: It is not JSON: something is wrong at position 1"],
    ["nothing", { "a.json": "\n" }, "a.json", "/a.json: It is not JSON: the file is empty."],
    [
      "a plan that was not shown",
      { "a.json": Buffer.from([0x50, 0x4b, 3, 4, 0xff]) },
      "a.json",
      "`terraform show -json <plan>`",
    ],
    ["a list", { "a.json": "[]" }, "a.json", "/a.json: The file must be an object; it is a list."],
    ["other JSON", { "a.json": '{"__proto__": 1, "constructor": 2}' }, "a.json", 'the keys "__proto__", "constructor"'],
    [
      "a coming version",
      { "a.json": JSON.stringify({ ...plan, format_version: "2.0" }) },
      "a.json",
      'format_version is "2.0"; allowed is 1.0',
    ],
    [
      "an old state",
      { "a.tfstate": JSON.stringify({ ...stateFile, version: 3 }) },
      "a.tfstate",
      "version is 3; allowed is 4.",
    ],
    ["a failed plan", { "a.json": JSON.stringify({ ...plan, errored: true }) }, "a.json", "errored is true"],
    [
      "a list of something else",
      { "a.json": JSON.stringify({ ...plan, resource_changes: [1] }) },
      "a.json",
      "a member of resource_changes must be an object; it is a number.",
    ],
    [
      "two resources of an address",
      { "a.json": JSON.stringify({ ...plan, resource_changes: [...plan.resource_changes, ...plan.resource_changes] }) },
      "a.json",
      "okta_auth_server.main is given twice.",
    ],
    [
      "two resources in a state",
      {
        "a.json": JSON.stringify({
          ...shownState,
          values: {
            root_module: {
              resources: [...shownState.values.root_module.resources, ...shownState.values.root_module.resources],
            },
          },
        }),
      },
      "a.json",
      "okta_auth_server.main is given twice.",
    ],
    ["a comment", { "a.tf.json": "{\n // no\n}" }, ".", "/a.tf.json:2:2: It is not JSON: invalid comment token."],
    [
      "a bad template",
      { "a.tf.json": '{"resource": {"okta_group": {"g": {"name": "${a b}"}}}}' },
      ".",
      '/a.tf.json:1:44: The template "${a b}" is wrong.',
    ],
    [
      "two keys",
      { "a.tf.json": '{"resource": {"okta_group": {"g": {}, "g": {}}}}' },
      ".",
      "okta_group.g is given twice",
    ],
    ["deep JSON", { "a.tf.json": `{"locals": ${'{"a":'.repeat(9999)}1${"}".repeat(9999)}}` }, ".", "nested too deep"],
    ["a manifest of nothing", { "manifest.json": "{}" }, ".", "stacks must be an object"],
    ["a manifest without a stack", { "manifest.json": '{"stacks": {}}' }, ".", "one or more stacks"],
  ])("%s", async (_, files, path, message) => {
    const failed = readFiles(files, path);
    await expect(failed).rejects.toThrow(InputError);
    await expect(failed).rejects.toThrow(message);
  });

  test("variable files are for configurations", async () => {
    const failed = readFiles({ "a.json": JSON.stringify(plan) }, "a.json", { varFiles: ["x.tfvars"] });
    await expect(failed).rejects.toThrow("Variable files belong to a folder");
  });
});

test("keys of prototypes are keys like others", async () => {
  const text = '{"resource": {"okta_group": {"constructor": {"__proto__": {"polluted": true}, "toString": "x"}}}}';
  const [configuration] = await readFiles({ "a.tf.json": text });
  expect(configuration?.blocks[0]?.address).toBe("okta_group.constructor");
  expect([...(configuration?.blocks[0]?.arguments.entries.keys() ?? [])]).toEqual(["__proto__", "toString"]);
  expect({}).not.toHaveProperty("polluted");
});
