/** Answers of Resource Manager and Foundry that are not those of a system that is well. */
import { expect, test } from "@jest/globals";
import { textOf } from "../../../checks/wiring/value";
import { connectAzure } from "../../../doctor/azure/access";
import { azureQueryOfConnection, type AzureQuery } from "../../../doctor/azure/query";
import { readAzure } from "../../../doctor/azure/read-azure";
import { HttpFailed, type HttpAnswer, type HttpClient, type HttpRequest } from "../../../doctor/http";

const subscription = "/subscriptions/11111111-0000-4000-8000-000000000001";
const account = `${subscription}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/aif`;
const projectId = `${account}/projects/weather`;
const siteId = `${subscription}/resourceGroups/rg/providers/Microsoft.Web/sites/func`;
const query: AzureQuery = { tenantId: "tenant", projectId, siteId };

const connection = {
  id: `${projectId}/connections/reader-0a1b2c`,
  name: "reader-0a1b2c",
  properties: { authType: "OAuth2", target: "https://func.azurewebsites.net/mcp", credentials: null },
};
const site = { id: siteId, name: "func", properties: { defaultHostName: "func.azurewebsites.net" } };
const usual: Readonly<Record<string, unknown>> = {
  [`${projectId}/connections`]: { value: [connection] },
  [account]: { properties: { customSubDomainName: "aif" } },
  "/api/projects/weather/agents": { data: [], has_more: false },
  [siteId]: site,
  [`${siteId}/config/authsettingsV2`]: { properties: { platform: { enabled: false } } },
  [`${siteId}/config/appsettings/list`]: { properties: {} },
};

async function read(changes: Readonly<Record<string, unknown>>, asked: HttpRequest[] = [], what = query) {
  const answers = { ...usual, ...changes };
  const client: HttpClient = {
    requests: 0,
    request(request) {
      asked.push(request);
      const answer = answers[new URL(request.url).pathname];
      if (answer instanceof HttpFailed) return Promise.reject(answer);
      const status = typeof answer === "number" ? answer : answer === undefined ? 404 : 200;
      const body = status === 200 ? answer : { error: { code: status === 403 ? "AuthorizationFailed" : "Other" } };
      const headers = new Map([["content-type", "application/json"]]);
      return Promise.resolve({ status, headers, body: JSON.stringify(body) } satisfies HttpAnswer);
    },
  };
  const credential = { getToken: () => Promise.resolve({ token: "do-not-show", expiresOnTimestamp: 1 }) };
  const reading = await readAzure(what, await connectAzure("tenant", credential, client));
  expect(JSON.stringify(reading)).not.toContain("do-not-show");
  return reading;
}

test("only reads, but for the action that lists settings", async () => {
  const asked: HttpRequest[] = [];
  const { gaps } = await read({}, asked);
  expect(gaps).toEqual([]);
  const others = asked.filter(({ method }) => method !== "GET").map(({ url }) => new URL(url).pathname);
  expect(others).toEqual([`${siteId}/config/appsettings/list`]);
});

test("of settings that nobody reads no value is kept", async () => {
  const properties = {
    AzureWebJobsStorage: "AccountKey=do-not-show",
    JWT_ISSUER: "do-not-show",
    MCP_AUDIENCE: "api://x",
  };
  const { found } = await read({ [`${siteId}/config/appsettings/list`]: { properties } });
  expect([...(found.functionApp?.appSettings.keys() ?? [])]).toEqual(Object.keys(properties));
  expect(textOf(found.functionApp?.server.audience)).toBe("api://x");
});

test("what may not be read is open, and says what it needs", async () => {
  const { found, gaps } = await read({ [`${siteId}/config/authsettingsV2`]: 403, [`${projectId}/connections`]: 403 });
  expect(found.functionApp?.gate?.enabled).toMatchObject({ kind: "unknown" });
  expect(gaps.map(({ needs }) => needs)).toEqual([
    "the role Reader on the resource group of the Foundry project",
    "the role Reader on the resource group of the function app",
  ]);
  expect(gaps.map(({ because }) => because)).toEqual(
    Array(2).fill("Resource Manager answers 403 (AuthorizationFailed)"),
  );
});

test("what is not there is said to be not there", async () => {
  const { found, gaps } = await read({ [siteId]: 404, [`${projectId}/connections`]: 404 });
  expect(found.absent).toEqual([`Foundry project "${projectId}"`, 'function app "func"']);
  expect(gaps).toEqual([]);
});

test("a connection that leads elsewhere has no function app in the subscription", async () => {
  const own = azureQueryOfConnection("tenant", connection.id);
  const others = { value: [{ ...site, properties: { defaultHostName: "other.azurewebsites.net" } }] };
  const { found } = await read({ [`${subscription}/providers/Microsoft.Web/sites`]: others }, [], own);
  expect(found.functionApp).toBeUndefined();
  expect(found.absent).toEqual(['function app "https://func.azurewebsites.net/mcp"']);
});

test.each(["", projectId, `${projectId}/connections/a/b`, `${connection.id}?x=1`, "https://management.azure.com"])(
  "%s is no id of a connection",
  (id) => expect(azureQueryOfConnection("tenant", id)).toBeUndefined(),
);

test("agents are read page by page, and not in a circle", async () => {
  const asked: HttpRequest[] = [];
  const agent = {
    name: "reader",
    versions: { latest: { definition: { tools: [{ type: "mcp", project_connection_id: connection.id }] } } },
  };
  const page = { data: [agent], has_more: true, last_id: "same" };
  const { found } = await read({ "/api/projects/weather/agents": page }, asked);
  expect(found.agents).toHaveLength(2);
  expect(asked.filter(({ url }) => url.includes("/agents"))).toHaveLength(2);
});

test.each([
  ["a subdomain that is none", { [account]: { properties: { customSubDomainName: "attacker.example/" } } }],
  [
    "documents of other forms",
    { [`${projectId}/connections`]: { value: [null, 1, { properties: [] }] }, [siteId]: { id: 1 } },
  ],
  ["a host that cannot be reached", { [siteId]: new HttpFailed("management.azure.com", "it refuses the connection") }],
])("%s do no harm", async (_what, changes) => {
  const asked: HttpRequest[] = [];
  await read(changes, asked);
  const hosts = new Set(asked.map(({ url }) => new URL(url).host));
  expect([...hosts].filter((host) => !["management.azure.com", "aif.services.ai.azure.com"].includes(host))).toEqual(
    [],
  );
});

test("nobody is signed in", async () => {
  const nobody = { getToken: () => Promise.resolve(null) };
  const never: HttpClient = { requests: 0, request: () => Promise.reject(new Error("asked")) };
  const { gaps } = await readAzure(query, await connectAzure("tenant", nobody, never));
  const reasons = new Set(gaps.map(({ because }) => because));
  expect([...reasons]).toEqual(["there is no Azure sign-in: nobody is signed in"]);
});
