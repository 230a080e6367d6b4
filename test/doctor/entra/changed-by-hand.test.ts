/** The Entra sample after somebody changed it in the portal: it is found in what was read. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { textOf } from "../../../checks/wiring/value";
import { readEntra } from "../../../doctor/entra/read-entra";
import { clientApp, deployedEntra, tenantId, type DeployedEntra } from "./deployed";

let entra: DeployedEntra;

beforeEach(async () => {
  entra = await deployedEntra();
});

afterEach(() => entra.close());

const failuresOf = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith("error ")).map((line) => /^error ([\w-]+)/.exec(line)?.[1] ?? line);

async function apiPath(): Promise<string> {
  const { found } = await entra.read();
  return found.identity.apps.find(({ scopes }) => scopes.length > 0)?.address ?? "";
}

test("a scope that is gone", async () => {
  const api = await apiPath();
  const client = clientApp(await entra.read(), entra);
  for (const grant of client?.servicePrincipal?.grants ?? []) await entra.change("DELETE", grant.address);
  const { found } = await entra.read();
  const [scope] = found.identity.apps.flatMap(({ scopes }) => scopes);
  const other = {
    id: textOf(scope?.id),
    value: "weather.read",
    type: "Admin",
    isEnabled: false,
    adminConsentDisplayName: "Read",
    adminConsentDescription: "Read",
  };
  await entra.change("PATCH", api, { api: { oauth2PermissionScopes: [other] } });
  expect(failuresOf(await entra.told((await entra.read()).found))).toContain("scope-not-exposed");
});

test("a grant that is gone", async () => {
  const client = clientApp(await entra.read(), entra);
  for (const grant of client?.servicePrincipal?.grants ?? []) await entra.change("DELETE", grant.address);
  const lines = failuresOf(await entra.told((await entra.read()).found));
  expect(lines).toEqual(expect.arrayContaining(["grant-missing", "protocol-scopes-not-granted"]));
});

test("assignment that nobody demands any more", async () => {
  const client = clientApp(await entra.read(), entra);
  await entra.change("PATCH", client?.servicePrincipal?.address ?? "", { appRoleAssignmentRequired: false });
  expect(failuresOf(await entra.told((await entra.read()).found))).toContain("assignment-not-demanded");
});

test("assignments that are gone", async () => {
  const client = clientApp(await entra.read(), entra);
  for (const { source } of client?.servicePrincipal?.assigned ?? []) await entra.change("DELETE", source.address);
  expect(failuresOf(await entra.told((await entra.read()).found))).toContain("nobody-assigned");
});

test("a client that is gone", async () => {
  const client = clientApp(await entra.read(), entra);
  await entra.change("DELETE", client?.address ?? "");
  const { found, gaps } = await entra.read();
  expect(gaps).toEqual([]);
  expect(found.observations).toMatchObject([
    {
      symptom: "aadsts-700016",
      connection: entra.clients[0]?.connection,
      seen: `Tenant ${tenantId} has no app with the client id ${JSON.stringify(entra.clients[0]?.id)}.`,
    },
  ]);
});

test("passwords that are gone", async () => {
  const client = clientApp(await entra.read(), entra);
  const [application] = [...entra.cloud.entra.tenants.values()].flatMap(({ applications }) =>
    [...applications.values()].filter(({ appId }) => appId === textOf(client?.clientId)),
  );
  const [password] = application?.passwordCredentials ?? [];
  await entra.change("POST", `${client?.address ?? ""}/removePassword`, { keyId: password?.keyId });
  expect((await entra.read()).found.observations).toMatchObject([{ symptom: "aadsts-7000215" }]);
});

test("an API that the tenant does not have", async () => {
  const clientId = "12345678-1234-4234-8234-123456789012";
  const query = { clients: [], apis: [{ clientId }], now: new Date() };
  const { found, gaps } = await readEntra(query, await entra.access());
  expect(gaps).toEqual([]);
  expect(found).toMatchObject({ identity: { apps: [] }, observations: [{ symptom: "aadsts-500011" }] });
});
