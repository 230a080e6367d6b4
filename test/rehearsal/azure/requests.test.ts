import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  deployer,
  errorOf,
  group,
  identityId,
  bodies,
  messageOf,
  otherSubscriptionId,
  otherTenantId,
  person,
  startTestCloud,
  subscription,
  subscriptionId,
  tenantId,
  token,
  type TestCloud,
} from "../support/test-cloud";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

describe("authentication", () => {
  test("no token", async () => {
    const answer = await cloud.arm("GET", group, { authorization: null });
    expect(errorOf(answer)).toEqual({ status: 401, code: "AuthenticationFailed" });
    expect(answer.headers["www-authenticate"]).toContain("Bearer authorization_uri=");
  });

  test("a token that nobody signed", async () => {
    const answer = await cloud.arm("GET", group, { authorization: "Bearer x" });
    expect(errorOf(answer)).toEqual({ status: 401, code: "InvalidAuthenticationToken" });
  });

  test("a token for another audience", async () => {
    const answer = await cloud.arm("GET", group, { authorization: token(deployer, "https://graph.microsoft.com") });
    expect(errorOf(answer)).toEqual({ status: 401, code: "InvalidAuthenticationToken" });
  });

  test("a token of another tenant names both", async () => {
    const answer = await cloud.arm("GET", group, { authorization: token({ ...deployer, tenantId: otherTenantId }) });
    expect(errorOf(answer)).toEqual({ status: 401, code: "InvalidAuthenticationTokenTenant" });
    expect(messageOf(answer)).toContain(`https://sts.windows.net/${otherTenantId}/`);
    expect(messageOf(answer)).toContain(`https://sts.windows.net/${tenantId}/`);
  });

  test("the older name of the audience is good", async () => {
    const authorization = token(deployer, "https://management.core.windows.net");
    expect((await cloud.arm("GET", group, { authorization })).status).toBe(200);
  });
});

describe("authorization", () => {
  test("a caller without a role is told which one is missing where", async () => {
    const answer = await cloud.arm("GET", group, { authorization: token(person) });
    expect(errorOf(answer)).toEqual({ status: 403, code: "AuthorizationFailed" });
    expect(messageOf(answer)).toContain("Microsoft.Resources/subscriptions/resourceGroups/read");
    expect(messageOf(answer)).toContain(group);
  });

  test("who may read may not write", async () => {
    const name = "99999999-0000-4000-8000-000000000001";
    await cloud.arm("PUT", `${group}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      body: {
        properties: {
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
          principalId: person.objectId,
        },
      },
    });
    const authorization = token(person);
    expect((await cloud.arm("GET", group, { authorization })).status).toBe(200);
    const written = await cloud.arm("PUT", identityId, { authorization, body: bodies.located });
    expect(errorOf(written)).toEqual({ status: 403, code: "AuthorizationFailed" });
    expect((await cloud.arm("GET", identityId)).status).toBe(404);
  });
});

describe("the form of a request", () => {
  test.each(["", "api-version=", "version=2024-01-01"])("query %j lacks the api-version", async (query) => {
    expect(errorOf(await cloud.arm("GET", group, { query }))).toEqual({
      status: 400,
      code: "MissingApiVersionParameter",
    });
  });

  test("query parameters are read in any casing", async () => {
    expect((await cloud.arm("GET", group, { query: "API-Version=2024-01-01" })).status).toBe(200);
  });

  test("a body that is no JSON is not quoted", async () => {
    const answer = await cloud.arm("PUT", group, { body: '{"clientSecret":"do-not-show' });
    expect(errorOf(answer)).toEqual({ status: 400, code: "InvalidRequestContent" });
    expect(JSON.stringify(answer.body)).not.toContain("do-not-show");
  });

  test.each([[[]], [null], ["text"], [{ location: 1 }], [{ location: "swedencentral", tags: "x" }]])(
    "body %j is refused",
    async (body) => {
      const answer = await cloud.arm("PUT", `${group}-form`, { body: JSON.stringify(body) });
      expect(answer.status).toBe(400);
    },
  );

  test("a name with an encoded slash is no way to another id", async () => {
    const answer = await cloud.arm("GET", `${subscription}/resourceGroups/rg-weather%2Fproviders`);
    expect(errorOf(answer).status).toBe(400);
  });

  test("broken percent-encoding", async () => {
    expect(errorOf(await cloud.arm("GET", `${group}%`)).status).toBe(400);
  });

  test("an unknown subscription", async () => {
    const answer = await cloud.arm("GET", "/subscriptions/99999999-0000-4000-8000-000000000000/resourceGroups/x");
    expect(errorOf(answer)).toEqual({ status: 404, code: "SubscriptionNotFound" });
  });

  test("an unknown resource type", async () => {
    const answer = await cloud.arm("GET", `${group}/providers/Microsoft.Web/toasters/x`);
    expect(errorOf(answer)).toEqual({ status: 404, code: "InvalidResourceType" });
  });

  test("an unknown namespace", async () => {
    const answer = await cloud.arm("POST", `${subscription}/providers/Contoso.Things/register`);
    expect(errorOf(answer)).toEqual({ status: 404, code: "InvalidResourceNamespace" });
  });
});

describe("subscriptions", () => {
  test("only those of the token's tenant are listed", async () => {
    const { body } = await cloud.arm("GET", "/subscriptions");
    expect(JSON.stringify(body)).toContain(subscriptionId);
    expect(JSON.stringify(body)).not.toContain(otherSubscriptionId);
  });

  test("a subscription says whose it is", async () => {
    expect((await cloud.arm("GET", subscription)).body).toMatchObject({ subscriptionId, tenantId, state: "Enabled" });
  });
});
