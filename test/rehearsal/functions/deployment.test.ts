/** The deployment endpoint: who may publish, what becomes of a package, and what is refused. */
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { largestArchive } from "../../../rehearsal/functions/deployment/endpoint";
import { requirement } from "../../support/requirement";
import type { Answer } from "../support/front-client";
import { deployer, otherTenantId, person, siteId, storageId, subscription, token } from "../support/test-cloud";
import { assignmentName, scmHost, siteBody, startFunctionsCloud, type FunctionsCloud } from "./functions-cloud";
import { echoPackage, zipOf } from "./packages";

const websiteContributor = "de139f84-1756-47ae-9be6-808fbbe84772";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const flag = { AzureWebJobsFeatureFlags: "EnableMcpCustomHandlerPreview" };

let cloud: FunctionsCloud;
beforeEach(async () => {
  cloud = await startFunctionsCloud();
  await cloud.appSettings(flag);
});
afterEach(() => cloud.close());

const send = (archive: unknown, options: { query?: string; headers?: Record<string, string> } = {}): Promise<Answer> =>
  cloud.client.send("POST", `https://${scmHost}/api/publish?${options.query ?? "RemoteBuild=false"}`, {
    headers: { authorization: token(deployer), "content-type": "application/zip", ...options.headers },
    body: archive,
  });
const read = (id: unknown, host = scmHost): Promise<Answer> =>
  cloud.client.send("GET", `https://${host}/api/deployments/${String(id)}`, {
    headers: { authorization: token(deployer) },
  });
const assign = (roleId: string): Promise<Answer> =>
  cloud.arm("PUT", `${siteId}/providers/Microsoft.Authorization/roleAssignments/22222222-2222-4333-8444-555555555555`, {
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      principalId: person.objectId,
      principalType: "User",
    },
  });

describe("who may publish", () => {
  requirement("functions.publish-permission", async () => {
    const archive = await zipOf(echoPackage);
    expect((await cloud.publish(archive, person)).status).toBe(403);
    await assign(reader);
    expect((await cloud.publish(archive, person)).status).toBe(403);
    expect(cloud.said("functions host").at(-1)).toContain("Microsoft.Web/sites/publish/Action");
    await cloud.arm(
      "DELETE",
      `${siteId}/providers/Microsoft.Authorization/roleAssignments/22222222-2222-4333-8444-555555555555`,
    );
    await assign(websiteContributor);
    expect((await cloud.publish(archive, person)).body).toMatchObject({ status: 4 });
    expect((await cloud.ask("/mcp")).status).toBe(200);
  });

  test("a token of another tenant, for another API, or none is refused", async () => {
    const archive = await zipOf(echoPackage);
    expect((await cloud.publish(archive, { ...deployer, tenantId: otherTenantId })).status).toBe(403);
    expect(
      (await send(archive, { headers: { authorization: token(deployer, "https://graph.microsoft.com") } })).status,
    ).toBe(401);
    expect((await send(archive, { headers: { authorization: "" } })).status).toBe(401);
  });

  test("a site that is not there has no endpoint", async () => {
    const url = "https://func-other.scm.azurewebsites.net/api/publish";
    expect((await cloud.client.send("POST", url, { headers: { authorization: token(deployer) } })).status).toBe(404);
  });
});

describe("what becomes of a package", () => {
  requirement("functions.publish-status", async () => {
    const { status, body } = await send(await zipOf(echoPackage));
    expect([status, body]).toEqual([202, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const readings = [];
    for (let times = 0; times < 5; times += 1) readings.push(await read(body));
    expect(readings.map((answer) => answer.status)).toEqual([404, 404, 200, 200, 200]);
    expect(readings.slice(2).map((answer) => (answer.body as { status: number }).status)).toEqual([2, 4, 4]);
    expect((await read("11111111-1111-4111-8111-111111111111")).status).toBe(404);
  });

  test("a deployment that has gone well may be forgotten", async () => {
    const other = await startFunctionsCloud({ deploymentRecord: "forgotten" });
    const headers = { authorization: token(deployer), "content-type": "application/zip" };
    const body = await zipOf(echoPackage);
    const { body: id } = await other.client.send("POST", `https://${scmHost}/api/publish`, { headers, body });
    const statuses = [];
    for (let times = 0; times < 4; times += 1) {
      const url = `https://${scmHost}/api/deployments/${String(id)}`;
      statuses.push(
        (await other.client.send("GET", url, { headers: { authorization: headers.authorization } })).status,
      );
    }
    expect(statuses).toEqual([404, 404, 200, 404]);
    await other.close();
  });

  requirement("functions.publish-as-app", async () => {
    const other = await startFunctionsCloud({ storageRoleSpread: "two-refusals" });
    const archive = await zipOf(echoPackage);
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await other.publish(archive)).body);
    expect(statuses).toEqual([
      expect.objectContaining({ status: 3, message: "Deployment failed." }),
      expect.objectContaining({ status: 3 }),
      expect.objectContaining({ status: 4 }),
    ]);
    await other.close();
  });

  test("it is never stored without the role, the identity and the container", async () => {
    const archive = await zipOf(echoPackage);
    const failure = async (): Promise<string> => {
      const { body } = await cloud.publish(archive);
      expect(body).toHaveProperty("status", 3);
      const { id } = body as { readonly id: string };
      return JSON.stringify((await read(`${id}/log`)).body);
    };
    await cloud.arm("DELETE", `${storageId}/providers/Microsoft.Authorization/roleAssignments/${assignmentName}`);
    expect(await failure()).toContain("not authorized");
    const { location, kind, properties } = siteBody;
    await cloud.arm("PUT", siteId, { location, kind, properties });
    expect(await failure()).toContain("no identity");
    await cloud.arm("DELETE", `${storageId}/blobServices/default/containers/deployments`);
    expect(await failure()).toContain("does not exist");
    expect((await cloud.ask("/mcp")).status).toBe(404);
  });

  test("it takes the place of the one before, which stays where it is refused", async () => {
    await cloud.publish(await zipOf(echoPackage));
    const pid = async (): Promise<unknown> => ((await cloud.ask("/mcp")).body as { pid: unknown }).pid;
    const first = await pid();
    expect((await cloud.publish(Buffer.from("no zip"))).body).toMatchObject({ status: 3 });
    expect(await pid()).toBe(first);
    await cloud.publish(await zipOf(echoPackage));
    expect(await pid()).not.toBe(first);
  });

  test("it goes with the site, also where another of the same name follows", async () => {
    await cloud.publish(await zipOf(echoPackage));
    expect((await cloud.ask("/mcp")).status).toBe(200);
    await cloud.arm("DELETE", siteId);
    expect((await cloud.ask("/mcp")).status).toBe(404);
    await cloud.arm("PUT", siteId, siteBody);
    await cloud.appSettings(flag);
    expect((await cloud.ask("/mcp")).status).toBe(404);
    expect(cloud.said("functions host").at(-1)).toContain("nothing is published");
  });
});

describe("requests that are no packages", () => {
  test.each([
    ["another type", { headers: { "content-type": "application/json" } }, 415],
    ["a build that nobody does here", { query: "RemoteBuild=true" }, 400],
  ])("%s", async (_what, options, status) => {
    expect((await send(await zipOf(echoPackage), options)).status).toBe(status);
  });

  test("a body that is too large", async () => {
    expect((await send(Buffer.alloc(largestArchive + 1))).status).toBe(413);
  });

  test("a server with everything that it imports is none of them", async () => {
    // Nothing makes it smaller, as with code that is packed already.
    const large = randomBytes(12 * 1024 * 1024).toString("base64");
    const archive = await zipOf({ ...echoPackage, "node_modules/large/data.js": `module.exports = "${large}";` });
    expect(archive.length).toBeGreaterThan(10 * 1024 * 1024);
    expect((await cloud.publish(archive)).body).toMatchObject({ status: 4 });
    expect((await cloud.ask("/mcp")).status).toBe(200);
  });

  test("two at once", async () => {
    const archive = await zipOf(echoPackage);
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => send(archive)))).map(({ status }) => status);
    expect(statuses).toContain(202);
    expect(statuses.every((status) => [202, 409].includes(status))).toBe(true);
  });

  test("an address that is none", async () => {
    const headers = { authorization: token(deployer) };
    expect((await cloud.client.send("GET", `https://${scmHost}/api/settings`, { headers })).status).toBe(404);
    expect((await read("x", "func-weather.azurewebsites.net")).status).toBe(404);
  });
});

requirement("functions.package-modes", async () => {
  for (const mode of [0o100000, 0o100600, 0o100640]) {
    expect((await cloud.publish(await zipOf(echoPackage, mode))).body).toMatchObject({ status: 4 });
    expect((await cloud.ask("/mcp")).status).toBe(404);
    expect(cloud.said("functions host").at(-1)).toContain("no function is found");
  }
});
