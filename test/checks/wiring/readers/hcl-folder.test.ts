import { describe, expect, test } from "@jest/globals";
import { argumentAt } from "../../../../checks/wiring/configuration";
import { InputError } from "../../../../checks/wiring/readers/input-error";
import { blockOf, readFiles, readModule, shown } from "./folders";

describe("a folder", () => {
  test("tells blocks, nested blocks, lifecycle and dependencies", async () => {
    const configuration = await readModule({
      "main.tf": `
resource "okta_app_group_assignments" "app" {
  app_id     = okta_app_oauth.app.id
  depends_on = [okta_auth_server.main, module.child]
  group { id = "a" }
  group { id = "b" }
  dynamic "group" {
    for_each = ["c"]
    content { id = group.value }
  }
  lifecycle {
    ignore_changes = [priority, group[0].id]
    precondition {
      condition     = data.azurerm_client_config.me.tenant_id == "t"
      error_message = "Wrong tenant."
    }
  }
}
variable "rehearsal" {
  validation {
    condition     = var.rehearsal == true
    error_message = "Edit these lines."
  }
}
`,
    });
    const block = blockOf(configuration, "okta_app_group_assignments.app");
    expect(shown(block.arguments)).toEqual({
      app_id: '"${okta_app_oauth.app.id}"',
      group: [{ id: "a" }, { id: "b" }, { id: "c" }],
    });
    expect(block).toMatchObject({
      dependsOn: ["okta_auth_server.main", "module.child"],
      ignoredChanges: ["priority", "group[0].id"],
      conditions: ['data.azurerm_client_config.me.tenant_id == "t"'],
      source: { position: { line: 2, column: 1 } },
    });
    expect(configuration.variables).toMatchObject([
      { name: "rehearsal", validations: ["var.rehearsal == true", '"Edit these lines."'] },
    ]);
  });

  test("a dynamic block over what is not known leaves the list open", async () => {
    const configuration = await readModule({
      "main.tf": `
variable "groups" {}
resource "okta_app_group_assignments" "app" {
  dynamic "group" {
    for_each = var.groups
    content { id = group.value }
  }
}`,
    });
    const block = blockOf(configuration, "okta_app_group_assignments.app");
    expect(shown(argumentAt(block.arguments, "group"))).toEqual(["… it is written by a dynamic block"]);
  });

  test("instances are told apart by count and for_each, and marked where they cannot be", async () => {
    const { blocks } = await readModule({
      "main.tf": `
variable "many" {}
resource "okta_auth_server" "none" { count = 0 }
resource "okta_auth_server" "one" { count = 1 }
resource "okta_auth_server" "two" { for_each = { a = 1, "b c" = 2 } }
resource "okta_auth_server" "any" { count = var.many }
`,
    });
    expect(blocks.map(({ address, repeated }) => [address, repeated])).toEqual([
      ["okta_auth_server.one[0]", undefined],
      ['okta_auth_server.two["a"]', undefined],
      ['okta_auth_server.two["b c"]', undefined],
      ["okta_auth_server.any", "its count is not followed: it is known at apply only"],
    ]);
  });

  test("variables have the values that Terraform would give them", async () => {
    const main = `
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
resource "okta_auth_server" "main" { audiences = [var.a, var.b, var.c, var.d] }
`;
    const configuration = await readModule(
      {
        "main.tf": main,
        "terraform.tfvars": 'b = "tfvars"\nc = "tfvars"\nd = "tfvars"\n',
        "x.auto.tfvars.json": '{ "c": "auto ${x}", "d": "auto" }',
        "given.tfvars": 'd = "given"\n',
      },
      { varFiles: ["given.tfvars"] },
    );
    expect(shown(blockOf(configuration, "okta_auth_server.main").arguments)).toEqual({
      audiences: ["default", "tfvars", "auto ${x}", "given"],
    });
  });

  test("a module that is called with for_each is read once for each key, and its outputs by key", async () => {
    const configuration = await readModule({
      "main.tf": `
module "server" {
  source   = "./modules/server"
  for_each = { weather = ["weather.read"], maps = ["maps.read"] }
  name     = each.key
  scopes   = each.value
}
module "open" {
  source = "./modules/server"
  count  = var.many
  name   = "open"
  scopes = []
}
variable "many" {}
resource "okta_app_oauth" "app" {
  label     = module.server["maps"].label
  client_id = module.server["missing"].label
}`,
      "modules/server/main.tf": `
variable "name" {}
variable "scopes" {}
resource "okta_auth_server_policy_rule" "rule" {
  name            = var.name
  scope_whitelist = var.scopes
}
output "label" { value = "label of \${var.name}" }`,
    });
    const rules = configuration.blocks.filter(({ type }) => type === "okta_auth_server_policy_rule");
    expect(rules.map(({ address, repeated }) => [address, repeated])).toEqual([
      ['module.server["weather"].okta_auth_server_policy_rule.rule', undefined],
      ['module.server["maps"].okta_auth_server_policy_rule.rule', undefined],
      ["module.open.okta_auth_server_policy_rule.rule", "its count is not followed: it is known at apply only"],
    ]);
    expect(shown(rules[1]?.arguments)).toEqual({ name: "maps", scope_whitelist: ["maps.read"] });
    expect(shown(blockOf(configuration, "okta_app_oauth.app").arguments)).toEqual({
      label: "label of maps",
      client_id: JSON.stringify('${module.server["missing"].label}'),
    });
  });

  test("a local module is read with its variables bound, and its outputs are followed", async () => {
    const configuration = await readModule({
      "main.tf": `
module "identity" {
  source = "./identity"
  name   = "weather"
}
module "far" { source = "example/far/azurerm" }
resource "okta_app_oauth" "app" {
  label     = module.identity.label
  issuer    = "\${module.identity.server_id}/v1"
  client_id = module.far.client_id
}`,
      "identity/main.tf": `
variable "name" {}
resource "okta_auth_server" "main" { name = "\${var.name}-dev" }
output "label" { value = okta_auth_server.main.name }
output "server_id" { value = okta_auth_server.main.id }
`,
    });
    expect(shown(blockOf(configuration, "module.identity.okta_auth_server.main").arguments)).toEqual({
      name: "weather-dev",
    });
    expect(shown(blockOf(configuration, "okta_app_oauth.app").arguments)).toEqual({
      label: "weather-dev",
      issuer: '"${module.identity.okta_auth_server.main.id}/v1"',
      client_id: '"${module.far.client_id}"',
    });
  });

  test("override files change what others say", async () => {
    const configuration = await readModule({
      "main.tf": 'resource "okta_auth_server" "main" {\n  name = "a"\n  audiences = ["x"]\n}\nlocals {\n v = 1\n}',
      "main_override.tf": 'resource "okta_auth_server" "main" {\n  name = "b"\n}\nlocals {\n v = 2\n}',
    });
    expect(shown(blockOf(configuration, "okta_auth_server.main").arguments)).toEqual({ name: "b", audiences: ["x"] });
  });
});

describe("bad input is told with its place", () => {
  test.each<[string, Record<string, string | Buffer>, string]>([
    ["a syntax error", { "main.tf": "locals {\n  a = = 1\n}" }, '/main.tf:2:7: The syntax is wrong near "= 1".'],
    ["a missing brace", { "main.tf": "locals {\n  a = 1\n" }, '/main.tf:3:1: "}" is missing.'],
    ["no Terraform", { "readme.md": "" }, ": The folder holds neither manifest.json"],
    ["no UTF-8", { "main.tf": Buffer.from([0x61, 0xff]) }, "/main.tf: It is not UTF-8."],
    [
      "a cycle",
      { "main.tf": "locals {\n  a = local.b\n  b = [local.a]\n}\nresource okta_group g {\n x = local.a\n}" },
      "local.a -> local.b -> local.a",
    ],
    [
      "a cycle of blocks",
      {
        "main.tf":
          "resource okta_group a {\n name = okta_group.b.name\n}\nresource okta_group b {\n name = okta_group.a.name\n}",
      },
      "okta_group.a.name -> okta_group.b.name -> okta_group.a.name",
    ],
    ["a module that calls itself", { "main.tf": 'module "m" {\n  source = "./"\n}' }, "The value depends on itself"],
    [
      "two blocks of an address",
      { "a.tf": "resource okta_group g {}", "b.tf": "resource okta_group g {}" },
      "/b.tf:1:1: okta_group.g is given twice; it stands at /a.tf:1:1 already.",
    ],
    ["two arguments", { "a.tf": "locals {\n a = 1\n a = 2\n}" }, "/a.tf:3:2: The argument a is given twice."],
    [
      "too few labels",
      { "a.tf": "resource okta_group {}" },
      '/a.tf:1:1: A block "resource" has 1 labels; 2 are allowed.',
    ],
    ["deep nesting", { "a.tf": `locals {\n a = ${"[".repeat(5000)}${"]".repeat(5000)}\n}` }, "nested too deep"],
    [
      "a long chain",
      {
        "a.tf": `locals {\n${Array.from({ length: 5000 }, (_, i) => `a${i} = local.a${i + 1}`).join("\n")}\na5000 = 1\n}\nresource okta_group g {\n name = local.a0\n}`,
      },
      "too long a chain",
    ],
    [
      "a module that is missing",
      { "main.tf": 'module "m" {\n  source = "./nowhere"\n}' },
      "/nowhere: It cannot be read: it does not exist.",
    ],
  ])("%s", async (_, files, message) => {
    const failed = readFiles(files);
    await expect(failed).rejects.toThrow(InputError);
    await expect(failed).rejects.toThrow(message);
  });
});

test("lists that double with every local end in bounded time", async () => {
  const doubling = (what: (name: string) => string): string =>
    Array.from({ length: 60 }, (_, index) => `a${index} = ${what(`local.a${index + 1}`)}`).join("\n");
  for (const what of [
    (a: string) => `[${a}, ${a}]`,
    (a: string) => `"\${${a}}\${${a}}"`,
    (a: string) => `concat(${a}, ${a})`,
  ]) {
    const text = `locals {\n${doubling(what)}\na60 = ["x"]\n}\nresource okta_group g {\n name = local.a0\n}`;
    const began = performance.now();
    await readFiles({ "a.tf": text }).catch((error: unknown) => expect(error).toBeInstanceOf(InputError));
    expect(performance.now() - began).toBeLessThan(5000);
  }
});
