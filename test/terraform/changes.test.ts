/** What a change of a deployed file does, with real Terraform on the local cloud: in which order, and to whom. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Deployment } from "../../contract/deployment";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import { changed, samples } from "../support/deployments";
import { enabledProviders } from "../support/gate";
import { LocalTerraform, type Step } from "../support/local-terraform";

let terraform: LocalTerraform | undefined;

async function deployed(before: Deployment, ...after: readonly Deployment[]): Promise<LocalTerraform> {
  terraform = await LocalTerraform.start([before, ...after]);
  await terraform.applied(before);
  return terraform;
}

afterEach(async () => {
  await terraform?.close();
  terraform = undefined;
});

const okta = samples.okta();
const entra = samples.entra();

const rotated = (deployment: Deployment): Deployment =>
  changed(deployment, { secrets: { ...deployment.secrets, rotation: deployment.secrets.rotation + 1 } });
const moved = (deployment: Deployment): Deployment =>
  changed(deployment, { azure: { ...deployment.azure, location: "northeurope" } });
const otherSku = (deployment: Deployment): Deployment =>
  changed(deployment, {
    foundry: {
      ...deployment.foundry,
      model: { name: "gpt-5-mini", version: "2025-08-07", sku: "Standard", capacity: 50 },
    },
  });

/** The file with another scope, which one connection requests. */
function withScope(deployment: Deployment, key: string): Deployment {
  return changed(deployment, {
    scopes: [
      ...deployment.scopes,
      { name: "weather.history", description: "Read past weather", tools: ["get_history"] },
    ],
    connections: deployment.connections.map((connection) =>
      connection.key === key ? { ...connection, scopes: [...connection.scopes, "weather.history"] } : connection,
    ),
  });
}

/** Entra with a second connection, so that one can stay as it is. */
const twoAtEntra = changed(entra, {
  connections: [
    { key: "weather-editor", scopes: ["weather.read"], groups: [{ name: "Forecasters" }] },
    ...entra.connections,
  ],
});

const isConnection = ({ address }: Pick<Step, "address">): boolean => address.startsWith("azapi_resource.connection-");

/** Key of the connection that a step belongs to. */
const keyOf = ({ address }: Step): string | undefined =>
  /\.(?:connection|client|access|agent)-([\w-]+)_[a-z]/.exec(address)?.[1];

/** Everything that lets people sign in through a new connection is done before its predecessor goes. */
function expectOldConnectionsLast(steps: readonly Step[], replaced: number): void {
  const deletions = steps.filter((step) => step.action === "delete" && isConnection(step));
  expect(deletions).toHaveLength(replaced);
  for (const deletion of deletions) {
    const later = steps.slice(steps.indexOf(deletion) + 1);
    expect(later.filter((step) => step.action !== "delete" && keyOf(step) === keyOf(deletion))).toEqual([]);
    const sooner = steps.slice(0, steps.indexOf(deletion));
    expect(sooner.some((step) => step.action === "create" && step.address === deletion.address)).toBe(true);
  }
}

async function expectSettled(running: LocalTerraform, deployment: Deployment): Promise<void> {
  expect([...(await running.plan(deployment))]).toEqual([]);
}

function registeredRedirects({ okta: atOkta, entra: atEntra }: LocalCloud): readonly string[] {
  return [
    ...[...atOkta.organizations.values()].flatMap(({ apps }) =>
      [...apps.values()].flatMap(({ settings }) => settings.client.redirect_uris),
    ),
    ...[...atEntra.tenants.values()].flatMap(({ applications }) =>
      [...applications.values()].flatMap(({ properties }) => properties.web.redirectUris),
    ),
  ].sort();
}

function redirectsOf({ resourceManager }: LocalCloud): readonly unknown[] {
  return resourceManager
    .connections()
    .map(({ properties }) => properties["redirectUrl"])
    .sort();
}

// Each step begins where the one before has ended; a deployment lives through all of them.
describe.each([
  ["okta", okta, "weather-editor"],
  ["entra", twoAtEntra, "weather-editor"],
] as const)("%s, one change after the other", (_provider, first, key) => {
  let running: LocalTerraform;

  beforeAll(async () => {
    running = await LocalTerraform.start([first, withScope(first, key), moved(rotated(first))]);
    await running.applied(first);
  });

  afterAll(() => running.close());

  test("a scope added to one connection touches no other connection and no other client", async () => {
    const after = withScope(first, key);
    const plan = await running.plan(after);
    const other = [...plan.keys()].filter((address) => address.includes("weather-reader"));
    expect(other).toEqual([]);
    expect([...plan].filter(([address]) => isConnection({ address }))).toEqual([
      [expect.stringContaining(`connection-${key}_`), ["create", "delete"]],
    ]);
    expectOldConnectionsLast(await running.applied(after), 1);
    await expectSettled(running, after);
  });

  test("a removed scope goes after everything has let go of it", async () => {
    const steps = await running.applied(first);
    const removed = steps.findIndex(({ address, action }) => action === "delete" && address.includes("weatherhistory"));
    expect(removed).toBeGreaterThanOrEqual(0);
    const named = /^azuread_application_api_access|_delegated_permission_grant|^okta_auth_server_policy_rule/;
    const late = steps.slice(removed).filter((step) => named.test(step.address) || isConnection(step));
    expect(late).toEqual([]);
    expectOldConnectionsLast(steps, 1);
    await expectSettled(running, first);
  });

  test("a rotation brings one new secret to identity provider and connection in one apply", async () => {
    const after = rotated(first);
    const secretsBefore = connectionSecrets(running.cloud);
    const steps = await running.applied(after);
    expectOldConnectionsLast(steps, first.connections.length);
    const secretsAfter = connectionSecrets(running.cloud);
    expect(secretsAfter).toHaveLength(first.connections.length);
    expect(secretsAfter.filter((secret) => secretsBefore.includes(secret))).toEqual([]);
    expect(clientSecrets(running.cloud)).toEqual(secretsAfter);
    expect(registeredRedirects(running.cloud)).toEqual(redirectsOf(running.cloud));
    await expectSettled(running, after);
  });

  test("another location builds everything anew before the old goes", async () => {
    const after = moved(rotated(first));
    const steps = await running.applied(after);
    expectOldConnectionsLast(steps, first.connections.length);
    expect(running.cloud.resourceManager.sites()).toHaveLength(1);
    expect(registeredRedirects(running.cloud)).toEqual(redirectsOf(running.cloud));
    await expectSettled(running, after);
  });

  test("another model SKU replaces the model deployment and no connection", async () => {
    const after = otherSku(moved(rotated(first)));
    const steps = await running.applied(after);
    expect(steps.filter(isConnection)).toEqual([]);
    const model = steps.filter(({ address }) => address.startsWith("azurerm_cognitive_deployment."));
    expect(model.map(({ action }) => action)).toEqual(["create", "delete"]);
    await expectSettled(running, after);
  });
});

/** Secrets that Foundry holds, sorted. They are compared and never printed where they are equal. */
function connectionSecrets({ resourceManager }: LocalCloud): readonly string[] {
  return resourceManager
    .connections()
    .map(({ credentials }) => credentials?.clientSecret.reveal() ?? "")
    .sort();
}

/** Secrets that the identity provider accepts for clients of connections, sorted. */
function clientSecrets({ okta: atOkta, entra: atEntra }: LocalCloud): readonly string[] {
  return [
    ...[...atOkta.organizations.values()].flatMap(({ apps }) =>
      [...apps.values()].map(({ secret }) => secret?.reveal() ?? ""),
    ),
    ...[...atEntra.tenants.values()].flatMap(({ applications }) =>
      [...applications.values()].flatMap(({ passwordCredentials }) =>
        passwordCredentials.map(({ secret }) => secret.reveal()),
      ),
    ),
  ].sort();
}

test("another secret lifetime is another secret and another connection", async () => {
  const after = changed(entra, { secrets: { ...entra.secrets, lifetimeDays: 90 } });
  const running = await deployed(entra);
  const steps = await running.applied(after);
  expectOldConnectionsLast(steps, 1);
  expect(clientSecrets(running.cloud)).toEqual(connectionSecrets(running.cloud));
  await expectSettled(running, after);
});

test("an authorization server that was deleted by hand comes back with everything that belongs to it", async () => {
  const running = await deployed(okta);
  const [organization] = [...running.cloud.okta.organizations.values()];
  const before = [...(organization?.authorizationServers.keys() ?? [])];
  for (const id of before) organization?.authorizationServers.delete(id);
  const steps = await running.applied(okta);
  expectOldConnectionsLast(steps, 2);
  const after = [...(organization?.authorizationServers.values() ?? [])];
  expect(after).toHaveLength(1);
  expect(before).not.toContain(after[0]?.id);
  expect(after[0]?.policies.map(({ rules }) => rules.length)).toEqual([1, 1]);
  await expectSettled(running, okta);
});

test("another order of scopes in the file changes nothing", async () => {
  const running = await deployed(okta);
  await expectSettled(running, changed(okta, { scopes: okta.scopes.toReversed() }));
});

test("another hosting moves every connection to the other endpoint", async () => {
  const before = changed(okta, { server: { ...okta.server, gate: "easy-auth" } });
  const after = changed(before, { server: { ...before.server, hosting: "mcp-extension" } });
  const running = await deployed(before);
  expectOldConnectionsLast(await running.applied(after), 2);
  const targets = running.cloud.resourceManager.connections().map(({ properties }) => properties["target"]);
  expect(new Set(targets)).toEqual(new Set([expect.stringMatching(/net\/runtime\/webhooks\/mcp$/)]));
  await expectSettled(running, after);
});

test.each([
  ["okta", okta],
  ["entra", entra],
] as const)(
  "%s: a connection is opened to everyone and closed again, and keeps its users' consents",
  async (_name, narrow) => {
    const open = changed(narrow, {
      connections: narrow.connections.map((connection) => ({ ...connection, groups: "everyone" as const })),
    });
    const running = await deployed(narrow);
    const before = redirectsOf(running.cloud);
    for (const deployment of [open, narrow]) {
      await running.applied(deployment);
      expect(redirectsOf(running.cloud)).toEqual(before);
      await expectSettled(running, deployment);
    }
  },
);

describe("another identity provider or gate", () => {
  const name = "weather";
  const server = okta.server;
  const atOkta = changed(okta, { name, server: { ...server, gate: "easy-auth" } });
  const atOktaAlone = changed(okta, { name, server: { ...server, gate: "server" } });
  const atEntra = changed(entra, { name, server: { ...server, gate: "easy-auth" } });

  test.each([
    ["Entra to Okta", atEntra, atOkta, ["azureActiveDirectory"], ["okta"]],
    ["Okta to Entra", atOkta, atEntra, ["okta"], ["azureActiveDirectory"]],
    ["easy-auth to server", atOkta, atOktaAlone, ["okta"], []],
    ["server to easy-auth", atOktaAlone, atOkta, [], ["okta"]],
  ] as const)("%s leaves exactly one provider enabled, or none", async (_name, before, after, first, second) => {
    const running = await deployed(before, after);
    expect(enabledProviders(running.cloud)).toEqual(first);
    await running.applied(after);
    expect(enabledProviders(running.cloud)).toEqual(second);
    await expectSettled(running, after);
  });
});
