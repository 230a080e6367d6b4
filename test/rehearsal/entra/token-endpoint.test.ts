import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { deployer, EntraFixture, tenantId } from "./fixture";

let fixture: EntraFixture;
beforeAll(async () => {
  fixture = await EntraFixture.start();
});
afterAll(() => fixture.stop());

const form = {
  grant_type: "client_credentials",
  client_id: deployer.clientId,
  client_secret: deployer.clientSecret,
  scope: "https://graph.microsoft.com/.default",
};

function claims(token: unknown): Record<string, unknown> {
  const [, payload = ""] = String(token).split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
}

describe("a token for the deployer", () => {
  test.each(["https://management.azure.com", "https://graph.microsoft.com", "https://ai.azure.com"])(
    "says who it is for and whose it is: %s",
    async (audience) => {
      const { status, body } = await fixture.token({ ...form, scope: `${audience}/.default` });
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
      expect(claims(body["access_token"])).toMatchObject({
        aud: audience,
        iss: `https://sts.windows.net/${tenantId}/`,
        tid: tenantId,
        oid: deployer.objectId,
        appid: deployer.clientId,
      });
    },
  );

  test("is given for credentials in the Authorization header too", async () => {
    const { clientId, clientSecret } = deployer;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString("base64");
    const { grant_type, scope } = form;
    const { status } = await fixture.token({ grant_type, scope }, tenantId, `Basic ${basic}`);
    expect(status).toBe(200);
  });

  test("opens Graph", async () => {
    const { body } = await fixture.token(form);
    const answer = await fixture.graph("GET", "/organization", undefined, `Bearer ${String(body["access_token"])}`);
    expect(answer.status).toBe(200);
  });
});

test("a client of the tenant gets a token with a password that it still has, and none with one that was removed", async () => {
  const { id, appId } = await fixture.application();
  await fixture.principal(appId);
  const { body: password } = await fixture.graph("POST", `/applications/${id}/addPassword`, {});
  const own = { ...form, client_id: appId, client_secret: String(password["secretText"]) };
  expect((await fixture.token(own)).status).toBe(200);
  await fixture.graph("POST", `/applications/${id}/removePassword`, { keyId: password["keyId"] });
  expect((await fixture.token(own)).body["error_codes"]).toEqual([7000215]);
});

describe("what is refused", () => {
  test.each([
    ["an unknown tenant", {}, "44444444-4444-4444-8444-444444444444", 400, "invalid_request", 90002],
    ["an unknown client", { client_id: tenantId }, tenantId, 400, "unauthorized_client", 700016],
    ["a wrong secret", { client_secret: "guessed" }, tenantId, 401, "invalid_client", 7000215],
    [
      "a scope without .default",
      { scope: "https://graph.microsoft.com/User.Read" },
      tenantId,
      400,
      "invalid_scope",
      1002012,
    ],
    ["an API of nobody", { scope: "https://example.com/.default" }, tenantId, 400, "invalid_scope", 1002012],
    ["another grant", { grant_type: "password" }, tenantId, 400, "unsupported_grant_type", 70003],
    ["no grant", { grant_type: "" }, tenantId, 400, "invalid_request", 900144],
  ])("%s", async (_what, change, tenant, status, error, code) => {
    const answer = await fixture.token({ ...form, ...change }, tenant);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
    expect(answer.body["error_description"]).toContain(`AADSTS${code}: `);
  });

  test("an expired secret", async () => {
    const { id, appId } = await fixture.application();
    await fixture.principal(appId);
    const passwordCredential = { startDateTime: "2020-01-01T00:00:00Z", endDateTime: "2020-02-01T00:00:00Z" };
    const { body } = await fixture.graph("POST", `/applications/${id}/addPassword`, { passwordCredential });
    const answer = await fixture.token({ ...form, client_id: appId, client_secret: String(body["secretText"]) });
    expect(answer.body["error_codes"]).toEqual([7000222]);
  });

  test("no answer repeats the secret", async () => {
    const { body } = await fixture.token({ ...form, client_secret: "not-the-secret" });
    expect(JSON.stringify(body)).not.toContain("not-the-secret");
  });
});

describe("a bearer token is judged", () => {
  const graph = "https://graph.microsoft.com";

  test("by audience, signature, time and form", () => {
    const { verifyBearer } = fixture.entra;
    const good = fixture.bearer();
    expect(verifyBearer(good, graph)).toEqual({
      tenantId,
      objectId: deployer.objectId,
      clientId: deployer.clientId,
      kind: "application",
    });
    expect(verifyBearer(good, "https://management.azure.com")).toBeUndefined();
    expect(verifyBearer(fixture.bearer(graph, -1), graph)).toBeUndefined();
    expect(verifyBearer(undefined, graph)).toBeUndefined();
    expect(verifyBearer(`${good}x`, graph)).toBeUndefined();
    expect(verifyBearer(good.replace("Bearer", "Basic"), graph)).toBeUndefined();
    expect(verifyBearer(`${good}.more`, graph)).toBeUndefined();
  });

  test("not signed at all is not signed", () => {
    const [, payload = ""] = fixture.bearer().replace("Bearer ", "").split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
    expect(fixture.entra.verifyBearer(`Bearer ${header}.${payload}.`, graph)).toBeUndefined();
  });

  test("of a person by a client speaks for the person", () => {
    const token = fixture.entra.authority.issue({
      tenantId,
      objectId: tenantId,
      clientId: deployer.clientId,
      kind: "user",
      audience: "https://ai.azure.com",
      lifetime: 60,
      scopes: ["user_impersonation"],
    });
    expect(fixture.entra.verifyBearer(`Bearer ${token}`, "https://ai.azure.com")).toMatchObject({ kind: "user" });
  });
});
