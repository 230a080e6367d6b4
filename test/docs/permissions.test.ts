/** docs/permissions.md names exactly what the doctor asks for. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { azureRoles } from "../../doctor/azure/access";
import { graphPermissions, premiumLicence } from "../../doctor/entra/access";
import { apiAccessManagement, permission } from "../../doctor/okta/access";
import { readScopes } from "../../doctor/okta/credentials";
import { azureRoles as roleIds } from "../../contract/azure-roles";
import { projectFolder } from "../support/command";

const page = readFileSync(join(projectFolder, "docs", "permissions.md"), "utf8");

const graphPermission = /\b[A-Z][A-Za-z]+\.(?:Read|ReadWrite)(?:\.[A-Z][A-Za-z]+)+/g;
const oktaScope = /\bokta\.[A-Za-z]+\.(?:read|manage)\b/g;
const azureAction = /\bMicrosoft\.\w+(?:\/\w+)+\/(?:read|action|Action)\b/g;
const role = /\bthe role ((?:[A-Z][a-z]+(?:-[a-z]+)? ?)+(?:administrator)?)/g;

/** What a text names, each once. */
function named(pattern: RegExp, text: string): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([whole, part]) => (part ?? whole).trim()))].sort();
}

/** What the doctor's own files say, but for the symptoms: these tell what others lack. */
const code = readdirSync(join(projectFolder, "doctor"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("symptoms"))
  .map((file) => readFileSync(join(projectFolder, "doctor", file), "utf8"))
  .join("\n");

/** The parts of the page by their headings. */
function section(heading: string): string {
  const [, text = ""] = page.split(`\n### ${heading}\n`);
  return text.split(/\n##/, 1).join("");
}

/** The names that a loop of the shell grants. */
function granted(variable: string, text: string): readonly string[] {
  const [, list = ""] = new RegExp(`^for ${variable} in (.*); do$`, "m").exec(text) ?? [];
  return [...(list.match(/"[^"]+"|\S+/g) ?? [])].map((name) => name.replaceAll('"', "")).sort();
}

test.each([
  ["permission of Microsoft Graph", graphPermission],
  ["scope of Okta", oktaScope],
  ["action of Azure", azureAction],
  ["role", role],
])("every %s in the code stands on the page", (_, pattern) => {
  const names = named(pattern, code);
  expect(names).not.toEqual([]);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});

test("the page knows the licences", () => {
  for (const licence of [premiumLicence, apiAccessManagement]) expect(page).toContain(licence);
});

test("the tables name what each request needs, and nothing else", () => {
  const tables = (heading: string) =>
    section(heading)
      .match(/^\|.*\|$/gm)
      ?.join("\n") ?? "";
  const ofGraph = Object.values(graphPermissions).join("\n");
  expect(named(graphPermission, tables("Entra"))).toEqual(named(graphPermission, ofGraph));
  for (const name of named(role, ofGraph)) expect(tables("Entra")).toContain(name);
  expect(named(oktaScope, tables("Okta"))).toEqual(Object.values(readScopes).toSorted());
  for (const needs of Object.values(azureRoles)) {
    const [what = ""] = needs.replace(/^the role /, "").split(/, or | \(/);
    expect(tables("Azure")).toContain(what);
  }
});

test("the commands grant what the tables name, and nothing that writes", () => {
  expect(granted("permission", section("Entra"))).toEqual(
    named(graphPermission, Object.values(graphPermissions).join("\n")),
  );
  expect(granted("role", section("Entra"))).toEqual(named(role, Object.values(graphPermissions).join("\n")));
  expect(granted("scope", section("Okta"))).toEqual(Object.values(readScopes).toSorted());
  expect(permission("okta.apps.read")).toContain("Read-only administrator");
  expect(section("Okta")).toContain("READ_ONLY_ADMIN");
  expect(section("Azure")).toContain(`grant ${roleIds.foundryUser} `);
});

test("the role of one's own holds the action that reads settings, and none that changes something", () => {
  const [, json = ""] = /^```json passthrough-doctor-role\.json\n([^]*?)^```$/m.exec(page) ?? [];
  const definition = JSON.parse(json) as { readonly Actions: readonly string[] };
  expect(definition.Actions).toEqual(expect.arrayContaining([...named(azureAction, azureRoles.settings)]));
  expect(definition.Actions.filter((action) => !/(\/read|\/config\/list\/action)$/.test(action))).toEqual([]);
});

test("every link on the page leads somewhere", () => {
  for (const [, target = ""] of page.matchAll(/\]\(([^)]+)\)/g)) {
    const [file = "", anchor] = target.split("#");
    const text = file === "" ? page : readFileSync(join(projectFolder, "docs", file), "utf8");
    if (anchor === undefined) continue;
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(anchors).toContain(anchor);
  }
});
