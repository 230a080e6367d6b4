/** Every allowed combination of our own stacks gives a complete wiring. */
import { describe, expect, test } from "@jest/globals";
import type { Deployment } from "../../../../contract/deployment";
import { readWirings } from "../../../../checks/wiring/layers";
import {
  apiAppOf,
  authorizationServerOf,
  entraClientOf,
  oktaAppOf,
  toolsOf,
} from "../../../../checks/wiring/relations";
import { booleanOf, soleReference, textOf } from "../../../../checks/wiring/value";
import type { Connection, Wiring } from "../../../../checks/wiring/wiring";
import { configurationOf } from "../../../support/configuration";
import { samples, served } from "../../../support/deployments";
import { synthesize } from "../../../support/synthesize";

const combinations = (["okta", "entra"] as const).flatMap((provider) =>
  (
    [
      { hosting: "self-hosted", gate: "easy-auth" },
      { hosting: "self-hosted", gate: "server" },
      { hosting: "mcp-extension", gate: "easy-auth" },
    ] as const
  ).map((server) => ({ provider, ...server })),
);

describe.each(combinations)("$provider, $hosting, $gate", ({ provider, hosting, gate }) => {
  const wiring = onlyWiring(served(samples[provider](), { hosting, gate }));

  test("every connection is read whole", () => {
    expect(wiring.connections).toHaveLength(provider === "okta" ? 2 : 1);
    for (const connection of wiring.connections) {
      expect(absent(connection)).toEqual(["planned", "scopesAreText"]);
      expect(connection.credentialsIn).toBe("sensitive_body");
      expect(connection.scopes?.incomplete).toBeUndefined();
      expect(connection.scopes?.items.map(textOf)).toEqual(expect.arrayContaining(["openid", "offline_access"]));
    }
  });

  test("every connection finds its client, its tools and its redirect URI", () => {
    for (const connection of wiring.connections) {
      expect(toolsOf(wiring, connection).map(({ allowedTools }) => allowedTools?.items.map(textOf))).toHaveLength(1);
      const client = provider === "okta" ? oktaAppOf(wiring, connection) : entraClientOf(wiring, connection);
      if (client.outcome !== "found") throw new Error(client.outcome);
      const { redirectUris } = client.found;
      const registered = redirectUris && "web" in redirectUris ? redirectUris.web : redirectUris;
      expect(registered?.items.map(soleReference)).toEqual([soleReference(connection.redirectUrl)]);
    }
  });

  test("the function app says what the server and the gate know", () => {
    const { functionApp } = wiring;
    expect(textOf(functionApp?.hostName)).toMatch(/^func-weather-.*\.azurewebsites\.net$/);
    expect(absent({ ...functionApp?.server })).toEqual([]);
    expect(functionApp?.server.advertised?.items.map(textOf)).not.toContain(undefined);
    expect(functionApp?.server.toolScopes?.tools.get("get_forecast")).toEqual(["weather.read"]);
    expect(functionApp?.server.clients?.items).toHaveLength(wiring.connections.length);
    expect(booleanOf(functionApp?.gate?.enabled)).toBe(gate === "easy-auth");
    expect(functionApp?.gate?.unmentionedProviders).toEqual([]);
    const enabled = functionApp?.gate?.providers.filter((candidate) => booleanOf(candidate.enabled));
    const name = provider === "okta" ? "okta" : "azureActiveDirectory";
    expect(enabled?.map((candidate) => candidate.name)).toEqual(gate === "easy-auth" ? [name] : []);
    expect(functionApp?.advertisedByGate !== undefined).toBe(gate === "easy-auth");
  });

  test("identity and access policy are read whole", () => {
    if (wiring.identity?.provider === "okta") expectOkta(wiring, wiring.connections);
    else expectEntra(wiring, wiring.connections);
  });

  test("no secret is literal", () => expect(wiring.literalSecrets).toEqual([]));
});

function expectOkta(wiring: Wiring, connections: readonly Connection[]): void {
  if (wiring.identity?.provider !== "okta") throw new Error("no Okta");
  const [server, ...others] = wiring.identity.servers;
  expect(others).toEqual([]);
  expect(server?.managed).toBe(true);
  expect(server?.scopes.map(({ name }) => textOf(name)).toSorted()).toEqual(["weather.alert", "weather.read"]);
  expect(server?.policies.map(({ rules }) => rules.length)).toEqual([1, 1]);
  expect(server?.policies.flatMap(({ writtenAfter }) => writtenAfter)).toHaveLength(1);
  expect(wiring.identity.groupLookups.map(({ nameCompared }) => nameCompared)).toEqual([true, true]);
  expect(wiring.identity.apps.map(({ assignedGroups }) => assignedGroups?.items.length)).toEqual([1, 1]);
  for (const connection of connections) {
    expect(authorizationServerOf(wiring, connection)).toMatchObject({ found: { address: server?.address } });
  }
}

function expectEntra(wiring: Wiring, connections: readonly Connection[]): void {
  if (wiring.identity?.provider !== "entra") throw new Error("no Entra");
  for (const connection of connections) {
    const api = apiAppOf(wiring, connection);
    const client = entraClientOf(wiring, connection);
    if (api.outcome !== "found" || client.outcome !== "found") throw new Error("not found");
    expect(api.found.scopes.map(({ name }) => textOf(name))).toContain("weather.read");
    expect(client.found.passwords).toHaveLength(1);
    const { servicePrincipal } = client.found;
    expect(servicePrincipal?.grants.map(({ ofGraph }) => ofGraph).toSorted()).toEqual([false, true]);
    expect(booleanOf(servicePrincipal?.assignmentRequired)).toBe(true);
    expect(servicePrincipal?.assigned).toHaveLength(1);
    const ofApi = servicePrincipal?.grants.find(({ ofGraph }) => !ofGraph);
    expect(soleReference(ofApi?.resourceId)).toEqual(soleReference(api.found.servicePrincipal?.objectId));
    expect(client.found.requiredAccess[0]?.scopeIds.items).toEqual([
      expect.objectContaining({ kind: "literal", value: textOf(api.found.scopes[0]?.id) }),
    ]);
  }
}

function onlyWiring(deployment: Deployment): Wiring {
  const wirings = readWirings(configurationOf(synthesize(deployment).json));
  if (wirings.length !== 1 || !wirings[0]) throw new Error(`${wirings.length} wirings`);
  return wirings[0];
}

function absent(part: object): readonly string[] {
  const keys = ["planned", "scopesAreText"].filter((key) => !(key in part) && "target" in part);
  return [...keys, ...Object.entries(part).flatMap(([key, value]) => (value === undefined ? [key] : []))];
}
