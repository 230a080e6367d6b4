import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  bodies,
  errorOf,
  group,
  messageOf,
  planId,
  propertiesOf,
  siteId,
  startTestCloud,
  subscription,
  type TestCloud,
} from "../support/test-cloud";

const authSettingsId = `${siteId}/config/authsettingsV2`;
const appSettingsId = `${siteId}/config/appsettings`;

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
  await cloud.arm("PUT", planId, { body: bodies.plan });
});
afterEach(() => cloud.close());

describe("plan", () => {
  test("FC1 is a Flex Consumption plan on Linux", async () => {
    expect((await cloud.arm("GET", planId)).body).toMatchObject({
      sku: { name: "FC1", tier: "FlexConsumption" },
      properties: { reserved: true, status: "Ready" },
    });
  });

  test("one with sites on it stays", async () => {
    await cloud.arm("PUT", siteId, { body: bodies.site });
    const answer = await cloud.arm("DELETE", planId);
    expect(errorOf(answer)).toEqual({ status: 409, code: "Conflict" });
    expect(messageOf(answer)).toContain("func-weather");
    await cloud.arm("DELETE", siteId);
    expect((await cloud.arm("DELETE", planId)).status).toBe(200);
  });
});

describe("site", () => {
  test("has its host names from its name", async () => {
    const properties = propertiesOf(await cloud.arm("PUT", siteId, { body: bodies.site }));
    expect(properties).toMatchObject({
      defaultHostName: "func-weather.azurewebsites.net",
      hostNameSslStates: [
        { name: "func-weather.azurewebsites.net", hostType: "Standard" },
        { name: "func-weather.scm.azurewebsites.net", hostType: "Repository" },
      ],
      sku: "FlexConsumption",
      state: "Running",
    });
  });

  test("never shows its app settings in a GET, nor in the answer of a PUT", async () => {
    const written = await cloud.arm("PUT", siteId, { body: bodies.site });
    const read = await cloud.arm("GET", siteId);
    for (const answer of [written, read]) {
      expect(propertiesOf(answer)["siteConfig"]).toEqual({ minTlsVersion: "1.2" });
    }
  });

  test("names its plan as the vendor writes it, however it was written", async () => {
    const properties = { ...bodies.site.properties, serverFarmId: planId.replace("serverfarms", "serverFarms") };
    await cloud.arm("PUT", siteId, { body: { ...bodies.site, properties } });
    expect(propertiesOf(await cloud.arm("GET", siteId))).toMatchObject({ serverFarmId: planId });
  });

  test("needs a plan that exists", async () => {
    await cloud.arm("DELETE", planId);
    const answer = await cloud.arm("PUT", siteId, { body: bodies.site });
    expect(errorOf(answer)).toEqual({ status: 404, code: "NotFound" });
    expect((await cloud.arm("GET", siteId)).status).toBe(404);
  });

  test("its name exists once in the world", async () => {
    await cloud.arm("PUT", siteId, { body: bodies.site });
    await cloud.arm("PUT", `${subscription}/resourceGroups/rg-b`, { body: bodies.located });
    const answer = await cloud.arm("PUT", siteId.replace("rg-weather", "rg-b"), { body: bodies.site });
    expect(errorOf(answer)).toEqual({ status: 409, code: "Conflict" });
    expect(messageOf(answer)).toBe("Website with given name func-weather already exists.");
  });

  test.each(["-a", "a-", "a_b", "a".repeat(61)])("name %s", async (name) => {
    const answer = await cloud.arm("PUT", siteId.replace(/func-weather$/, name), { body: bodies.site });
    expect(errorOf(answer).status).toBe(400);
  });
});

describe("app settings", () => {
  beforeEach(() => cloud.arm("PUT", siteId, { body: bodies.site }));

  test("are listed by POST alone", async () => {
    const listed = await cloud.arm("POST", `${appSettingsId}/list`);
    expect(propertiesOf(listed)).toEqual({ MCP_ISSUER: "https://issuer" });
    expect(errorOf(await cloud.arm("GET", appSettingsId)).status).toBe(405);
    expect(errorOf(await cloud.arm("GET", `${appSettingsId}/list`)).status).toBe(405);
    const configs = await cloud.arm("GET", `${siteId}/config`);
    expect(JSON.stringify(configs.body)).not.toContain("MCP_ISSUER");
  });

  test("stay when the site is written without them, and are replaced when it is written with others", async () => {
    const properties = { serverFarmId: planId };
    await cloud.arm("PUT", siteId, { body: { ...bodies.site, properties } });
    expect(propertiesOf(await cloud.arm("POST", `${appSettingsId}/list`))).toHaveProperty("MCP_ISSUER");
    const siteConfig = { appSettings: [{ name: "OTHER", value: "1" }] };
    await cloud.arm("PUT", siteId, { body: { ...bodies.site, properties: { ...properties, siteConfig } } });
    expect(propertiesOf(await cloud.arm("POST", `${appSettingsId}/list`))).toEqual({ OTHER: "1" });
  });

  test("a value that is no text is refused without being quoted", async () => {
    const answer = await cloud.arm("PUT", appSettingsId, { body: { properties: { KEY: { secret: "do-not-show" } } } });
    expect(errorOf(answer)).toEqual({ status: 400, code: "InvalidRequestContent" });
    expect(messageOf(answer)).not.toContain("do-not-show");
  });

  test("the host sees them", () => {
    expect(cloud.resourceManager.state.siteByHost("FUNC-weather.azurewebsites.net")).toMatchObject({
      name: "func-weather",
      scmHostName: "func-weather.scm.azurewebsites.net",
      appSettings: { MCP_ISSUER: "https://issuer" },
      authSettings: { platform: { enabled: false } },
    });
    expect(cloud.resourceManager.state.siteByHost("func-weather.scm.azurewebsites.net")?.id).toBe(siteId);
    expect(cloud.resourceManager.state.siteByHost("other.azurewebsites.net")).toBeUndefined();
  });
});

describe("authsettingsV2", () => {
  const settings = {
    platform: { enabled: true },
    identityProviders: {
      azureActiveDirectory: { enabled: true, registration: { clientId: "api" } },
      customOpenIdConnectProviders: { okta: { enabled: true } },
    },
  };
  const put = (properties: unknown) => cloud.arm("PUT", authSettingsId, { body: { properties } });
  const read = async () => propertiesOf(await cloud.arm("GET", authSettingsId));

  test("exist with the site, off", async () => {
    await cloud.arm("PUT", siteId, { body: bodies.site });
    expect(await read()).toMatchObject({ platform: { enabled: false } });
    expect(await cloud.arm("GET", `${authSettingsId}/list`)).toMatchObject({
      status: 200,
      body: { id: authSettingsId },
    });
  });

  test("need the site", async () => {
    expect(errorOf(await put(settings))).toEqual({ status: 404, code: "ParentResourceNotFound" });
  });

  test("a PUT replaces everything", async () => {
    await cloud.arm("PUT", siteId, { body: bodies.site });
    await put(settings);
    await put({ platform: { enabled: false } });
    expect(JSON.stringify(await read())).not.toContain("okta");
  });

  test("a site that is written again keeps them", async () => {
    await cloud.arm("PUT", siteId, { body: bodies.site });
    await put(settings);
    await cloud.arm("PUT", siteId, { body: bodies.site });
    expect(await read()).toMatchObject(settings);
  });

  test("cannot be deleted, and no other setting can be made up", async () => {
    await cloud.arm("PUT", siteId, { body: bodies.site });
    expect(errorOf(await cloud.arm("DELETE", authSettingsId)).status).toBe(405);
    expect(errorOf(await cloud.arm("PUT", `${siteId}/config/madeup`, { body: {} })).status).toBe(400);
  });

  test.each([
    ["unconfigured-but-enabled", { enabled: true, registration: {} }],
    ["absent", undefined],
  ] as const)("a provider that was left out is %s", async (authSettingsOmittedProvider, expected) => {
    const switched = await startTestCloud({ switches: { authSettingsOmittedProvider } });
    await switched.arm("PUT", planId, { body: bodies.plan });
    await switched.arm("PUT", siteId, { body: bodies.site });
    const answer = await switched.arm("PUT", authSettingsId, { body: { properties: settings } });
    const providers = propertiesOf(answer)["identityProviders"] as Record<string, unknown>;
    expect(providers["google"]).toEqual(expected);
    expect(providers["azureActiveDirectory"]).toEqual({ enabled: true, registration: { clientId: "api" } });
    await switched.close();
  });

  test.each([
    ["removes", undefined],
    ["keeps", { enabled: true }],
  ] as const)("a null %s what was there", async (authSettingsNull, expected) => {
    const switched = await startTestCloud({ switches: { authSettingsNull } });
    await switched.arm("PUT", planId, { body: bodies.plan });
    await switched.arm("PUT", siteId, { body: bodies.site });
    await switched.arm("PUT", authSettingsId, { body: { properties: settings } });
    const body = { properties: { identityProviders: { customOpenIdConnectProviders: { okta: null } } } };
    const answer = await switched.arm("PUT", authSettingsId, { body });
    const { customOpenIdConnectProviders } = propertiesOf(answer)["identityProviders"] as Record<string, unknown>;
    expect((customOpenIdConnectProviders as Record<string, unknown>)["okta"]).toEqual(expected);
    await switched.close();
  });
});

test("a resource group with a plan in use is deleted as a whole", async () => {
  await cloud.arm("PUT", siteId, { body: bodies.site });
  expect((await cloud.arm("DELETE", group)).status).toBe(200);
  expect(cloud.resourceManager.state.sites()).toEqual([]);
});
