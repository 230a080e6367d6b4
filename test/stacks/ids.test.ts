/**
 * Addresses, scope ids and names are contract: a change of one replaces live resources. A failure here is a breaking change of
 * this package and belongs in the changelog as one.
 */
import { describe, expect, test } from "@jest/globals";
import type { Deployment } from "../../contract/deployment";
import { changed, samples } from "../support/deployments";
import { synthesize } from "../support/synthesize";
import type { TerraformJson } from "../support/terraform-json";

const managed = (stack: TerraformJson): readonly string[] =>
  stack.blocks.flatMap(({ mode, address }) => (mode === "resource" ? [address] : [])).sort();

/** What gives every block its identity: address, name and id, as far as they are written. */
function identities(stack: TerraformJson): ReadonlyMap<string, string> {
  return new Map(
    stack.blocks.map(({ address, attributes }) => {
      const { name, scope_id: scopeId, client_id: clientId } = attributes;
      // A connection is named by a hash over a local: what the local holds is its name.
      const [, local] = /jsonencode\(local\.([\w-]+)\)/.exec(String(name)) ?? [];
      return [address, JSON.stringify([name, local && stack.locals[local], scopeId, clientId])];
    }),
  );
}

test.each(["okta", "entra"] as const)("addresses of the %s sample", (provider) => {
  expect(managed(synthesize(samples[provider]())).join("\n")).toMatchSnapshot();
});

describe("what a change leaves alone", () => {
  const okta = samples.okta();
  const entra = samples.entra();

  /** Blocks of the first stack that the second has otherwise, or not at all. */
  function moved(before: Deployment, after: Deployment): readonly string[] {
    const then = identities(synthesize(before));
    const now = identities(synthesize(after));
    return [...then].flatMap(([address, identity]) => (now.get(address) === identity ? [] : [address]));
  }

  test.each([
    ["an instruction", { foundry: { ...okta.foundry, agent: { instructions: "Other words" } } }],
    ["a tag", { azure: { ...okta.azure, tags: { owner: "somebody" } } }],
    ["the capacity of the model", { foundry: { ...okta.foundry, model: { ...okta.foundry.model, capacity: 10 } } }],
    ["the gate", { server: { ...okta.server, gate: "easy-auth" } }],
    ["a new scope", { scopes: [{ name: "weather.new", description: "New", tools: ["new"] }, ...okta.scopes] }],
    ["the order of scopes", { scopes: okta.scopes.toReversed() }],
    [
      "a new connection",
      { connections: [{ key: "a-first", scopes: ["weather.read"], groups: "everyone" as const }, ...okta.connections] },
    ],
    [
      "who may use a connection",
      { connections: okta.connections.map((connection) => ({ ...connection, groups: "everyone" as const })) },
    ],
    ["another Foundry user", { foundry: { ...okta.foundry, users: [...okta.foundry.users, { group: "More users" }] } }],
  ] as readonly (readonly [string, Partial<Deployment>])[])("%s", (_change, changes) => {
    const after = changed(okta, changes);
    // Groups that are named no more are looked up no more.
    expect(moved(okta, after).filter((address) => !address.startsWith("data."))).toEqual([]);
  });

  test("a rotation leaves everything alone but the connections, which are named anew", () => {
    const connections = synthesize(okta).blocks.filter(({ address }) =>
      address.startsWith("azapi_resource.connection-"),
    );
    expect(moved(okta, changed(okta, { secrets: { rotation: 2 } }))).toEqual(connections.map(({ address }) => address));
  });

  test("an Entra scope keeps its id whatever is declared around it", () => {
    const id = (deployment: Deployment): unknown =>
      synthesize(deployment)
        .ofType("azuread_application_permission_scope")
        .find(({ attributes }) => attributes["value"] === "weather.read")?.attributes["scope_id"];
    expect(id(entra)).toBe("fa42f8ef-b407-5099-a62a-d88db6a6f91f");
    const more = [{ name: "weather.a", description: "A", tools: ["a"] }, ...entra.scopes];
    expect(id(changed(entra, { scopes: more }))).toBe(id(entra));
    expect(id(changed(entra, { environment: "test" }))).not.toBe(id(entra));
    expect(id(changed(entra, { name: "other" }))).not.toBe(id(entra));
  });
});

describe("what replaces everything gives everything another name", () => {
  const okta = samples.okta();
  const names = (deployment: Deployment): readonly unknown[] =>
    synthesize(deployment)
      .blocks.filter(({ mode, type }) => mode === "resource" && /^(azurerm|azapi)_/.test(type))
      .flatMap(({ attributes }) => (typeof attributes["name"] === "string" ? [attributes["name"]] : []))
      // Unique within a parent that gets another name, or formed by Terraform from facts that differ.
      .filter((name) => !["deployments", "weather", "authsettingsV2"].includes(name) && !name.includes("${"))
      .filter((name) => !name.startsWith("weather-okta-dev-weather-") && !name.startsWith("gpt-5-mini-"));

  test.each([
    ["location", { location: "northeurope" }],
    ["subscription", { subscriptionId: "55555555-5555-4555-8555-555555555555" }],
    ["resource group", { resourceGroup: "rg-existing" }],
  ])("%s", (_change, azure) => {
    const before = names(okta);
    const after = names(changed(okta, { azure: { ...okta.azure, ...azure } }));
    expect(before.length).toBeGreaterThan(6);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  });
});
