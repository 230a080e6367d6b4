import { describe, expect, test } from "@jest/globals";
import { evaluated, shown } from "./folders";

const around = `
locals {
  text   = "b"
  list   = ["openid", "weather.read"]
  object = { "a b" = 1, c = { d = [true] } }
  chain  = local.text
}
variable "given" { default = "default" }
variable "open" {}
variable "secret" {
  default   = "never shown"
  sensitive = true
}
resource "okta_auth_server" "main" { name = "weather" }
resource "okta_auth_server_scope" "read" { name = "weather.read" }
resource "okta_auth_server_scope" "each" {
  for_each = toset(["one", "two"])
  name     = "weather.\${each.key}"
}
resource "okta_auth_server_scope" "counted" {
  count = 2
  name  = "scope-\${count.index}"
}
resource "okta_auth_server_scope" "open" {
  for_each = var.open
  name     = each.key
}
data "okta_group" "editors" { name = "Editors" }
resource "azapi_resource" "x" {}
variable "tiers" {
  type = map(object({
    group = optional(string)
    size  = optional(number, 1)
  }))
  default = {
    editor = { group = "Editors", size = 2 }
    reader = {}
  }
}
`;

test.each([
  ["jsonencode([lower(var.open)])", "it is the result of the function lower"],
  ["jsondecode(okta_auth_server.main.id)", "it is the result of the function jsondecode"],
  ['jsondecode("no JSON")', "it is the result of the function jsondecode"],
])("%s is not known", async (expression, reason) => {
  expect(shown(await evaluated(expression, around))).toBe(`unknown (${reason})`);
});

describe.each<[string, unknown]>([
  ['"text"', "text"],
  ["12.5", 12.5],
  ["-3", -3],
  ["true", true],
  ["null", null],
  ['""', ""],
  [String.raw`"a\n\t\"\\\u00e9\U0001F600"`, 'a\n\t"\\é😀'],
  ['"$${a} %%{b} $$ %"', "${a} %{b} $$ %"],
  ['"a ${local.text} c"', "a b c"],
  ['"${local.text}"', "b"],
  ['"${local.list}"', ["openid", "weather.read"]],
  ['"  ${~ local.text ~}  c"', "bc"],
  ["<<EOT\nfirst $${x}\n  ${local.text}\nEOT", "first ${x}\n  b\n"],
  ["<<-EOT\n    first\n\n      ${local.text}\n    EOT", "first\n\n  b\n"],
  ["local.chain", "b"],
  ['local.object["a b"]', 1],
  ["local.object.c.d[0]", true],
  ["local.object.c.d.0", true],
  ["local.list[1]", "weather.read"],
  ["local.list[*]", ["openid", "weather.read"]],
  ["var.given", "default"],
  ["var.open", '"${var.open}"'],
  ["var.secret", '"${var.secret}"'],
  ["okta_auth_server.main.id", '"${okta_auth_server.main.id}"'],
  ["okta_auth_server.main.name", "weather"],
  ["data.okta_group.editors.id", '"${data.okta_group.editors.id}"'],
  ["data.okta_group.editors.name", "Editors"],
  ['"${okta_auth_server.main.issuer}/v1/token"', '"${okta_auth_server.main.issuer}/v1/token"'],
  ["azapi_resource.elsewhere.output.redirect_url", '"${azapi_resource.elsewhere.output.redirect_url}"'],
  ['okta_auth_server_scope.each["one"].name', "weather.one"],
  ['okta_auth_server_scope.each["one"].id', JSON.stringify('${okta_auth_server_scope.each["one"].id}')],
  ["okta_auth_server_scope.counted[1].name", "scope-1"],
  ["okta_auth_server_scope.counted[*].name", ["scope-0", "scope-1"]],
  ["[for s in okta_auth_server_scope.each : s.name]", ["weather.one", "weather.two"]],
  ["values(okta_auth_server_scope.each)[*].name", ["weather.one", "weather.two"]],
  ['okta_auth_server_scope.open["x"].id', JSON.stringify('${okta_auth_server_scope.open["x"].id}')],
  ['[for s in local.list : "api://x/${s}" if s != "openid"]', ["api://x/weather.read"]],
  ["{for i, s in local.list : s => i}", { openid: 0, "weather.read": 1 }],
  ['true ? "yes" : var.open', "yes"],
  ['var.given == "default" ? "yes" : "no"', "yes"],
  ["1 + 2 * 3", 7],
  ["!(1 < 2) || true && false", false],
  ['concat(["a"], local.list)', ["a", "openid", "weather.read"]],

  ['toset(["a", "a", "b"])', ["a", "b"]],
  ['join(" ", local.list)', "openid weather.read"],
  ['join("/", [okta_auth_server.main.id, "v1"])', '"${okta_auth_server.main.id}/v1"'],
  ['format("api://%s/%s", okta_auth_server.main.id, local.text)', '"api://${okta_auth_server.main.id}/b"'],
  ['jsonencode({ b = ["x"], a = 1 })', '{"a":1,"b":["x"]}'],
  ["jsonencode(local.object)", '{"a b":1,"c":{"d":[true]}}'],
  ['compact(["a", "", null, okta_auth_server.main.id])', ["a", '"${okta_auth_server.main.id}"']],
  ['try(local.object.missing, local.list[7], "fallback")', "fallback"],
  ['try(local.object["a b"], 2)', 1],
  ['try(okta_auth_server_scope.each["three"].name, okta_auth_server_scope.each["one"].name)', "weather.one"],
  ['var.tiers.reader.group == null ? "everyone" : var.tiers.reader.group', "everyone"],
  ['[for key, tier in var.tiers : "${key} ${tier.size}"]', ["editor 2", "reader 1"]],
  ["jsondecode(jsonencode(local.object))", { "a b": 1, c: { d: [true] } }],
  [
    'jsonencode({ a = okta_auth_server.main.id, b = "<${okta_auth_server.main.id}>" })',
    JSON.stringify('{"a":"${okta_auth_server.main.id}","b":"\\u003c${okta_auth_server.main.id}\\u003e"}'),
  ],
  ["jsondecode(jsonencode({ a = [okta_auth_server.main.id] })).a[0]", '"${okta_auth_server.main.id}"'],
  ["jsondecode(azapi_resource.x.output).properties.redirectUrl", '"${azapi_resource.x.output.properties.redirectUrl}"'],
  ['jsondecode(jsonencode({ a = lower(var.open), b = "known" })).b', "known"],
  ['lower("ABC")', "abc"],
  ['substr("weather", 1, 3)', "eat"],
  ["merge({ a = 1 }, { a = 2, b = 3 })", { a: 2, b: 3 }],
])("%s", (expression, expected) => {
  test("has its value", async () => {
    expect(shown(await evaluated(expression, around))).toEqual(expected);
  });
});

test.each([
  ["sha256(local.text)", "it is the result of the function sha256"],
  ['"a-${sha256(local.text)}"', "it is the result of the function sha256"],
  ["each.key", "it differs from instance to instance"],
  ["self.id", "it is what the resource itself computes"],
  ["path.module", "it depends on the folder that Terraform runs in"],
  ["local.missing", 'no local value "missing" is defined'],
  ["local.object.missing", 'nothing is written under "missing"'],
  ["var.open ? 1 : 2", "it depends on a condition that is known at apply only"],
  ['"%{ if true }a%{ endif }"', "it is a template with %{ … } directives"],
  ['sensitive("x")', "it is sensitive"],
])("%s is unknown, and says why", async (expression, reason) => {
  expect(await evaluated(expression, around)).toMatchObject({ kind: "unknown", reason });
});

test.each([
  ["sha256(local.text)", "0".repeat(64)],
  ['"a-${substr(sha1(jsonencode([var.open])), 3, 6)}-${local.text}"', "a-000000-b"],
  ["substr(md5(local.text), 30, -1)", "00"],
  ['"${sha256(local.text)}${var.open}"', undefined],
  ["substr(sha256(local.text), 0, var.open)", undefined],
])("%s has a form that is known", async (expression, example) => {
  const value = await evaluated(expression, around);
  expect(value?.kind === "unknown" ? value.example : "").toBe(example);
});

test("a value knows its file, line and column, and its path in the block", async () => {
  const value = await evaluated('{\n    "é😀" = [ # comment\n      "x", local.text\n    ]\n  }', around);
  const items = value?.kind === "map" ? value.entries.get("é😀") : undefined;
  const [first, second] = items?.kind === "list" ? items.items : [];
  expect(first?.source).toMatchObject({
    address: "okta_app_oauth.app",
    path: 'label["é😀"][0]',
    position: { line: 4, column: 7 },
  });
  // A local's text is mended where the local is.
  expect(second?.source).toMatchObject({ path: 'label["é😀"][1]', position: { line: 10, column: 12 } });
});

test("columns count UTF-16 units, as editors do", async () => {
  const value = await evaluated('["😀", "x"]');
  expect(value?.kind === "list" ? value.items[1]?.source.position?.column : undefined).toBe(18);
});
