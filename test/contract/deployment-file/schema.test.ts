/** The JSON Schema that editors use, and the samples that point at it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { describe, expect, test } from "@jest/globals";

import { deploymentJsonSchema, findDeploymentFiles, readDeployments } from "../../../contract/deployment-file";

const root = resolve(__dirname, "../../..");
const schemaFile = join(root, "contract/deployment-file/schema.json");
const samples = [...findDeploymentFiles(join(root, "deployments")), join(root, "deployments/bases/weather.yaml")];

/** Every property below a schema, with its path. */
function properties(schema: unknown, path = ""): [string, Record<string, unknown>][] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword !== "properties") return properties(value, path);
    return Object.entries(value as Record<string, Record<string, unknown>>).flatMap(([key, property]) => [
      [`${path}.${key}`, property] as [string, Record<string, unknown>],
      ...properties(property, `${path}.${key}`),
    ]);
  });
}

describe("schema.json", () => {
  test("is what the schema says; else run npm run schema", () => {
    expect(JSON.parse(readFileSync(schemaFile, "utf8"))).toEqual(deploymentJsonSchema());
  });

  test("describes every property", () => {
    const all = properties(deploymentJsonSchema());
    expect(all.length).toBeGreaterThan(200);
    for (const [path, { description }] of all) {
      expect([path, description]).toEqual([path, expect.stringMatching(/^[A-Z][^\n]*$/)]);
    }
  });

  test("says the default of what may be left out", () => {
    const byPath = new Map(properties(deploymentJsonSchema()));
    for (const path of [
      ".backend",
      ".azure.tags",
      ".azure.resourceGroup",
      ".server.gate",
      ".server.hosting",
      ".secrets.rotation",
      ".secrets.lifetimeDays",
      ".clients.vscode",
      ".foundry.users",
      ".foundry.deployers",
      ".foundry.account",
      ".identity.authorizationServer",
      ".identity.tokenAuthentication",
    ]) {
      expect([path, byPath.get(path)?.["description"]]).toEqual([path, expect.stringContaining("Default: ")]);
    }
  });

  test("demands no key of a file that may extend another, and takes null there", () => {
    const { required, properties: top } = deploymentJsonSchema();
    expect(required).toBeUndefined();
    expect(top?.["name"]).toMatchObject({ type: ["string", "null"] });
  });
});

describe("samples", () => {
  test.each(samples)("%s names the schema by a path that leads to it", (sample) => {
    const [line = ""] = readFileSync(sample, "utf8").split("\n");
    const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)$/.exec(line) ?? [];
    expect(resolve(dirname(sample), path)).toBe(schemaFile);
    expect(existsSync(schemaFile)).toBe(true);
  });

  test("are valid, and say where a person writes their own values", () => {
    const deployments = readDeployments(findDeploymentFiles(join(root, "deployments")));
    const places = deployments.flatMap(({ sampleValues }) =>
      sampleValues.map(({ path, position: { file, line, column } }) => {
        const lines = readFileSync(join(root, file), "utf8").split("\n");
        return `${file} ${path}: ${lines[line - 1]?.slice(column - 1) ?? ""} | ${lines[line - 2]?.trim().slice(0, 7) ?? ""}`;
      }),
    );
    expect(places).toMatchInlineSnapshot(`
     [
       "deployments/weather-entra.yaml azure.tenantId: 00000000-0000-4000-8000-000000000001 | # EDIT:",
       "deployments/weather-entra.yaml azure.subscriptionId: 00000000-0000-4000-8000-000000000002 | # EDIT:",
       "deployments/weather-entra.yaml foundry.deployers[0].id: 00000000-0000-4000-8000-000000000003 | # EDIT:",
       "deployments/weather-okta.yaml azure.tenantId: 00000000-0000-4000-8000-000000000001 | # EDIT:",
       "deployments/weather-okta.yaml azure.subscriptionId: 00000000-0000-4000-8000-000000000002 | # EDIT:",
       "deployments/weather-okta.yaml identity.organization: example.okta.com | # EDIT:",
       "deployments/weather-okta.yaml foundry.deployers[0].id: 00000000-0000-4000-8000-000000000003 | # EDIT:",
     ]
    `);
  });
});
