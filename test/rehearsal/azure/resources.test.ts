import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  bodies,
  deployer,
  errorOf,
  group,
  identityId,
  messageOf,
  otherSubscriptionId,
  otherTenantId,
  planId,
  propertiesOf,
  startTestCloud,
  storageId,
  subscription,
  subscriptionId,
  tenantId,
  token,
  type TestCloud,
} from "../support/test-cloud";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const otherSubscription = `/subscriptions/${otherSubscriptionId}`;
const container = `${storageId}/blobServices/default/containers/deployments`;

describe("resource groups", () => {
  test("created with 201, written again with 200", async () => {
    const id = `${subscription}/resourceGroups/rg-new`;
    const created = await cloud.arm("PUT", id, { body: { location: "Sweden Central", tags: { a: "b" } } });
    expect(created).toMatchObject({ status: 201, body: { id, location: "swedencentral", tags: { a: "b" } } });
    expect((await cloud.arm("PUT", id, { body: bodies.located })).status).toBe(200);
  });

  test("no location", async () => {
    const answer = await cloud.arm("PUT", `${subscription}/resourceGroups/rg-new`, { body: {} });
    expect(errorOf(answer)).toEqual({ status: 400, code: "LocationRequired" });
  });

  test("another location", async () => {
    const answer = await cloud.arm("PUT", group, { body: { location: "westeurope" } });
    expect(errorOf(answer)).toEqual({ status: 409, code: "InvalidResourceGroupLocation" });
  });

  test("one that does not exist", async () => {
    const id = `${subscription}/resourceGroups/rg-none`;
    expect(errorOf(await cloud.arm("GET", id))).toEqual({ status: 404, code: "ResourceGroupNotFound" });
    expect(errorOf(await cloud.arm("DELETE", id))).toEqual({ status: 404, code: "ResourceGroupNotFound" });
    expect((await cloud.arm("HEAD", id)).status).toBe(404);
  });

  test("deleting it deletes all that is in it, identities included", async () => {
    const { principalId } = propertiesOf(await cloud.arm("PUT", identityId, { body: bodies.located }));
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    expect((await cloud.arm("DELETE", group)).status).toBe(200);
    await cloud.arm("PUT", group, { body: bodies.located });
    expect((await cloud.arm("GET", identityId)).status).toBe(404);
    expect((await cloud.arm("GET", storageId)).status).toBe(404);
    expect(cloud.directory.find(tenantId, String(principalId))).toBeUndefined();
  });

  test("its resources are listed without properties, by type too", async () => {
    await cloud.arm("PUT", identityId, { body: bodies.located });
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    const all = (await cloud.arm("GET", `${group}/resources`)).body as {
      value: { id: string; properties?: unknown }[];
    };
    expect(all.value.map(({ id }) => id)).toEqual([identityId, storageId]);
    expect(all.value.every(({ properties }) => properties === undefined)).toBe(true);
    const filter = "api-version=1&$filter=resourceType eq 'microsoft.storage/storageaccounts'";
    const one = (await cloud.arm("GET", `${group}/resources`, { query: filter })).body as { value: unknown[] };
    expect(one.value).toHaveLength(1);
  });

  test("a filter that is not understood is refused", async () => {
    const answer = await cloud.arm("GET", `${group}/resources`, { query: "api-version=1&$filter=name eq 'x'" });
    expect(errorOf(answer)).toEqual({ status: 400, code: "InvalidFilterInQueryString" });
  });
});

describe("any resource", () => {
  test("is found regardless of case and answers in canonical form", async () => {
    await cloud.arm("PUT", identityId.toLowerCase().replace("id-weather", "Id-Weather"), { body: bodies.located });
    const answer = await cloud.arm("GET", identityId.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions"));
    expect(answer.body).toMatchObject({
      id: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Id-Weather`,
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      name: "Id-Weather",
    });
  });

  test("in a resource group that does not exist", async () => {
    const answer = await cloud.arm("PUT", identityId.replace("rg-weather", "rg-none"), { body: bodies.located });
    expect(errorOf(answer)).toEqual({ status: 404, code: "ResourceGroupNotFound" });
  });

  test("below a parent that does not exist", async () => {
    const answer = await cloud.arm("PUT", container, { body: {} });
    expect(errorOf(answer)).toEqual({ status: 404, code: "ParentResourceNotFound" });
    expect(messageOf(answer)).toContain(`${storageId}/blobServices/default`);
  });

  test("in another location than it has", async () => {
    await cloud.arm("PUT", identityId, { body: bodies.located });
    const answer = await cloud.arm("PUT", identityId, { body: { location: "westeurope" } });
    expect(errorOf(answer)).toEqual({ status: 409, code: "InvalidResourceLocation" });
  });

  test("without a location", async () => {
    expect(errorOf(await cloud.arm("PUT", identityId, { body: {} }))).toEqual({
      status: 400,
      code: "LocationRequired",
    });
  });

  test("that does not exist", async () => {
    expect(errorOf(await cloud.arm("GET", identityId))).toEqual({ status: 404, code: "ResourceNotFound" });
    expect(errorOf(await cloud.arm("PATCH", identityId, { body: {} })).status).toBe(404);
    expect((await cloud.arm("DELETE", identityId)).status).toBe(204);
  });

  test("takes what is nested in it along", async () => {
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    await cloud.arm("PUT", container, { body: {} });
    await cloud.arm("DELETE", storageId);
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    expect((await cloud.arm("GET", container)).status).toBe(404);
  });

  test("a PATCH merges and keeps the rest", async () => {
    await cloud.arm("PUT", storageId, { body: { ...bodies.storage, properties: { allowSharedKeyAccess: false } } });
    await cloud.arm("PATCH", storageId, { body: { tags: { a: "b" }, properties: { accessTier: "Cool" } } });
    expect((await cloud.arm("GET", storageId)).body).toMatchObject({
      tags: { a: "b" },
      sku: { name: "Standard_LRS" },
      properties: { accessTier: "Cool", allowSharedKeyAccess: false },
    });
  });

  test("is listed by type, in its group and in its subscription", async () => {
    await cloud.arm("PUT", planId, { body: bodies.plan });
    for (const scope of [group, subscription]) {
      const { body } = await cloud.arm("GET", `${scope}/providers/Microsoft.Web/serverfarms`);
      expect((body as { value: { id: string }[] }).value.map(({ id }) => id)).toEqual([planId]);
    }
  });

  test("needs its resource provider registered", async () => {
    const id = `${otherSubscription}/resourceGroups/rg`;
    const authorization = token({ ...deployer, tenantId: otherTenantId });
    await cloud.arm("PUT", id, { body: bodies.located, authorization });
    const plan = `${id}/providers/Microsoft.Web/serverfarms/asp`;
    const refused = await cloud.arm("PUT", plan, { body: bodies.plan, authorization });
    expect(errorOf(refused)).toEqual({ status: 409, code: "MissingSubscriptionRegistration" });
    await cloud.arm("POST", `${otherSubscription}/providers/microsoft.web/register`, { authorization });
    expect((await cloud.arm("PUT", plan, { body: bodies.plan, authorization })).status).toBe(201);
  });

  test("a provider says whether it is registered", async () => {
    const id = `${subscription}/providers/Microsoft.App`;
    expect((await cloud.arm("GET", id)).body).toMatchObject({ registrationState: "NotRegistered" });
    await cloud.arm("POST", `${id}/register`);
    expect((await cloud.arm("GET", id)).body).toMatchObject({ registrationState: "Registered" });
  });
});

describe("identities", () => {
  test("a user-assigned identity is a service principal of the tenant as long as it exists", async () => {
    const created = propertiesOf(await cloud.arm("PUT", identityId, { body: bodies.located }));
    expect(created).toMatchObject({ tenantId });
    expect(propertiesOf(await cloud.arm("PUT", identityId, { body: bodies.located }))).toEqual(created);
    const id = String(created["principalId"]);
    expect(cloud.directory.find(tenantId, id)).toMatchObject({
      type: "ServicePrincipal",
      clientId: created["clientId"],
    });
    await cloud.arm("DELETE", identityId);
    expect(cloud.directory.find(tenantId, id)).toBeUndefined();
  });

  test("a resource shows the ids of its user-assigned identity", async () => {
    const { principalId, clientId } = propertiesOf(await cloud.arm("PUT", identityId, { body: bodies.located }));
    const identity = { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } };
    const answer = await cloud.arm("PUT", storageId, { body: { ...bodies.storage, identity } });
    expect(answer.body).toMatchObject({
      identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: { principalId, clientId } } },
    });
  });

  test("a user-assigned identity that does not exist", async () => {
    const identity = { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } };
    const answer = await cloud.arm("PUT", storageId, { body: { ...bodies.storage, identity } });
    expect(errorOf(answer)).toEqual({ status: 400, code: "FailedIdentityOperation" });
    expect((await cloud.arm("GET", storageId)).status).toBe(404);
  });

  test("a system-assigned identity keeps its principal until it is given up", async () => {
    const body = { ...bodies.storage, identity: { type: "SystemAssigned" } };
    const first = (await cloud.arm("PUT", storageId, { body })).body as { identity: { principalId: string } };
    const again = (await cloud.arm("PUT", storageId, { body })).body as typeof first;
    expect(again.identity).toEqual(first.identity);
    expect(cloud.directory.find(tenantId, first.identity.principalId)).toBeDefined();
    await cloud.arm("PUT", storageId, { body: { ...bodies.storage, identity: { type: "None" } } });
    expect(cloud.directory.find(tenantId, first.identity.principalId)).toBeUndefined();
  });
});

describe("storage", () => {
  test.each(["ab", "a-b", "UPPER", "a".repeat(25)])("account name %s", async (name) => {
    const answer = await cloud.arm("PUT", storageId.replace("stweather", name), { body: bodies.storage });
    expect(errorOf(answer)).toEqual({ status: 400, code: "AccountNameInvalid" });
  });

  test("an account name exists once in the world", async () => {
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    await cloud.arm("PUT", `${subscription}/resourceGroups/rg-b`, { body: bodies.located });
    const answer = await cloud.arm("PUT", storageId.replace("rg-weather", "rg-b"), { body: bodies.storage });
    expect(errorOf(answer)).toEqual({ status: 409, code: "StorageAccountAlreadyTaken" });
  });

  test("the blob endpoint ends in a slash", async () => {
    const { primaryEndpoints } = propertiesOf(await cloud.arm("PUT", storageId, { body: bodies.storage }));
    expect(primaryEndpoints).toMatchObject({ blob: "https://stweather.blob.core.windows.net/" });
  });

  test.each(["A", "a_b", "ab", "a--b", "-ab"])("container name %s", async (name) => {
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    const answer = await cloud.arm("PUT", container.replace(/deployments$/, name), { body: {} });
    expect(errorOf(answer).status).toBe(400);
  });

  test("keys are the same at every reading", async () => {
    await cloud.arm("PUT", storageId, { body: bodies.storage });
    const keys = await cloud.arm("POST", `${storageId}/listKeys`);
    expect(keys.body).toEqual((await cloud.arm("POST", `${storageId}/listkeys`)).body);
  });
});

describe("monitoring", () => {
  const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/log-weather`;
  const componentId = `${group}/providers/Microsoft.Insights/components/appi-weather`;

  test("a workspace keeps its customer id", async () => {
    const { customerId } = propertiesOf(await cloud.arm("PUT", workspaceId, { body: bodies.located }));
    expect(customerId).toMatch(/^[0-9a-f-]{36}$/);
    expect(propertiesOf(await cloud.arm("PUT", workspaceId, { body: bodies.located }))).toMatchObject({ customerId });
  });

  test("a component has a connection string in the vendor's form", async () => {
    const body = { ...bodies.located, kind: "web", properties: { WorkspaceResourceId: workspaceId } };
    const properties = propertiesOf(await cloud.arm("PUT", componentId, { body }));
    expect(properties["ConnectionString"]).toBe(
      `InstrumentationKey=${String(properties["InstrumentationKey"])};` +
        "IngestionEndpoint=https://swedencentral-0.in.applicationinsights.azure.com/;" +
        "LiveEndpoint=https://swedencentral.livediagnostics.monitor.azure.com/;" +
        `ApplicationId=${String(properties["AppId"])}`,
    );
    expect(properties).toMatchObject({ IngestionMode: "LogAnalytics", TenantId: subscriptionId });
  });
});

describe("seed", () => {
  test("a seeded resource brings its group, its parents and its registration along", async () => {
    const id = `${subscription}/resourceGroups/rg-shared/providers/Microsoft.CognitiveServices/accounts/aif/projects/shared`;
    const seeded = await startTestCloud({ resources: [{ id, location: "Sweden Central" }] });
    expect((await seeded.arm("GET", id)).body).toMatchObject({ id, location: "swedencentral" });
    expect((await seeded.arm("GET", id.replace("/projects/shared", ""))).body).toMatchObject({ kind: "AIServices" });
    await seeded.close();
  });

  test("an id of something else is a mistake", async () => {
    const resources = [{ id: `${subscription}/nonsense`, location: "x" }];
    await expect(startTestCloud({ resources })).rejects.toThrow(JSON.stringify(`${subscription}/nonsense`));
  });
});
