/** What a person reads for a file that is no YAML, or holds keys and values that the schema does not know. */
import { describe, expect, test } from "@jest/globals";

import { edited, oktaText, said } from "./sample-text";

const okta = (part: string, by: string) => said(edited(oktaText, part, by));

describe("YAML", () => {
  test("empty", () =>
    expect(said("")).toMatchInlineSnapshot(
      `"1:1  The file is empty; it takes a map that begins with name and environment."`,
    ));
  test("comments only", () =>
    expect(said("# nothing\n")).toMatchInlineSnapshot(
      `"1:1  The file is empty; it takes a map that begins with name and environment."`,
    ));
  test("a list", () =>
    expect(said("- name: weather\n")).toMatchInlineSnapshot(
      `"1:1  The file holds a list; it takes a map with name, environment and more."`,
    ));
  test("a text", () =>
    expect(said("weather\n")).toMatchInlineSnapshot(
      `"1:1  The file holds "weather"; it takes a map with name, environment and more."`,
    ));
  test("not YAML", () =>
    expect(said("name: [weather\nenvironment: dev\n")).toMatchInlineSnapshot(
      `"2:1  The file is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]."`,
    ));
  test("tab as indentation", () =>
    expect(said("identity:\n\tprovider: okta\n")).toMatchInlineSnapshot(
      `"2:1  The file is not YAML: Tabs are not allowed as indentation."`,
    ));
  test("several documents", () =>
    expect(said(`${oktaText}---\n${oktaText}`)).toMatchInlineSnapshot(
      `"25:1  A second YAML document begins here; a file holds one deployment. Move it to a file of its own."`,
    ));
  test("duplicate key", () =>
    expect(okta("environment: dev\n", "environment: dev\nname: other\n")).toMatchInlineSnapshot(
      `"3:1  name is written twice, first in line 1. Remove one of the two."`,
    ));
  test("duplicate key after normalization", () =>
    expect(okta("{ project: weather }", '{ "caf\\u00e9": a, "cafe\\u0301": b }')).toMatchInlineSnapshot(
      `"18:27  azure.tags["café"] is written twice, first in line 18. Remove one of the two."`,
    ));
  test("tag of YAML", () =>
    expect(okta("name: weather-okta", "name: !secret weather")).toMatchInlineSnapshot(
      `"1:7  The file is not YAML: Unresolved tag: !secret."`,
    ));
  test("merge key of YAML 1.1", () =>
    expect(okta("environment: dev\n", "environment: dev\n<<: { a: b }\n")).toMatchInlineSnapshot(
      `"3:1  Unknown key "<<". Allowed here: extends, name, environment, identity, server, scopes, connections, secrets, azure, foundry, clients, backend."`,
    ));
  test("unquoted asterisk", () =>
    expect(okta("Use the weather tools.", "*bold* tools")).toMatchInlineSnapshot(
      `"22:33  The file is not YAML: Unexpected scalar at node end."`,
    ));
  test("alias inside its own anchor", () =>
    expect(okta("{ project: weather }", "&a { project: *a }")).toMatchInlineSnapshot(
      `"18:23  Maps and lists stand inside each other more than 20 deep; a deployment file needs 6."`,
    ));
  test("a map as key", () =>
    expect(okta("{ project: weather }", "{ ? { a: b } : c }")).toMatchInlineSnapshot(
      `"18:13  Something that is no text stands as a key in azure.tags; a key is a text other than "__proto__"."`,
    ));
  test("prototype", () =>
    expect(okta("{ project: weather }", "{ __proto__: c, constructor: d }")).toMatchInlineSnapshot(
      `"18:11  "__proto__" stands as a key in azure.tags; a key is a text other than "__proto__"."`,
    ));
  test("nesting", () =>
    expect(okta("{ project: weather }", "[".repeat(25) + "]".repeat(25))).toMatchInlineSnapshot(
      `"18:28  Maps and lists stand inside each other more than 20 deep; a deployment file needs 6."`,
    ));
  test("thousands of brackets", () =>
    expect(said("[".repeat(20_000))).toMatchInlineSnapshot(
      `"1:1  Maps and lists stand inside each other more than 20 deep; a deployment file needs 6."`,
    ));
  test("aliases that multiply", () => {
    const lists = Array.from("bcdefgh", (letter, index) => `${letter}: &${letter} [${"abcdefgh"[index]}]`);
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ...lists.map((line) => line.replace(/\[(.)\]/, "[*$1, *$1, *$1, *$1, *$1, *$1]")),
    ];
    expect(said(bomb.join("\n"))).toMatchInlineSnapshot(
      `"1:11  The file holds more than 10000 values, those behind YAML aliases counted each time."`,
    );
  });
  test("control character", () =>
    expect(okta("Use the weather tools.", '"a\\u0007b"')).toMatchInlineSnapshot(
      `"22:26  "a\\u0007b" in foundry.agent.instructions holds the character U+0007; a text takes no control characters and no half of a surrogate pair."`,
    ));
  test("lone surrogate", () =>
    expect(okta("Use the weather tools.", '"a\\ud800b"')).toMatchInlineSnapshot(
      `"22:26  "a\\ud800b" in foundry.agent.instructions holds the character U+D800; a text takes no control characters and no half of a surrogate pair."`,
    ));
});

describe("keys", () => {
  test("unknown at the top level, near a known one", () =>
    expect(okta("environment: dev", "enviroment: dev")).toMatchInlineSnapshot(
      `"2:1  Unknown key "enviroment". Did you mean "environment"? Allowed here: extends, name, environment, identity, server, scopes, connections, secrets, azure, foundry, clients, backend."`,
    ));
  test("unknown at the top level, near nothing", () =>
    expect(okta("environment: dev\n", "environment: dev\nfavourites: {}\n")).toMatchInlineSnapshot(
      `"3:1  Unknown key "favourites". Allowed here: extends, name, environment, identity, server, scopes, connections, secrets, azure, foundry, clients, backend."`,
    ));
  test("unknown further down", () =>
    expect(okta("capacity: 50", "capacity: 50, temperature: 1")).toMatchInlineSnapshot(
      `"21:88  Unknown key "temperature" in foundry.model. Allowed here: name, version, sku, capacity."`,
    ));
  test("misspelled in a union", () =>
    expect(okta("version:", "vresion:")).toMatchInlineSnapshot(
      `"21:30  Unknown key "vresion" in foundry.model. Did you mean "version"? Allowed here: name, version, sku, capacity."`,
    ));
  test("in another case", () =>
    expect(okta("tenantId:", "tenantID:")).toMatchInlineSnapshot(
      `"15:3  Unknown key "tenantID" in azure. Did you mean "tenantId"? Allowed here: tenantId, subscriptionId, location, tags, resourceGroup, logAnalyticsWorkspace."`,
    ));
  test("of the other identity provider", () =>
    expect(okta("provider: okta", "provider: entra")).toMatchInlineSnapshot(
      `"5:3  Unknown key "organization" in identity. Allowed here: provider."`,
    ));
  test("constructor as a key", () =>
    expect(okta("environment: dev\n", "environment: dev\nconstructor: {}\n")).toMatchInlineSnapshot(
      `"3:1  Unknown key "constructor". Allowed here: extends, name, environment, identity, server, scopes, connections, secrets, azure, foundry, clients, backend."`,
    ));
  test("missing", () =>
    expect(okta("  tenantId: 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b\n", "")).toMatchInlineSnapshot(
      `"14:1  azure.tenantId is missing; it takes a GUID in lower case, such as 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b."`,
    ));
  test("without value", () =>
    expect(okta("location: swedencentral", "location:")).toMatchInlineSnapshot(
      `"17:12  azure.location is missing; it takes the name of an Azure region, such as swedencentral."`,
    ));
  test("missing section", () =>
    expect(okta("server:\n  source: ../examples/weather-server\n", "")).toMatchInlineSnapshot(
      `"1:1  server is missing; it takes a map with source, hosting, gate."`,
    ));
  test("section without keys", () =>
    expect(
      okta('{ name: gpt-5-mini, version: "2025-08-07", sku: GlobalStandard, capacity: 50 }', "{}"),
    ).toMatchInlineSnapshot(
      `"21:3  foundry.model is an empty map; it takes { name, version, sku, capacity } of a model to deploy, or { deployment: <name of an existing one> }."`,
    ));
});

describe("values", () => {
  test("name", () =>
    expect(okta("name: weather-okta", "name: Weather Okta")).toMatchInlineSnapshot(
      `"1:7  name is "Weather Okta"; it takes lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most 40 characters. Did you mean "weather-okta"?"`,
    ));
  test("number for a text", () =>
    expect(okta('version: "2025-08-07"', "version: 0613")).toMatchInlineSnapshot(
      `"21:39  foundry.model.version is 0613; it takes the version of a model, such as "2025-08-07". Write it in quotes: "0613"."`,
    ));
  test("date without quotes is a text", () =>
    expect(okta('version: "2025-08-07"', "version: 2025-08-07")).toMatchInlineSnapshot(`"valid"`));
  test("number for the name of a group", () =>
    expect(okta("[Forecasters]", "[2024]")).toMatchInlineSnapshot(
      `"13:69  connections.weather-editor.groups[0] is 2024; it takes the name of a group, or a map with id. Write it in quotes: "2024"."`,
    ));
  test("text for a number", () =>
    expect(okta("capacity: 50", 'capacity: "50"')).toMatchInlineSnapshot(
      `"21:84  foundry.model.capacity is "50"; it takes a whole number from 1 to 1000000. Write it without quotes: 50."`,
    ));
  test("fraction", () =>
    expect(okta("capacity: 50", "capacity: 0.5")).toMatchInlineSnapshot(
      `"21:84  foundry.model.capacity is 0.5; it takes a whole number from 1 to 1000000."`,
    ));
  test("too large for JavaScript", () =>
    expect(okta("capacity: 50", "capacity: 99999999999999999999")).toMatchInlineSnapshot(
      `"21:84  foundry.model.capacity is 99999999999999999999; it takes a whole number from 1 to 1000000."`,
    ));
  test("not a number", () =>
    expect(okta("capacity: 50", "capacity: .nan")).toMatchInlineSnapshot(
      `"21:84  foundry.model.capacity is .nan; it takes a whole number from 1 to 1000000."`,
    ));
  test("text for a boolean", () =>
    expect(okta("backend:", "clients: { vscode: no }\nbackend:")).toMatchInlineSnapshot(
      `"24:20  clients.vscode is "no"; it takes true or false. Write it as false, without quotes."`,
    ));
  test("map for a text", () =>
    expect(okta("location: swedencentral", "location: { name: swedencentral }")).toMatchInlineSnapshot(
      `"17:3  azure.location is a map of 1; it takes the name of an Azure region, such as swedencentral."`,
    ));
  test("text for a map", () =>
    expect(okta("{ project: weather }", "weather")).toMatchInlineSnapshot(
      `"18:9  azure.tags is "weather"; it takes a map of tags: <name>: <text>."`,
    ));
  test("text for a list", () =>
    expect(okta("groups: [Forecasters]", "groups: Forecasters")).toMatchInlineSnapshot(
      `"13:68  connections.weather-editor.groups is "Forecasters"; it takes "everyone", or a list of groups such as [Forecasters]. Write it as a list: ["Forecasters"]."`,
    ));
  test("everyone misspelled", () =>
    expect(okta("groups: everyone", "groups: Everyone")).toMatchInlineSnapshot(
      `"12:53  connections.weather-reader.groups is "Everyone"; it takes "everyone", or a list of groups such as [Forecasters]. Did you mean "everyone"?"`,
    ));
  test("location by its display name", () =>
    expect(okta("swedencentral", "Sweden Central")).toMatchInlineSnapshot(
      `"17:13  azure.location is "Sweden Central"; it takes the name of an Azure region, such as swedencentral. Did you mean "swedencentral"?"`,
    ));
  test("GUID in upper case", () =>
    expect(okta("3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b", "3F2B8A1C-5D6E-4F70-8A9B-0C1D2E3F4A5B")).toMatchInlineSnapshot(
      `"15:13  azure.tenantId is "3F2B8A1C-5D6E-4F70-8A9B-0C1D2E3F4A5B"; it takes a GUID in lower case, such as 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b. Did you mean "3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b"?"`,
    ));
  test("no GUID", () =>
    expect(okta("3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b", "acme.onmicrosoft.com")).toMatchInlineSnapshot(
      `"15:13  azure.tenantId is "acme.onmicrosoft.com"; it takes a GUID in lower case, such as 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b."`,
    ));
  test("organization as URL", () =>
    expect(okta("acme.okta.com", "https://acme.okta.com/")).toMatchInlineSnapshot(
      `"5:17  identity.organization is "https://acme.okta.com/"; it takes the host name of an Okta organization in lower case, without -admin, such as acme.okta.com. Did you mean "acme.okta.com"?"`,
    ));
  test("organization of the admin console", () =>
    expect(okta("acme.okta.com", "acme-admin.okta.com")).toMatchInlineSnapshot(
      `"5:17  identity.organization is "acme-admin.okta.com"; it takes the host name of an Okta organization in lower case, without -admin, such as acme.okta.com. Did you mean "acme.okta.com"?"`,
    ));
  test("organization as URL of the admin console", () =>
    expect(okta("acme.okta.com", "https://acme-admin.okta.com/admin/dashboard")).toMatchInlineSnapshot(
      `"5:17  identity.organization is "https://acme-admin.okta.com/admin/dashboard"; it takes the host name of an Okta organization in lower case, without -admin, such as acme.okta.com. Did you mean "acme.okta.com"?"`,
    ));
  test("organization without domain", () =>
    expect(okta("acme.okta.com", "acme")).toMatchInlineSnapshot(
      `"5:17  identity.organization is "acme"; it takes the host name of an Okta organization in lower case, without -admin, such as acme.okta.com."`,
    ));
  test("provider misspelled", () =>
    expect(okta("provider: okta", "provider: otka")).toMatchInlineSnapshot(
      `"4:13  identity.provider is "otka"; it takes "okta" or "entra". Did you mean "okta"?"`,
    ));
  test("provider missing", () =>
    expect(okta("  provider: okta\n", "")).toMatchInlineSnapshot(
      `"3:1  identity.provider is missing; it takes "okta" or "entra"."`,
    ));
  test("SKU misspelled", () =>
    expect(okta("GlobalStandard", "globalStandard")).toMatchInlineSnapshot(
      `"21:58  foundry.model.sku is "globalStandard"; it takes "GlobalStandard", "DataZoneStandard", "Standard", "GlobalProvisionedManaged", "DataZoneProvisionedManaged" or "ProvisionedManaged". Did you mean "GlobalStandard"?"`,
    ));
  test("empty instructions", () =>
    expect(okta("Use the weather tools.", '"  "')).toMatchInlineSnapshot(
      `"22:26  foundry.agent.instructions is "  "; it takes the agent's instructions, which must not be empty."`,
    ));
  test("line break in the name of a group", () =>
    expect(okta("[Forecasters]", '["Fore\\ncasters"]')).toMatchInlineSnapshot(
      `"13:69  connections.weather-editor.groups[0] is "Fore\\ncasters"; it takes the name of a group, without line break or tab."`,
    ));
  test("rotation 0", () =>
    expect(okta("backend:", "secrets: { rotation: 0 }\nbackend:")).toMatchInlineSnapshot(
      `"24:22  secrets.rotation is 0; it takes a whole number from 1 to 1000000."`,
    ));
  test("long value", () =>
    expect(okta("swedencentral", "s".repeat(500) + "!")).toMatchInlineSnapshot(
      `"17:13  azure.location is "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss…"; it takes the name of an Azure region, such as swedencentral."`,
    ));
  test("user without type", () =>
    expect(okta("[{ group: Weather users }]", "[{ id: 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b }]")).toMatchInlineSnapshot(
      `"23:11  foundry.users[0].type is missing; it takes "User", "Group" or "ServicePrincipal"."`,
    ));
  test("user as a text", () =>
    expect(okta("[{ group: Weather users }]", "[Weather users]")).toMatchInlineSnapshot(
      `"23:11  foundry.users[0] is "Weather users"; it takes { group: <name> } or { id: <object id>, type: User | Group | ServicePrincipal }."`,
    ));
  test("tag as a number", () =>
    expect(okta("{ project: weather }", "{ costCenter: 0815 }")).toMatchInlineSnapshot(
      `"18:23  azure.tags.costCenter is 0815; it takes a text. Write it in quotes: "0815"."`,
    ));
  test("tag with a slash", () =>
    expect(okta("{ project: weather }", "{ a/b: c }")).toMatchInlineSnapshot(
      `"18:11  The key "a/b" cannot stand here; it takes the name of a tag: at most 128 characters, none of them < > % & \\ ? /."`,
    ));
  test("51 tags", () => {
    const tags = Array.from({ length: 51 }, (_, index) => `t${index}: a`).join(", ");
    expect(okta("{ project: weather }", `{ ${tags} }`)).toMatchInlineSnapshot(
      `"18:3  azure.tags is a map of 51; it takes at most 50 tags."`,
    );
  });
  test("several at once, in the order of the file", () =>
    expect(said(edited(edited(oktaText, "environment: dev", "environment: Dev"), "capacity: 50", "capacity: many")))
      .toMatchInlineSnapshot(`
     "2:14  environment is "Dev"; it takes lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most 40 characters. Did you mean "dev"?
     21:84  foundry.model.capacity is "many"; it takes a whole number from 1 to 1000000."
    `));
});
