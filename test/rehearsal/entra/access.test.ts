import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { EntraFixture, graphError, tenantId } from "./fixture";

let fixture: EntraFixture;
beforeAll(async () => {
  fixture = await EntraFixture.start();
});
afterAll(() => fixture.stop());

const nobody = "99999999-9999-4999-8999-999999999999";
const defaultAccess = "00000000-0000-0000-0000-000000000000";

function values(body: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return body["value"] as readonly Readonly<Record<string, unknown>>[];
}

describe("a service principal", () => {
  test("needs an application", async () => {
    const answer = await fixture.graph("POST", "/servicePrincipals", { appId: nobody });
    expect(graphError(answer)).toEqual([
      400,
      "Request_BadRequest",
      `The appId '${nobody}' of the service principal does not reference a valid application object.`,
    ]);
  });

  test("is the only one of its application", async () => {
    const { appId } = await fixture.api();
    const answer = await fixture.graph("POST", "/servicePrincipals", { appId });
    expect(graphError(answer).slice(0, 2)).toEqual([409, "Request_MultipleObjectsWithSameKeyValue"]);
  });

  test("shows the scopes and the identifier URIs of the application", async () => {
    const { id, appId, principal } = await fixture.api("weather.read");
    await fixture.graph("PATCH", `/applications/${id}`, { identifierUris: [`api://${tenantId}/shown`] });
    const { body } = await fixture.graph("GET", `/servicePrincipals/${principal}`);
    expect(body["oauth2PermissionScopes"]).toEqual([expect.objectContaining({ value: "weather.read" })]);
    expect(body["servicePrincipalNames"]).toEqual([appId, `api://${tenantId}/shown`]);
  });

  test("is known to the other systems while it exists", async () => {
    const { principal, appId } = await fixture.api();
    expect(fixture.directory.find(tenantId, principal)).toMatchObject({ type: "ServicePrincipal", clientId: appId });
    await fixture.graph("DELETE", `/servicePrincipals/${principal}`);
    expect(fixture.directory.find(tenantId, principal)).toBeUndefined();
  });

  test("lets an owner be removed", async () => {
    const { principal } = await fixture.api();
    const owners = async (): Promise<number> =>
      values((await fixture.graph("GET", `/servicePrincipals/${principal}/owners`)).body).length;
    expect(await owners()).toBe(1);
    await fixture.graph("DELETE", `/servicePrincipals/${principal}/owners/33333333-3333-4333-8333-333333333333/$ref`);
    expect(await owners()).toBe(0);
  });

  test("of Microsoft Graph has the protocol scopes in every tenant", async () => {
    const filter = encodeURIComponent("appId eq '00000003-0000-0000-c000-000000000000'");
    const { body } = await fixture.graph("GET", `/servicePrincipals?$filter=${filter}`);
    const [graph] = values(body);
    const scopes = graph?.["oauth2PermissionScopes"] as readonly { readonly value: string }[];
    expect(scopes.map(({ value }) => value)).toEqual(["openid", "profile", "offline_access", "email", "User.Read"]);
  });
});

describe("a delegated grant", () => {
  async function grant(change: Readonly<Record<string, unknown>> = {}): ReturnType<EntraFixture["graph"]> {
    const api = await fixture.api("weather.read", "weather.alert");
    const client = await fixture.api();
    return fixture.graph("POST", "/oauth2PermissionGrants", {
      clientId: client.principal,
      consentType: "AllPrincipals",
      resourceId: api.principal,
      scope: "weather.read",
      ...change,
    });
  }

  test("names scopes that the API exposes", async () => {
    expect((await grant({ scope: "weather.read weather.alert" })).status).toBe(201);
    const [status, code, message] = graphError(await grant({ scope: "weather.read weather.write" }));
    expect([status, code]).toEqual([400, "Request_BadRequest"]);
    expect(message).toMatch(/^Permission being assigned was not found on application '/);
  });

  test("is the only one for its client, API and consent type", async () => {
    const { body } = await grant();
    const { clientId, resourceId } = body;
    const again = { clientId, resourceId, consentType: "AllPrincipals", scope: "weather.alert" };
    expect(graphError(await fixture.graph("POST", "/oauth2PermissionGrants", again))).toEqual([
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      "Permission entry already exists.",
    ]);
  });

  test("changes its scopes in place, and only to scopes that exist", async () => {
    const { body } = await grant();
    const path = `/oauth2PermissionGrants/${String(body["id"])}`;
    expect((await fixture.graph("PATCH", path, { scope: "weather.alert" })).status).toBe(204);
    expect((await fixture.graph("PATCH", path, { scope: "weather.write" })).status).toBe(400);
    expect((await fixture.graph("GET", path)).body["scope"]).toBe("weather.alert");
  });

  test("for one person needs the person", async () => {
    expect((await grant({ consentType: "Principal" })).status).toBe(400);
    expect((await grant({ consentType: "Principal", principalId: nobody })).status).toBe(404);
    const [person] = fixture.tenant.users.values();
    expect((await grant({ consentType: "Principal", principalId: person?.id })).status).toBe(201);
  });

  test("needs its client and its API", async () => {
    expect((await grant({ clientId: nobody })).status).toBe(404);
    expect(graphError(await grant({ resourceId: nobody }))[2]).toBe("Specified resourceId was not found.");
  });
});

describe("an assignment", () => {
  function groupId(): string {
    const [group] = fixture.tenant.groups.values();
    return group?.id ?? "";
  }

  async function assign(
    resourceId: string,
    principalId: string,
    appRoleId = defaultAccess,
  ): ReturnType<EntraFixture["graph"]> {
    const body = { appRoleId, principalId, resourceId };
    return fixture.graph("POST", `/servicePrincipals/${resourceId}/appRoleAssignedTo`, body);
  }

  test("is seen from both ends", async () => {
    const { principal } = await fixture.api();
    const { body } = await assign(principal, groupId());
    expect(body).toMatchObject({ principalType: "Group", principalDisplayName: "Forecasters" });
    const from = async (path: string): Promise<unknown[]> =>
      values((await fixture.graph("GET", path)).body).map(({ id }) => id);
    expect(await from(`/servicePrincipals/${principal}/appRoleAssignedTo`)).toEqual([body["id"]]);
    expect(await from(`/groups/${groupId()}/appRoleAssignments`)).toContain(body["id"]);
  });

  test("cannot be made twice", async () => {
    const { principal } = await fixture.api();
    await assign(principal, groupId());
    expect(graphError(await assign(principal, groupId()))).toEqual([
      400,
      "Request_BadRequest",
      "Permission being assigned already exists on the object",
    ]);
  });

  test("needs a principal, an API and a role that exist", async () => {
    const { principal } = await fixture.api();
    expect((await assign(principal, nobody)).status).toBe(404);
    expect((await assign(nobody, groupId())).status).toBe(404);
    expect(graphError(await assign(principal, groupId(), nobody))[0]).toBe(400);
  });

  test("may name an identity that another system made", async () => {
    const { principal } = await fixture.api();
    const identity = "55555555-5555-4555-8555-555555555555";
    fixture.directory.add(tenantId, { id: identity, type: "ServicePrincipal", displayName: "identity" });
    expect((await assign(principal, identity)).status).toBe(201);
  });
});

describe("groups", () => {
  async function find(filter: string): Promise<readonly unknown[]> {
    const { body } = await fixture.graph("GET", `/groups?$filter=${encodeURIComponent(filter)}`);
    return values(body).map(({ displayName }) => displayName);
  }

  test("are found by their whole name", async () => {
    expect(await find("displayName eq 'Forecasters' and securityEnabled eq true")).toEqual(["Forecasters"]);
    expect(await find("displayName eq 'Fore'")).toEqual([]);
    expect(await find("displayName eq 'Forecasters' and securityEnabled eq false")).toEqual([]);
  });

  test("may share a name", async () => {
    expect(await find("displayName eq 'Twins'")).toEqual(["Twins", "Twins"]);
  });

  test("know their members", async () => {
    const [group] = fixture.tenant.groups.values();
    const { body } = await fixture.graph("GET", `/groups/${String(group?.id)}/members`);
    expect(values(body)).toEqual([expect.objectContaining({ userPrincipalName: "ada@example.com" })]);
  });

  test("are not searched by what they do not have, nor by what cannot be read", async () => {
    const unknownName = await fixture.graph("GET", `/groups?$filter=${encodeURIComponent("colour eq 'blue'")}`);
    const unread = await fixture.graph("GET", `/groups?$filter=${encodeURIComponent("displayName eq 'a' and")}`);
    expect([graphError(unknownName)[1], graphError(unread)[1]]).toEqual(["BadRequest", "Request_UnsupportedQuery"]);
  });

  test("come in pages", async () => {
    const first = await fixture.graph("GET", "/groups?$top=3&$select=id");
    expect(values(first.body).map((group) => Object.keys(group))).toEqual([["id"], ["id"], ["id"]]);
    const link = new URL(String(first.body["@odata.nextLink"]));
    expect(link.hostname).toBe("graph.microsoft.com");
    const second = await fixture.graph("GET", `${link.pathname.replace("/v1.0", "")}${link.search}`);
    expect(values(second.body)).toHaveLength(1);
    expect(second.body).not.toHaveProperty("@odata.nextLink");
  });
});

describe("who may ask", () => {
  test("nobody without a token", async () => {
    const answer = await fixture.graphWithout("/applications");
    expect(graphError(answer)).toEqual([401, "InvalidAuthenticationToken", "Access token is empty."]);
  });

  test("nobody with a token for another API", async () => {
    const answer = await fixture.graph(
      "GET",
      "/applications",
      undefined,
      fixture.bearer("https://management.azure.com"),
    );
    expect(graphError(answer).slice(0, 2)).toEqual([401, "InvalidAuthenticationToken"]);
  });

  test("and an error says when it was and which request it was", async () => {
    const { body } = await fixture.graphWithout("/applications");
    expect(body["error"]).toMatchObject({ innerError: { date: expect.anything(), "request-id": expect.anything() } });
  });

  test("an unknown path and a broken body are answered in Graph's form", async () => {
    expect(graphError(await fixture.graph("GET", "/teapots"))[1]).toBe("BadRequest");
    expect(graphError(await fixture.graph("POST", "/applications", [1]))[1]).toBe("BadRequest");
  });
});
