/** What somebody sees who only reads. */
import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import {
  accountId,
  bodies,
  connectionId,
  createProject,
  deployer,
  errorOf,
  group,
  messageOf,
  person,
  planId,
  projectId,
  propertiesOf,
  siteId,
  startTestCloud,
  subscription,
  token,
  type TestCloud,
} from "../support/test-cloud";

const readerRole = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/log-weather`;
const componentId = `${group}/providers/Microsoft.Insights/components/appi-weather`;
const userAssigned = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
  await createProject(cloud);
  await cloud.arm("PUT", connectionId, { body: bodies.connection });
  await cloud.arm("PUT", planId, { body: bodies.plan });
  await cloud.arm("PUT", siteId, { body: bodies.site });
  await cloud.arm("PUT", workspaceId, { body: bodies.located });
  const properties = { Application_Type: "web", WorkspaceResourceId: workspaceId };
  await cloud.arm("PUT", componentId, { body: { ...bodies.located, kind: "web", properties } });
  const name = "99999999-0000-4000-8000-000000000001";
  await cloud.arm("PUT", `${group}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
    body: { properties: { principalId: person.objectId, roleDefinitionId: `${subscription}/x/${readerRole}` } },
  });
});

afterAll(() => cloud.close());

const asReader = { authorization: token(person) };

requirement("management.azure-reader", async () => {
  const names = async (path: string): Promise<unknown> => {
    const { body } = await cloud.arm("GET", path, asReader);
    return (body as { readonly value: readonly { readonly name: string }[] }).value.map(({ name }) => name);
  };
  expect(await names(`${projectId}/connections`)).toEqual(["weather-reader-0a1b2c"]);
  expect(await names(`${group}/providers/Microsoft.Web/sites`)).toEqual(["func-weather"]);
  expect(await names(`${group}/providers/Microsoft.Insights/components`)).toEqual(["appi-weather"]);
  expect(await names(`${group}/providers/Microsoft.CognitiveServices/accounts`)).toEqual(["aif-weather"]);
  expect(await names(`${accountId}/projects`)).toEqual(["weather"]);
  const connection = propertiesOf(await cloud.arm("GET", connectionId, asReader));
  expect(connection).toMatchObject({ credentials: null, scopes: ["openid", "weather.read"] });
  const settings = await cloud.arm("GET", `${siteId}/config/authsettingsV2`, asReader);
  expect(propertiesOf(settings)).toMatchObject({ platform: { enabled: false } });
  const component = propertiesOf(await cloud.arm("GET", componentId, asReader));
  expect(component["WorkspaceResourceId"]).toBe(workspaceId);
  const workspace = propertiesOf(await cloud.arm("GET", workspaceId, asReader));
  expect(workspace["customerId"]).toMatch(/^[0-9a-f-]{36}$/);
  const refused = await cloud.arm("POST", `${siteId}/config/appsettings/list`, asReader);
  expect(errorOf(refused)).toEqual({ status: 403, code: "AuthorizationFailed" });
  expect(messageOf(refused)).toContain("'Microsoft.Web/sites/config/list/action'");
  const allowed = await cloud.arm("POST", `${siteId}/config/appsettings/list`, { authorization: token(deployer) });
  expect(propertiesOf(allowed)).toEqual({ MCP_ISSUER: "https://issuer" });
  const abroad = await cloud.arm("GET", `${subscription}/providers/Microsoft.Web/sites`, asReader);
  expect(errorOf(abroad)).toEqual({ status: 403, code: "AuthorizationFailed" });
});

requirement("management.azure-paging", async () => {
  const ids = Array.from({ length: 201 }, (_, index) => `${group}/${userAssigned}/id-${index}`);
  const many = await startTestCloud({ resources: ids.map((id) => ({ id, location: "swedencentral" })) });
  try {
    const found: string[] = [];
    const sizes: number[] = [];
    const first = `https://management.azure.com${group}/${userAssigned}?api-version=2023-01-31`;
    for (let next: string | undefined = first; next !== undefined;) {
      const headers = { authorization: token(deployer) };
      const { body } = await many.client.send("GET", next, { headers });
      const { value, nextLink } = body as {
        readonly value: readonly { readonly id: string }[];
        readonly nextLink?: string;
      };
      found.push(...value.map(({ id }) => id));
      sizes.push(value.length);
      next = nextLink;
    }
    expect(sizes).toEqual([100, 100, 1]);
    expect(new Set(found)).toEqual(new Set(ids));
  } finally {
    await many.close();
  }
});
