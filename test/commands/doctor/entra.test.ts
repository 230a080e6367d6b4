/** The Entra sample with a connection that requests nothing, as `passthrough doctor` sees it from a command line. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { StoryConnection } from "../../../rehearsal/story/participants";
import { brokenSystem, type SystemUnderDoctor } from "../../doctor/support/broken-system";
import { changed, samples } from "../../support/deployments";
import { validated } from "../../support/sarif-validator";
import { doctor, examined, lineOf, type Examined } from "./support/doctor";

/** Its secret ends before the month does. */
const deployment = changed(samples.entra(), { secrets: { rotation: 1, lifetimeDays: 20 } });
const reader = {
  objectId: "5f0c1c1e-0000-4000-8000-000000000003",
  clientId: "5f0c1c1e-0000-4000-8000-000000000004",
  clientSecret: "planted-client-secret",
  graphPermissions: ["Application.Read.All", "AuditLog.Read.All"],
};

let system: SystemUnderDoctor;
let connection: StoryConnection;

beforeAll(async () => {
  const [only] = deployment.connections;
  if (only === undefined) throw new Error("no connection");
  const fault = { name: "connection-scopes-empty", deployment, connection: only } as const;
  system = await brokenSystem(fault, {
    seeded: (seed) => ({
      ...seed,
      tenants: seed.tenants.map((tenant) => ({ ...tenant, readers: [reader], lacksPremiumLicense: true })),
    }),
  });
  const [found] = await system.rehearsed.connections(deployment);
  if (found === undefined) throw new Error("no connection");
  connection = found;
});

afterAll(() => system.close());

function run(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Examined> {
  return examined([deployment.file, ...args], { env: { ...system.environment, ...env } });
}

/** What every report begins with. */
const diagnosed = (): RegExp =>
  new RegExp(
    `The layer "connection" is broken: connection "${connection.connectionName}" requests no scope of the API, ` +
      'and the access policy would admit .*"weather\\.read"\\.',
  );

test("the connection, what it requests, what would be admitted, and the line to look at", async () => {
  const { exitCode, stderr, document } = await run();
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
  expect(document.diagnosis.sentence).toMatch(diagnosed());
  const line = lineOf(deployment.file, "    scopes: [weather.read]");
  expect(document.diagnosis.fixes[0]).toContain(`as ${deployment.file}:${line} says; it is [].`);
});

test("a secret that ends within 30 days is told by its name, with its end and what to do", async () => {
  const { document } = await run();
  expect(document.secrets).toHaveLength(1);
  const findings = document.report.deployments.flatMap(({ findings: each }) => each);
  expect(findings.filter(({ rule }) => rule === "secret-expires-soon")).toMatchObject([
    {
      message: expect.stringMatching(/^The secret ".*" of client ".*" ends in (19|20) days \(\d{4}-/),
      fix: expect.stringContaining("Raise secrets.rotation"),
    },
  ]);
});

test("every format begins with it, and Microsoft's validator takes the SARIF", async () => {
  const folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  try {
    const formats = ["text", "sarif", "github", "markdown"] as const;
    const outputs = formats.flatMap((format) => ["--output", `${format}=${join(folder, format)}`]);
    expect((await run(outputs)).exitCode).toBe(1);
    const [text, sarif, github, markdown] = formats.map((format) => readFileSync(join(folder, format), "utf8"));
    expect(text?.split("\n")[0]).toMatch(diagnosed());
    expect(github?.split("\n")[0]).toMatch(new RegExp(`^::error title=diagnosis::${diagnosed().source}$`));
    expect(markdown?.split("\n")[1]).toMatch(diagnosed());
    expect(sarif).toContain('"connection-requests-no-scopes"');
    expect(await validated(sarif ?? "")).not.toContainEqual(expect.stringMatching(/error/));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("without the deployment file, by the ARM id of the connection alone", async () => {
  const { stdout } = await run();
  const id = new RegExp(`/subscriptions/[^"]*/connections/${connection.connectionName}`).exec(stdout)?.[0] ?? "";
  const { exitCode, document } = await examined(["--connection", id], { env: system.environment });
  expect(exitCode).toBe(1);
  expect(document.diagnosis.sentence).toBe(
    `The layer "connection" is broken: connection "${connection.connectionName}" requests no scope of the API.`,
  );
  expect(document.diagnosis.fixes[0]).toMatch(/^Write scopes = \["openid", "offline_access", "api:.*weather\.read"\]/);
});

test("--user: who is assigned, who is not, and whom nobody knows", async () => {
  const outcome = async (login: string) => (await run(["--user", login])).document;
  expect((await outcome(connection.members[0].login)).person).toMatchObject([
    { outcome: "admitted", why: expect.stringMatching(/^the client is assigned to ".*", of which they are a direct/) },
  ]);
  expect((await outcome(connection.outsider?.login ?? "")).person).toMatchObject([
    { outcome: "refused", why: expect.stringContaining("AADSTS50105"), fix: expect.stringMatching(/^Put them into/) },
  ]);
  const unknown = await outcome("nobody@example.com");
  expect(unknown.person).toBeUndefined();
  expect(unknown.notRead).toContainEqual(
    expect.objectContaining({ witness: "Entra", what: 'the person "nobody@example.com"' }),
  );
});

test("whoever may read little is told exactly what is lacking", async () => {
  const licence = "a tenant with the licence Microsoft Entra ID P1";
  const whole = await run();
  expect(whole.document.notRead.flatMap(({ needs }) => needs ?? [])).toEqual([licence]);
  const little = { ARM_CLIENT_ID: reader.clientId, ARM_CLIENT_SECRET: reader.clientSecret };
  const { document, stdout, stderr } = await run(["--user", connection.members[0].login], little);
  expect(document.diagnosis.verdict).toBe("undecided");
  const needs = document.notRead.flatMap(({ needs: lacking }) => lacking ?? []);
  for (const lacking of ["Policy.Read.All", "User.Read.All", "the role Reader on the resource"])
    expect(needs).toContainEqual(expect.stringContaining(lacking));
  expect(needs).not.toContainEqual(expect.stringContaining("Application.Read.All"));
  expect(stdout + stderr).not.toContain(reader.clientSecret);
});

test("what somebody changed by hand is told with both sides and the line of the file", async () => {
  const { fetch } = system.rehearsed.terraform.cloud;
  const { ARM_CLIENT_ID: id = "", ARM_CLIENT_SECRET: secret = "" } = system.environment;
  const tenant = deployment.azure.tenantId;
  const signedIn = await fetch(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "client_credentials", client_id: id, client_secret: secret },
      scope: "https://graph.microsoft.com/.default",
    }),
  });
  const { access_token: token } = (await signedIn.json()) as { readonly access_token: string };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const graph = "https://graph.microsoft.com/v1.0/servicePrincipals";
  const listed = await fetch(graph, { headers });
  const { value } = (await listed.json()) as {
    readonly value: readonly { readonly id: string; readonly appRoleAssignmentRequired: boolean }[];
  };
  const client = value.find(({ appRoleAssignmentRequired }) => appRoleAssignmentRequired);
  const changed = await fetch(`${graph}/${client?.id ?? ""}`, {
    method: "PATCH",
    headers,
    body: JSON.stringify({ appRoleAssignmentRequired: false }),
  });
  expect(changed.ok).toBe(true);
  const { stdout } = await doctor([deployment.file], { env: system.environment });
  const drift = stdout.slice(stdout.indexOf("What differs from the deployment file"));
  expect(drift).toMatch(
    /by the deployment file: "true"\n\s+at \S*weather-entra\.yaml \(\S*weather-entra\.yaml:\d+:\d+\)/,
  );
  expect(drift).toMatch(/in the live system: "false"\n\s+at \/v1\.0\/servicePrincipals\/\S+/);
});
