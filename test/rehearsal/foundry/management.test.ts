import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ProxyAgent, request } from "undici";
import {
  accountId,
  bodies,
  connectionId,
  createProject,
  deployer,
  deploymentId,
  errorOf,
  messageOf,
  projectId,
  propertiesOf,
  startTestCloud,
  subscription,
  tenantId,
  token,
  type TestCloud,
} from "../support/test-cloud";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const deletedId =
  `${subscription}/providers/Microsoft.CognitiveServices/locations/swedencentral` +
  "/resourceGroups/rg-weather/deletedAccounts/aif-weather";

describe("account", () => {
  test("answers under its subdomain", async () => {
    const answer = await cloud.arm("PUT", accountId, { body: bodies.account });
    expect(answer).toMatchObject({ status: 201, body: { kind: "AIServices", identity: { type: "SystemAssigned" } } });
    expect(propertiesOf(answer)).toMatchObject({
      endpoint: "https://aif-weather.cognitiveservices.azure.com/",
      endpoints: { "AI Foundry API": "https://aif-weather.services.ai.azure.com/" },
      provisioningState: "Succeeded",
    });
  });

  test("a subdomain exists once in the world", async () => {
    await cloud.arm("PUT", accountId, { body: bodies.account });
    const answer = await cloud.arm("PUT", `${accountId}-b`, { body: bodies.account });
    expect(errorOf(answer)).toEqual({ status: 409, code: "CustomDomainInUse" });
  });

  test.each([
    ["kind", { ...bodies.account, kind: undefined }],
    ["sku", { ...bodies.account, sku: undefined }],
    ["identity", { ...bodies.account, identity: undefined }],
    ["customSubDomainName", { ...bodies.account, properties: { allowProjectManagement: true } }],
  ])("with projects but without %s", async (missing, body) => {
    const answer = await cloud.arm("PUT", accountId, { body });
    expect(errorOf(answer).status).toBe(400);
    expect(messageOf(answer)).toContain(missing);
  });

  test("gives no keys where local authentication is off", async () => {
    await cloud.arm("PUT", accountId, { body: bodies.account });
    expect(errorOf(await cloud.arm("POST", `${accountId}/listKeys`)).status).toBe(400);
  });

  test("stays while it has projects", async () => {
    await createProject(cloud);
    expect(errorOf(await cloud.arm("DELETE", accountId))).toEqual({ status: 409, code: "CannotDeleteResource" });
  });

  test("deleted, blocks its name and subdomain until it is purged", async () => {
    await cloud.arm("PUT", accountId, { body: bodies.account });
    await cloud.arm("DELETE", accountId);
    expect(errorOf(await cloud.arm("PUT", accountId, { body: bodies.account }))).toEqual({
      status: 409,
      code: "FlagMustBeSetForRestore",
    });
    expect(errorOf(await cloud.arm("PUT", `${accountId}-b`, { body: bodies.account })).code).toBe("CustomDomainInUse");
    expect((await cloud.arm("GET", deletedId)).body).toMatchObject({ id: deletedId });
    expect((await cloud.arm("DELETE", deletedId)).status).toBe(200);
    expect(errorOf(await cloud.arm("GET", deletedId)).status).toBe(404);
    expect((await cloud.arm("PUT", accountId, { body: bodies.account })).status).toBe(201);
  });

  test("a resource group takes it along, and it still has to be purged", async () => {
    await createProject(cloud);
    await cloud.arm("DELETE", accountId.split("/providers/")[0] ?? "");
    const { body } = await cloud.arm("GET", `${subscription}/providers/Microsoft.CognitiveServices/deletedAccounts`);
    expect(body).toMatchObject({ value: [{ id: deletedId }] });
  });
});

describe("project and deployment", () => {
  test("a project has an endpoint and an identity of its own", async () => {
    await createProject(cloud);
    const answer = await cloud.arm("GET", projectId);
    expect(propertiesOf(answer)).toMatchObject({
      endpoints: { "AI Foundry API": "https://aif-weather.services.ai.azure.com/api/projects/weather" },
      isDefault: true,
    });
    const { identity } = answer.body as { identity: { principalId: string } };
    expect(cloud.directory.find(tenantId, identity.principalId)).toMatchObject({ type: "ServicePrincipal" });
  });

  test("a project needs an identity and an account that takes projects", async () => {
    await cloud.arm("PUT", accountId, {
      body: { ...bodies.account, properties: { customSubDomainName: "aif-weather" } },
    });
    expect(errorOf(await cloud.arm("PUT", projectId, { body: bodies.project })).status).toBe(400);
    await cloud.arm("PUT", accountId, { body: bodies.account });
    const answer = await cloud.arm("PUT", projectId, { body: bodies.located });
    expect(messageOf(answer)).toContain("identity");
  });

  test.each([
    ["properties.model.name", { ...bodies.deployment, properties: { model: { format: "OpenAI" } } }],
    ["sku.name", { properties: bodies.deployment.properties }],
  ])("a deployment without %s", async (missing, body) => {
    await cloud.arm("PUT", accountId, { body: bodies.account });
    const answer = await cloud.arm("PUT", deploymentId, { body });
    expect(errorOf(answer).status).toBe(400);
    expect(messageOf(answer)).toContain(missing);
  });

  test("a second write below an account is refused while one is under way", async () => {
    await cloud.arm("PUT", accountId, { body: bodies.account });
    const dispatcher = new ProxyAgent({
      uri: cloud.client.front.proxyUrl,
      requestTls: { ca: cloud.client.front.certificateAuthority },
    });
    const body = new PassThrough();
    const write = JSON.stringify(bodies.deployment);
    body.write(write.slice(0, 5));
    const first = request(`https://management.azure.com${deploymentId}?api-version=1`, {
      dispatcher,
      method: "PUT",
      headers: { "content-type": "application/json", authorization: token(deployer) },
      body,
    });
    // The first write is under way once its first bytes are read; until then the second one just succeeds.
    for (;;) {
      const second = await cloud.arm("PUT", projectId, { body: bodies.project });
      if (second.status === 409) {
        expect(errorOf(second).code).toBe("RequestConflict");
        expect(messageOf(second)).toContain(accountId);
        break;
      }
    }
    body.end(write.slice(5));
    expect((await first).statusCode).toBe(201);
    expect((await cloud.arm("PUT", projectId, { body: bodies.project })).status).toBe(200);
    await dispatcher.destroy();
  });

  test("a write whose client goes away ends", async () => {
    await cloud.arm("PUT", accountId, { body: bodies.account });
    const dispatcher = new ProxyAgent({
      uri: cloud.client.front.proxyUrl,
      requestTls: { ca: cloud.client.front.certificateAuthority },
    });
    const body = new PassThrough();
    body.write("{");
    const first = request(`https://management.azure.com${deploymentId}?api-version=1`, {
      dispatcher,
      method: "PUT",
      headers: { "content-type": "application/json", authorization: token(deployer) },
      body,
    });
    const outcome = expect(first).rejects.toThrow();
    while ((await cloud.arm("PUT", projectId, { body: bodies.project })).status !== 409);
    await dispatcher.destroy();
    await outcome;
    while ((await cloud.arm("PUT", projectId, { body: bodies.project })).status === 409);
    expect((await cloud.arm("GET", deploymentId)).status).toBe(404);
  });
});

describe("connection", () => {
  beforeEach(() => createProject(cloud));
  const put = (
    properties: Readonly<Record<string, unknown>> = {},
    id: string = connectionId,
    apiVersion = "2025-04-01-preview",
  ) => cloud.arm("PUT", id, { apiVersion, body: { properties: { ...bodies.connection.properties, ...properties } } });

  test("gets a redirect URL that nobody could know, and shows no credentials", async () => {
    const created = await put();
    expect(created.status).toBe(201);
    expect(propertiesOf(created)).toMatchObject({ credentials: null, scopes: ["openid", "weather.read"] });
    expect(propertiesOf(created)["redirectUrl"]).toMatch(
      /^https:\/\/global\.consent\.azure-apim\.net\/redirect\/[0-9a-f]{32}$/,
    );
    const read = await cloud.arm("GET", connectionId, { apiVersion: "2025-06-01" });
    expect(read.body).toEqual(created.body);
    expect(JSON.stringify(read.body)).not.toContain("do-not-show");
  });

  test("two connections have two redirect URLs", async () => {
    const other = await put({}, connectionId.replace("reader", "editor"));
    expect(propertiesOf(other)["redirectUrl"]).not.toBe(propertiesOf(await put())["redirectUrl"]);
  });

  test("its credentials reach the sign-in, but no text", async () => {
    await put();
    const connection = cloud.resourceManager.state.connection(connectionId);
    expect(connection).toMatchObject({ projectId, credentials: { clientId: "weather-dev-reader" } });
    expect(connection?.credentials?.clientSecret.reveal()).toBe("do-not-show");
    expect(JSON.stringify(connection)).not.toContain("do-not-show");
  });

  test.each([["openid weather.read"], [{ 0: "openid" }], [[1]]])("scopes %j are no array of texts", async (scopes) => {
    const answer = await put({ scopes });
    expect(errorOf(answer).status).toBe(400);
    expect((await cloud.arm("GET", connectionId)).status).toBe(404);
  });

  test.each([[[]], [undefined]])("scopes %j are accepted, and fail at sign-in", async (scopes) => {
    expect((await put({ scopes })).status).toBe(201);
  });

  test.each([[undefined], [null], [{}], [{ clientSecret: "x" }], ["text"]])("credentials %j", async (credentials) => {
    const answer = await put({ credentials });
    expect(errorOf(answer).status).toBe(400);
    expect(messageOf(answer)).toBe("Credentials Property can't be empty for auth type OAuth2");
  });

  test.each(["ab", "-abc", "a b c", "a".repeat(34), "a.bc"])("name %j", async (name) => {
    const answer = await put({}, `${projectId}/connections/${encodeURIComponent(name)}`);
    expect(errorOf(answer)).toEqual({ status: 400, code: "InvalidResourceName" });
  });

  test("later API versions do not resolve it for writing", async () => {
    const answer = await put({}, connectionId, "2025-06-01");
    expect(errorOf(answer)).toEqual({ status: 404, code: "InvalidResourceType" });
    expect(messageOf(answer)).toContain("2025-04-01-preview");
  });

  test("cannot be written a second time, not even the same", async () => {
    const created = await put();
    expect(errorOf(await put()).status).toBe(400);
    expect((await cloud.arm("GET", connectionId)).body).toEqual(created.body);
  });

  test("made anew under its name has another redirect URL", async () => {
    const created = await put();
    await cloud.arm("DELETE", connectionId);
    expect(cloud.resourceManager.state.connections()).toEqual([]);
    expect(propertiesOf(await put())["redirectUrl"]).not.toBe(propertiesOf(created)["redirectUrl"]);
  });

  test("goes with its project", async () => {
    await put();
    await cloud.arm("DELETE", projectId);
    expect(cloud.resourceManager.state.connection(connectionId)).toBeUndefined();
  });
});

describe("connection, the other answers", () => {
  test("an update may be accepted, and keeps the redirect URL", async () => {
    const switched = await startTestCloud({ switches: { connectionUpdate: "accepted" } });
    await createProject(switched);
    const created = await switched.arm("PUT", connectionId, { body: bodies.connection });
    const body = { properties: { ...bodies.connection.properties, scopes: ["openid"] } };
    const updated = await switched.arm("PUT", connectionId, { body });
    expect(updated.status).toBe(200);
    expect(propertiesOf(updated)).toEqual({ ...propertiesOf(created), scopes: ["openid"] });
    await switched.close();
  });

  test("a connection made anew may keep its redirect URL", async () => {
    const switched = await startTestCloud({ switches: { recreatedConnectionRedirectUrl: "kept" } });
    await createProject(switched);
    const created = await switched.arm("PUT", connectionId, { body: bodies.connection });
    await switched.arm("DELETE", connectionId);
    const again = await switched.arm("PUT", connectionId, { body: bodies.connection });
    expect(propertiesOf(again)["redirectUrl"]).toBe(propertiesOf(created)["redirectUrl"]);
    await switched.close();
  });
});
