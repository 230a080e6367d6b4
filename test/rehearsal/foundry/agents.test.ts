import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../rehearsal/bearer";
import type { SwitchSettings } from "../../../rehearsal/switches";
import {
  bodies,
  connectionId,
  createProject,
  deployer,
  errorOf,
  messageOf,
  otherTenantId,
  person,
  projectId,
  startTestCloud,
  subscription,
  tenantId,
  token,
  type TestCloud,
} from "../support/test-cloud";

const agents = "/api/projects/weather/agents";
const one = `${agents}/weather-agent`;
const foundryUser = "53ca6127-db72-4b80-b1b0-d745d6d5456d";
const v1 = { apiVersion: "v1" };

const definition = {
  kind: "prompt",
  model: "gpt-5-mini-7c41",
  instructions: "Use the weather tools.",
  tools: [
    {
      type: "mcp",
      server_label: "weather",
      server_url: "https://func-weather.azurewebsites.net/mcp",
      require_approval: "never",
      allowed_tools: ["get_forecast"],
      project_connection_id: connectionId,
    },
  ],
};
const agent = { name: "weather-agent", definition };

let cloud: TestCloud;
const start = async (switches: Partial<SwitchSettings>): Promise<void> => {
  cloud = await startTestCloud({ switches });
  await createProject(cloud);
  await cloud.arm("PUT", connectionId, { body: bodies.connection });
};
const assign = (role: string, caller: Pick<Caller, "objectId">, scope: string) =>
  cloud.arm("PUT", `${scope}/providers/Microsoft.Authorization/roleAssignments/99999999-0000-4000-8000-000000000001`, {
    body: {
      properties: {
        roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalId: caller.objectId,
      },
    },
  });
const create = (body: unknown = agent) => cloud.data("POST", agents, { ...v1, body });

afterEach(() => cloud.close());

describe("access", () => {
  beforeEach(() => start({ roleAssignmentSpread: "at-once" }));

  test.each([
    ["no token", null],
    ["a token for Resource Manager", token(deployer)],
    ["nonsense", "Bearer x"],
  ])("%s", async (_, authorization) => {
    expect(errorOf(await cloud.data("GET", agents, { ...v1, authorization }))).toEqual({
      status: 401,
      code: "Unauthorized",
    });
  });

  test("a token of another tenant", async () => {
    const authorization = token({ ...deployer, tenantId: otherTenantId }, "https://ai.azure.com");
    expect(errorOf(await cloud.data("GET", agents, { ...v1, authorization })).status).toBe(400);
  });

  test("Owner is not enough: the role holds no data actions", async () => {
    const answer = await create();
    expect(errorOf(answer)).toEqual({ status: 401, code: "PermissionDenied" });
    expect(messageOf(answer)).toContain(deployer.objectId);
    expect(messageOf(answer)).toContain("POST /api/projects/{projectName}/agents");
  });

  test.each([
    ["the project", projectId],
    ["the account", projectId.replace("/projects/weather", "")],
    ["the resource group", projectId.split("/providers/")[0] ?? ""],
    ["the subscription", subscription],
  ])("Foundry User at %s is enough", async (_, scope) => {
    await assign(foundryUser, deployer, scope);
    expect((await create()).status).toBe(200);
  });

  test("Foundry User of another person is not", async () => {
    await assign(foundryUser, person, projectId);
    expect(errorOf(await create()).code).toBe("PermissionDenied");
  });

  test("a person holds the role through a group", async () => {
    const id = "eeeeeeee-0000-4000-8000-000000000001";
    cloud.directory.add(tenantId, { id, type: "Group", displayName: "Weather users" });
    cloud.directory.addMember(tenantId, id, person.objectId);
    await assign(foundryUser, { objectId: id }, projectId);
    const authorization = token(person, "https://ai.azure.com");
    expect((await cloud.data("GET", agents, { ...v1, authorization })).status).toBe(200);
  });

  test("no api-version", async () => {
    await assign(foundryUser, deployer, projectId);
    expect((await cloud.data("GET", agents, { query: "x=1" })).status).toBe(400);
  });

  test("an account or project that does not exist", async () => {
    await assign(foundryUser, deployer, projectId);
    expect((await cloud.data("GET", "/api/projects/none/agents", v1)).status).toBe(404);
    const elsewhere = await cloud.client.send("GET", `https://none.services.ai.azure.com${agents}?api-version=v1`, {
      headers: { authorization: token(deployer, "https://ai.azure.com") },
    });
    expect(elsewhere.status).toBe(404);
  });
});

test("a new role assignment is refused twice, once for each request that needs it", async () => {
  await start({});
  await assign(foundryUser, deployer, projectId);
  const statuses = [];
  for (let attempt = 0; attempt < 3; attempt++) statuses.push((await create()).status);
  expect(statuses).toEqual([401, 401, 200]);
});

describe("agents", () => {
  beforeEach(async () => {
    await start({ roleAssignmentSpread: "at-once" });
    await assign(foundryUser, deployer, projectId);
  });

  test("created by POST to the collection, read by name", async () => {
    const created = await create();
    expect(created.body).toMatchObject({
      object: "agent",
      id: "weather-agent",
      name: "weather-agent",
      versions: { latest: { object: "agent.version", id: "weather-agent:1", version: "1", definition } },
    });
    expect((await cloud.data("GET", one, v1)).body).toEqual(created.body);
    expect(cloud.foundry.state.agents(projectId)).toMatchObject([{ name: "weather-agent", projectId, version: 1 }]);
  });

  test("a name that is taken", async () => {
    await create();
    expect(errorOf(await create())).toEqual({ status: 409, code: "conflict" });
  });

  test("changed by POST to the agent, which makes another version only where something changed", async () => {
    await create();
    const same = await cloud.data("POST", one, { ...v1, body: agent });
    expect(same.body).toMatchObject({ versions: { latest: { version: "1" } } });
    const body = { ...agent, definition: { ...definition, instructions: "Be brief." } };
    const changed = await cloud.data("POST", one, { ...v1, body });
    expect(changed.body).toMatchObject({ versions: { latest: { version: "2", definition: body.definition } } });
  });

  test("there is no PUT and no PATCH", async () => {
    await create();
    expect((await cloud.data("PUT", one, { ...v1, body: agent })).status).toBe(404);
    expect((await cloud.data("PATCH", one, { ...v1, body: agent })).status).toBe(404);
  });

  test("one that does not exist", async () => {
    for (const method of ["GET", "DELETE"] as const) {
      expect(errorOf(await cloud.data(method, one, v1))).toEqual({ status: 404, code: "not_found" });
    }
    expect(errorOf(await cloud.data("POST", one, { ...v1, body: agent })).status).toBe(404);
  });

  test("deleted", async () => {
    await create();
    expect((await cloud.data("DELETE", one, v1)).body).toEqual({
      object: "agent.deleted",
      name: "weather-agent",
      deleted: true,
    });
    expect((await cloud.data("GET", one, v1)).status).toBe(404);
  });

  test("a model that is not deployed", async () => {
    const answer = await create({ ...agent, definition: { ...definition, model: "gpt-5-mini" } });
    expect(errorOf(answer).status).toBe(400);
    expect(messageOf(answer)).toContain('"gpt-5-mini"');
    expect((await cloud.data("GET", one, v1)).status).toBe(404);
  });

  test.each([
    ["that does not exist", `${connectionId}x`],
    ["of another project", connectionId.replace("/weather/", "/other/")],
    ["that is no connection but text", "no such"],
  ])("a connection %s", async (_, project_connection_id) => {
    const tools = [{ ...definition.tools[0], project_connection_id }];
    expect(errorOf(await create({ ...agent, definition: { ...definition, tools } })).status).toBe(400);
  });

  test("a connection by its name", async () => {
    const tools = [{ ...definition.tools[0], project_connection_id: "weather-reader-0a1b2c" }];
    expect((await create({ ...agent, definition: { ...definition, tools } })).status).toBe(200);
  });

  test.each([
    ["no name", { definition }, "name"],
    ["a name with an underscore", { ...agent, name: "a_b" }, "name"],
    ["no definition", { name: "weather-agent" }, "definition"],
    ["another kind", { ...agent, definition: { ...definition, kind: "hosted" } }, "definition.kind"],
    ["an unknown tool", { ...agent, definition: { ...definition, tools: [{ type: "x" }] } }, "definition.tools.0"],
    ["a list", [], "the body"],
  ])("a body with %s", async (_, body, place) => {
    const answer = await create(body);
    expect(errorOf(answer).status).toBe(400);
    expect(messageOf(answer)).toContain(place);
  });

  test("a project made anew has no agents", async () => {
    await create();
    await cloud.arm("DELETE", projectId);
    expect(cloud.foundry.state.agents(projectId)).toEqual([]);
    await cloud.arm("PUT", projectId, { body: bodies.project });
    await assign(foundryUser, deployer, projectId);
    expect((await cloud.data("GET", agents, v1)).body).toMatchObject({ object: "list", data: [] });
  });
});
