import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import type { Outcome } from "../../support/sign-in-client";
import { asking, codeIn, type Deployment, EntraSignIn, microsoftGraph, tenantId } from "./fixture";

let cloud: EntraSignIn;
let strict: EntraSignIn;
beforeAll(async () => {
  cloud = await EntraSignIn.start();
  strict = await EntraSignIn.start({ userConsent: "administrators" });
});
afterAll(async () => {
  await cloud.stop();
  await strict.stop();
});

const readOf = ({ identifierUri }: Deployment): string => `${identifierUri}/weather.read`;

function signIn(deployment: Deployment, login: string, ...protocol: readonly string[]): Promise<Outcome> {
  return cloud.client.authorize(deployment, login, asking(...protocol, readOf(deployment)));
}

/** Code on the page where the sign-in stopped. */
function stopped({ answer, page }: Outcome): number | undefined {
  expect(answer).toEqual({});
  return codeIn(page.text);
}

describe("assignment", () => {
  requirement("entra.not-assigned", async () => {
    const outcome = await signIn(await cloud.deploy({ groups: ["Forecasters"] }), "eve@example.com");
    expect(stopped(outcome)).toBe(50105);
    expect(outcome.page.text).toContain("'eve@example.com'");
  });

  requirement(
    "entra.assigned",
    async () => {
      const deployment = await cloud.deploy({ groups: ["Forecasters"] });
      expect((await signIn(deployment, "ada@example.com")).answer).toHaveProperty("code");
    },
    "by a group",
  );

  requirement(
    "entra.assigned",
    async () => {
      const deployment = await cloud.deploy({ groups: [] });
      expect(stopped(await signIn(deployment, "eve@example.com"))).toBe(50105);
      await cloud.assign(deployment.clientPrincipal, cloud.userId("eve@example.com"));
      expect((await signIn(deployment, "eve@example.com")).answer).toHaveProperty("code");
    },
    "directly, and at once",
  );

  requirement(
    "entra.assigned",
    async () => {
      cloud.directory.addMember(tenantId, cloud.groupId("Forecasters"), cloud.groupId("Forecasters-Contractors"));
      expect(cloud.directory.groupsOf(tenantId, cloud.userId("eve@example.com"))).toContain(
        cloud.groupId("Forecasters"),
      );
      const deployment = await cloud.deploy({ groups: ["Forecasters"] });
      expect(stopped(await signIn(deployment, "eve@example.com"))).toBe(50105);
    },
    "not by a group in a group",
  );

  requirement("entra.api-demands-assignment", async () => {
    const deployment = await cloud.deploy();
    await cloud.graph("PATCH", `/servicePrincipals/${deployment.apiPrincipal}`, { appRoleAssignmentRequired: true });
    const outcome = await signIn(deployment, "ada@example.com");
    expect(stopped(outcome)).toBe(50105);
    expect(outcome.page.text).toContain(deployment.apiAppId);
    await cloud.assign(deployment.apiPrincipal, cloud.userId("ada@example.com"));
    expect((await signIn(deployment, "ada@example.com")).answer).toHaveProperty("code");
  });
});

describe("consent", () => {
  requirement("entra.admin-grant", async () => {
    const deployment = await cloud.deploy();
    const { page, answer } = await signIn(deployment, "ada@example.com", "openid", "offline_access");
    expect(answer).toHaveProperty("code");
    expect(page.visited.filter((address) => address.includes("/login/"))).toHaveLength(2);
  });

  requirement("entra.own-consent", async () => {
    const deployment = await cloud.deploy({ scopeType: "User", granted: { api: "", protocol: "" } });
    const first = await signIn(deployment, "ada@example.com", "openid");
    expect(first.answer).toHaveProperty("code");
    const grants = await cloud.grantsOf(deployment.clientPrincipal);
    expect(grants).toHaveLength(2);
    expect(grants).toContainEqual(
      expect.objectContaining({
        consentType: "Principal",
        principalId: cloud.userId("ada@example.com"),
        resourceId: deployment.apiPrincipal,
        scope: "weather.read",
      }),
    );
    expect(grants).toContainEqual(
      expect.objectContaining({ resourceId: await cloud.principalOf(microsoftGraph), scope: "openid" }),
    );
    const second = await signIn(deployment, "ada@example.com", "openid");
    expect(second.page.visited.length).toBeLessThan(first.page.visited.length);
    const decline = { ...asking(readOf(deployment)), behaviour: { consent: "decline" } } as const;
    const { answer } = await cloud.client.authorize(deployment, "eve@example.com", decline);
    expect(answer["error"]).toBe("access_denied");
  });

  test("grows the grant that a person gave before", async () => {
    const deployment = await cloud.deploy({ scopeType: "User", granted: { api: "" } });
    await signIn(deployment, "ada@example.com");
    const asked = asking(readOf(deployment), `${deployment.identifierUri}/weather.alert`);
    const { claims } = await cloud.accessToken(deployment, "ada@example.com", asked);
    expect(claims["scp"]).toBe("weather.read weather.alert");
    const own = (await cloud.grantsOf(deployment.clientPrincipal)).filter(
      ({ consentType }) => consentType === "Principal",
    );
    expect(own.map(({ scope }) => scope)).toEqual(["weather.read weather.alert"]);
  });

  requirement("entra.consent-declined", async () => {
    const deployment = await cloud.deploy({ scopeType: "User", granted: { api: "" } });
    const asked = { ...asking(readOf(deployment)), behaviour: { consent: "decline" } } as const;
    const { answer } = await cloud.client.authorize(deployment, "ada@example.com", asked);
    expect([answer["error"], codeIn(answer["error_description"]), answer["state"]]).toEqual([
      "access_denied",
      65004,
      "a state",
    ]);
    expect((await cloud.grantsOf(deployment.clientPrincipal)).map(({ scope }) => scope)).toEqual([
      "openid offline_access",
    ]);
  });

  requirement(
    "entra.consent-by-administrator",
    async () => {
      const deployment = await cloud.deploy({ scopeType: "Admin", granted: { api: "" } });
      expect(stopped(await signIn(deployment, "ada@example.com"))).toBe(90094);
    },
    "scope of type Admin",
  );

  requirement(
    "entra.consent-by-administrator",
    async () => {
      const deployment = await cloud.deploy({ scopeType: "User", granted: { api: "" }, groups: ["Forecasters"] });
      expect(stopped(await signIn(deployment, "ada@example.com"))).toBe(90094);
    },
    "assignment demanded",
  );

  requirement(
    "entra.consent-by-administrator",
    async () => {
      const deployment = await strict.deploy({ scopeType: "User", granted: { api: "" } });
      const asked = asking(readOf(deployment));
      expect(stopped(await strict.client.authorize(deployment, "ada@example.com", asked))).toBe(90094);
    },
    "setting of the tenant",
  );

  requirement("entra.protocol-scopes-granted", async () => {
    const deployment = await strict.deploy({ granted: { protocol: "openid" } });
    const ask = (scope: string): Promise<Outcome> =>
      strict.client.authorize(deployment, "ada@example.com", asking(scope, readOf(deployment)));
    expect((await ask("openid")).answer).toHaveProperty("code");
    expect(stopped(await ask("offline_access"))).toBe(90094);
  });

  requirement("entra.pre-authorized", async () => {
    const deployment = await strict.deploy({ scopeType: "User", granted: { api: "" } });
    const delegatedPermissionIds = [deployment.scopeIds["weather.read"]];
    await strict.graph("PATCH", `/applications/${deployment.apiId}`, {
      api: { preAuthorizedApplications: [{ appId: deployment.clientId, delegatedPermissionIds }] },
    });
    const { claims } = await strict.accessToken(deployment, "ada@example.com", asking(readOf(deployment)));
    expect(claims["scp"]).toBe("weather.read");
    const more = asking(`${deployment.identifierUri}/weather.alert`);
    expect(stopped(await strict.client.authorize(deployment, "ada@example.com", more))).toBe(90094);
    const protocol = await strict.deploy({ granted: { protocol: "" } });
    const asked = asking("openid", readOf(protocol));
    expect(stopped(await strict.client.authorize(protocol, "ada@example.com", asked))).toBe(90094);
  });

  test("is asked again where the client says so", async () => {
    const deployment = await cloud.deploy({ scopeType: "User" });
    const parameters = { scope: readOf(deployment), prompt: "consent" };
    const behaviour = { consent: "decline" } as const;
    const { answer } = await cloud.client.authorize(deployment, "ada@example.com", { parameters, behaviour });
    expect(codeIn(answer["error_description"])).toBe(65004);
    const accepted = await cloud.client.authorize(deployment, "ada@example.com", { parameters });
    expect(accepted.answer).toHaveProperty("code");
  });

  test("is missing where nobody may be asked", async () => {
    const deployment = await cloud.deploy({ scopeType: "User", granted: { api: "" } });
    const browser = cloud.client.browser();
    await cloud.client.authorize(deployment, "ada@example.com", { ...asking("openid"), browser });
    const parameters = { scope: readOf(deployment), prompt: "none" };
    const { answer } = await cloud.client.authorize(deployment, "ada@example.com", { parameters, browser });
    expect(codeIn(answer["error_description"])).toBe(65001);
  });
});
