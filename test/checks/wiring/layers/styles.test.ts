/** What people write, in the styles that they write it in. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readWirings } from "../../../../checks/wiring/layers";
import { loadGrammar, type Grammar } from "../../../../checks/wiring/readers/hcl/grammar";
import { readFolder } from "../../../../checks/wiring/readers/hcl/folder";
import {
  apiAppOf,
  authorizationServerOf,
  entraClientOf,
  oktaAppOf,
  toolsOf,
} from "../../../../checks/wiring/relations";
import { showValue, textOf, type Values } from "../../../../checks/wiring/value";
import type { Wiring } from "../../../../checks/wiring/wiring";

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

const read = (fixture: string): readonly Wiring[] =>
  readWirings(readFolder(join(__dirname, "..", "..", "..", "fixtures", "hcl", fixture), [], grammar));

const shown = (values: Values | undefined): readonly string[] | undefined => values?.items.map(showValue);

function only(fixture: string): { readonly wiring: Wiring; readonly connection: Wiring["connections"][number] } {
  const [wiring, ...more] = read(fixture);
  const [connection] = wiring?.connections ?? [];
  if (!wiring || !connection || more.length > 0) throw new Error(`${fixture} is no single deployment`);
  return { wiring, connection };
}

describe("Okta, written by hand with azurerm", () => {
  const told = (): ReturnType<typeof only> => only("okta-by-hand");

  test("the connection's client, server, tools and redirect URI are found", () => {
    const { wiring, connection } = told();
    expect(oktaAppOf(wiring, connection)).toMatchObject({ found: { address: "okta_app_oauth.foundry" } });
    expect(authorizationServerOf(wiring, connection)).toMatchObject({ found: { address: "okta_auth_server.orders" } });
    expect(toolsOf(wiring, connection)).toHaveLength(1);
    expect(connection.credentialsIn).toBe("body");
    const [app] = wiring.identity?.provider === "okta" ? wiring.identity.apps : [];
    expect(shown(app?.redirectUris)).toContain(showValue(connection.redirectUrl));
    expect(shown(app?.assignedGroups)).toEqual(['"${data.okta_group.sales.id}"']);
  });

  test("an app's id is its client id where Okta chooses it", () => {
    const { wiring, connection } = told();
    const [server] = wiring.identity?.provider === "okta" ? wiring.identity.servers : [];
    expect(shown(server?.policies[0]?.clients)).toEqual([showValue(connection.clientId)]);
  });

  test("auth_settings_v2 is a gate, whose other providers azurerm disables", () => {
    expect(told().wiring.functionApp?.gate).toMatchObject({
      enabled: { value: true },
      requireAuthentication: { value: true },
      unauthenticatedAction: { value: "Return401" },
      providers: [{ name: "okta", custom: true, clientId: { value: "api://orders" } }],
      unmentionedProviders: [],
    });
  });

  test("scopes of each instance are exposed, advertised and required", () => {
    const { wiring } = told();
    const [server] = wiring.identity?.provider === "okta" ? wiring.identity.servers : [];
    expect(server?.scopes.map(({ name }) => textOf(name))).toEqual(["orders.read", "orders.write"]);
    expect(wiring.functionApp?.advertisedByGate?.items.map(textOf)).toEqual(["orders.read", "orders.write"]);
    expect(wiring.functionApp?.server.toolScopes?.tools.get("cancel_order")).toEqual(["orders.write"]);
  });
});

test("Okta's default server, looked up, is the one that literal URLs name", () => {
  const [wiring] = read("okta-without-scopes");
  const { servers } = wiring?.identity?.provider === "okta" ? wiring.identity : { servers: [] };
  expect(servers).toMatchObject([
    { address: "data.okta_auth_server.default", managed: false, id: { value: "default" } },
  ]);
  expect(servers[0]?.policies[0]?.rules).toHaveLength(1);
});

describe("Entra, an application a side", () => {
  const told = (): ReturnType<typeof only> => only("entra-whole-application");

  test("client and API are found", () => {
    const { wiring, connection } = told();
    expect(entraClientOf(wiring, connection)).toMatchObject({ found: { address: "azuread_application.agent" } });
    expect(apiAppOf(wiring, connection)).toMatchObject({
      found: {
        address: "azuread_application.api",
        accessTokenVersion: { value: 2 },
        scopes: [{ name: { value: "invoices.read" }, type: { value: "User" } }],
        preAuthorized: [{ scopeIds: { items: [{ value: "9a0a7a5e-0d1c-4c6a-8a86-50c3c3d0a101" }] } }],
      },
    });
  });

  test("ids of scopes, redirect URIs, passwords and grants are followed", () => {
    const { wiring, connection } = told();
    const client = entraClientOf(wiring, connection);
    if (client.outcome !== "found") throw new Error(client.outcome);
    const { found } = client;
    expect(shown(found.requiredAccess[0]?.scopeIds)).toEqual(['"9a0a7a5e-0d1c-4c6a-8a86-50c3c3d0a101"']);
    expect(shown(found.redirectUris.web)).toEqual([showValue(connection.redirectUrl)]);
    expect(found.passwords.map(({ value }) => showValue(value))).toEqual([showValue(connection.clientSecret)]);
    expect(found.servicePrincipal?.grants.map(({ ofGraph, scopes }) => [ofGraph, shown(scopes)])).toEqual([
      [false, ['"invoices.read"']],
      [true, ['"openid"', '"offline_access"']],
    ]);
  });

  test("the issuer of the gate has no slash at its end", () => {
    const { wiring } = told();
    expect(textOf(wiring.functionApp?.gate?.providers[0]?.issuer)).toMatch(/\/v2\.0$/);
  });
});

describe("Entra, one app for both, older names", () => {
  const told = (): ReturnType<typeof only> => only("entra-without-scopes");

  test("no scope is requested, in a list", () => {
    const { connection } = told();
    expect(connection.scopes).toMatchObject({ items: [] });
    expect(connection.scopesAreText).toBeUndefined();
  });

  test("application_id and client_id are one thing", () => {
    const { wiring, connection } = told();
    expect(entraClientOf(wiring, connection)).toMatchObject({ outcome: "found" });
    expect(showValue(wiring.functionApp?.gate?.providers[0]?.clientId)).toBe(showValue(connection.clientId));
  });

  test("the gate is told by its resource's id, and names what it leaves out", () => {
    const { gate } = told().wiring.functionApp ?? {};
    expect(gate?.address).toBe("azapi_update_resource.auth");
    expect(gate?.unmentionedProviders).toContain("google");
  });

  test("literal secrets are told without their texts", () => {
    const { wiring } = told();
    expect(wiring.literalSecrets.map(({ what }) => what)).toEqual([
      "the client secret of azapi_resource.stock",
      "the app setting AzureWebJobsStorage of azapi_resource.site",
    ]);
    expect(JSON.stringify([wiring, [...(wiring.functionApp?.appSettings ?? [])]])).not.toMatch(
      /wrote-down|bm90IGEga2V5/,
    );
  });
});

describe("two deployments in one root module", () => {
  test("are told apart by their endpoints, whatever they share", () => {
    const wirings = read("two-deployments");
    expect(wirings.map(({ connections }) => connections.map(({ name }) => textOf(name)))).toEqual([
      ["weather"],
      ["maps", "routes"],
    ]);
    expect(wirings.map(({ functionApp }) => textOf(functionApp?.name))).toEqual([
      "func-acme-weather",
      "func-acme-maps",
    ]);
    expect(wirings.map(({ identity }) => identity?.apps.map(({ address }) => address))).toEqual([
      ["okta_app_oauth.weather"],
      ["okta_app_oauth.maps"],
    ]);
    for (const { identity } of wirings) {
      expect(identity).toMatchObject({ servers: [{ address: "okta_auth_server.shared" }] });
    }
  });
});
