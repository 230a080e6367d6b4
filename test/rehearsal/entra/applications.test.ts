import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { deployer, EntraFixture, graphError, scope, tenantId } from "./fixture";

let fixture: EntraFixture;
beforeAll(async () => {
  fixture = await EntraFixture.start();
});
afterAll(() => fixture.stop());

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function patch(id: string, change: unknown): ReturnType<EntraFixture["graph"]> {
  return fixture.graph("PATCH", `/applications/${id}`, change);
}

describe("an application", () => {
  test("gets an object id and a client id that are its own", async () => {
    const first = await fixture.application();
    const second = await fixture.application();
    expect(first.id).toMatch(guid);
    expect(new Set([first.id, first.appId, second.id, second.appId]).size).toBe(4);
  });

  test("belongs to who created it", async () => {
    const { id } = await fixture.application();
    const { body } = await fixture.graph("GET", `/applications/${id}/owners`);
    expect(body["value"]).toEqual([expect.objectContaining({ id: deployer.objectId })]);
  });

  test("keeps the members of a complex property that a change leaves out", async () => {
    const { id } = await fixture.application({ api: { requestedAccessTokenVersion: 2 } });
    await patch(id, { api: { oauth2PermissionScopes: [scope("weather.read")] } });
    const { body } = await fixture.graph("GET", `/applications/${id}`);
    expect(body["api"]).toMatchObject({ requestedAccessTokenVersion: 2 });
  });

  test("is found by client id", async () => {
    const { id, appId } = await fixture.application();
    const { body } = await fixture.graph("GET", `/applications(appId='${appId}')`);
    expect(body["id"]).toBe(id);
  });

  test("needs a display name", async () => {
    const answer = await fixture.graph("POST", "/applications", {});
    expect(graphError(answer)).toEqual([
      400,
      "Request_BadRequest",
      "A value is required for property 'displayName' of resource 'Application'.",
    ]);
  });

  test("has no property that Graph does not know", async () => {
    const answer = await fixture.graph("POST", "/applications", { displayName: "x", colour: "blue" });
    expect(graphError(answer)).toEqual([400, "Request_BadRequest", "Invalid property 'colour'."]);
  });

  test("takes what depends on it along when it is deleted", async () => {
    const api = await fixture.api("weather.read");
    const client = await fixture.api();
    await fixture.graph("POST", "/oauth2PermissionGrants", {
      clientId: client.principal,
      consentType: "AllPrincipals",
      resourceId: api.principal,
      scope: "weather.read",
    });
    await fixture.graph("DELETE", `/applications/${client.id}`);
    expect((await fixture.graph("GET", `/applications/${client.id}`)).status).toBe(404);
    expect((await fixture.graph("GET", `/servicePrincipals/${client.principal}`)).status).toBe(404);
    expect(fixture.tenant.grants.size).toBe(0);
    expect(fixture.directory.find(tenantId, client.principal)).toBeUndefined();
  });
});

describe("an identifier URI", () => {
  const uri = (name: string): string => `api://${tenantId}/${name}`;

  test("waits for token version 2", async () => {
    const { id } = await fixture.application();
    const answer = await patch(id, { identifierUris: [uri("early")] });
    expect(graphError(answer)).toEqual([
      400,
      "Request_BadRequest",
      expect.stringContaining(`Failed to add identifier URI ${uri("early")}.`),
    ]);
    await patch(id, { api: { requestedAccessTokenVersion: 2 } });
    expect((await patch(id, { identifierUris: [uri("early")] })).status).toBe(204);
  });

  test("of the client id needs no version", async () => {
    const { id, appId } = await fixture.application();
    expect((await patch(id, { identifierUris: [`api://${appId}`] })).status).toBe(204);
  });

  test("is unique in the tenant", async () => {
    const api = { requestedAccessTokenVersion: 2 };
    await fixture.application({ api, identifierUris: [uri("taken")] });
    const { id } = await fixture.application({ api });
    expect(graphError(await patch(id, { identifierUris: [uri("taken")] }))).toEqual([
      400,
      "Request_BadRequest",
      "Another object with the same value for property identifierUris already exists.",
    ]);
  });

  test("with the tenant id needs no version where the tenant's policy is the milder one", async () => {
    const mild = await EntraFixture.start({ identifierUriPolicy: "unique-tenant-identifier" });
    const { id } = await mild.application();
    const admitted = await mild.graph("PATCH", `/applications/${id}`, { identifierUris: [uri("mild")] });
    const refused = await mild.graph("PATCH", `/applications/${id}`, { identifierUris: ["api://anybody"] });
    await mild.stop();
    expect([admitted.status, refused.status]).toEqual([204, 400]);
  });
});

describe("a permission scope", () => {
  test("must be disabled before it goes", async () => {
    const read = scope("weather.read");
    const { id } = await fixture.application({ api: { oauth2PermissionScopes: [read] } });
    expect(graphError(await patch(id, { api: { oauth2PermissionScopes: [] } }))).toEqual([
      400,
      "CannotDeleteOrUpdateEnabledEntitlement",
      "Permission (scope or role) cannot be deleted or updated unless disabled first.",
    ]);
    await patch(id, { api: { oauth2PermissionScopes: [{ ...read, isEnabled: false }] } });
    expect((await patch(id, { api: { oauth2PermissionScopes: [] } })).status).toBe(204);
  });

  test("must be disabled before it gets another value", async () => {
    const read = scope("weather.read");
    const { id } = await fixture.application({ api: { oauth2PermissionScopes: [read] } });
    const renamed = { api: { oauth2PermissionScopes: [{ ...read, value: "weather.look" }] } };
    expect((await patch(id, renamed)).status).toBe(400);
    await patch(id, { api: { oauth2PermissionScopes: [{ ...read, isEnabled: false }] } });
    expect((await patch(id, renamed)).status).toBe(204);
  });

  test.each([
    ["value", [scope("a"), scope("a")]],
    ["id", [scope("a", tenantId), scope("b", tenantId)]],
  ])("shares its %s with no other", async (_what, oauth2PermissionScopes) => {
    const { id } = await fixture.application();
    expect(graphError(await patch(id, { api: { oauth2PermissionScopes } }))).toEqual([
      400,
      "Request_BadRequest",
      "Request contains a property with duplicate values.",
    ]);
  });

  test("is for users or for admins", async () => {
    const { id } = await fixture.application();
    const answer = await patch(id, { api: { oauth2PermissionScopes: [{ ...scope("a"), type: "Anybody" }] } });
    expect(graphError(answer)[2]).toBe("Invalid value specified for property 'type' of resource 'PermissionScope'.");
  });
});

describe("a password", () => {
  test("is shown once", async () => {
    const { id } = await fixture.application();
    const passwordCredential = { displayName: "foundry-1", endDateTime: "2030-01-01T00:00:00Z" };
    const { body } = await fixture.graph("POST", `/applications/${id}/addPassword`, { passwordCredential });
    expect(body).toMatchObject({ displayName: "foundry-1", endDateTime: "2030-01-01T00:00:00Z" });
    expect(body["keyId"]).toMatch(guid);
    const again = await fixture.graph("GET", `/applications/${id}`);
    expect(again.body["passwordCredentials"]).toEqual([
      expect.objectContaining({ keyId: body["keyId"], secretText: null }),
    ]);
    expect(JSON.stringify(again.body)).not.toContain(String(body["secretText"]));
  });

  test("lives two years unless it is told otherwise", async () => {
    const { id } = await fixture.application();
    const { body } = await fixture.graph("POST", `/applications/${id}/addPassword`, {
      passwordCredential: { startDateTime: "2026-05-01T00:00:00Z" },
    });
    expect(body["endDateTime"]).toBe("2028-05-01T00:00:00Z");
  });

  test("does not end before it starts", async () => {
    const { id } = await fixture.application();
    const passwordCredential = { startDateTime: "2026-05-01T00:00:00Z", endDateTime: "2026-04-01T00:00:00Z" };
    const answer = await fixture.graph("POST", `/applications/${id}/addPassword`, { passwordCredential });
    expect(graphError(answer)[1]).toBe("KeyCredentialsInvalidEndDate");
  });

  test("that is not there cannot be removed", async () => {
    const { id } = await fixture.application();
    const answer = await fixture.graph("POST", `/applications/${id}/removePassword`, { keyId: tenantId });
    expect(graphError(answer)).toEqual([400, "Request_BadRequest", "No password credential found with keyId."]);
  });

  test("does not reach a printed state", async () => {
    const { id } = await fixture.application();
    const { body } = await fixture.graph("POST", `/applications/${id}/addPassword`, {});
    const application = fixture.tenant.applications.get(id);
    expect(JSON.stringify(application)).not.toContain(String(body["secretText"]));
  });
});

describe("a redirect URI", () => {
  test("of the web type is https, or http on this machine", async () => {
    const { id } = await fixture.application();
    const redirectUris = ["https://global.consent.azure-apim.net/redirect/0f", "http://localhost:3000/callback"];
    expect((await patch(id, { web: { redirectUris } })).status).toBe(204);
  });

  test.each(["http://example.com/", "https://example.com/#here", "https://*.example.com/", "not a URL"])(
    "is refused: %s",
    async (uri) => {
      const { id } = await fixture.application();
      expect(graphError(await patch(id, { web: { redirectUris: [uri] } }))).toEqual([
        400,
        "Request_BadRequest",
        "Invalid value specified for property 'redirectUris' of resource 'WebApplication'.",
      ]);
    },
  );
});
