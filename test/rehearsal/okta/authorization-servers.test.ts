import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { host, OktaFixture, oktaError, policy, rule } from "./fixture";

let fixture: OktaFixture;
beforeAll(async () => {
  fixture = await OktaFixture.start();
});
afterAll(() => fixture.stop());

describe("an authorization server", () => {
  test("has an issuer under the organization's host", async () => {
    const { status, body } = await fixture.api("POST", "/authorizationServers", {
      name: "weather-dev",
      audiences: ["api://weather-dev"],
    });
    expect(status).toBe(201);
    expect(body["id"]).toMatch(/^aus[0-9A-Za-z]{17}$/);
    expect(body).toMatchObject({
      issuer: `https://${host}/oauth2/${String(body["id"])}`,
      audiences: ["api://weather-dev"],
      issuerMode: "ORG_URL",
      status: "ACTIVE",
    });
  });

  test("that exists already is found by name", async () => {
    const { list } = await fixture.api("GET", "/authorizationServers?q=existing");
    expect(list.map(({ id }) => id)).toEqual(["ausSeeded00000000001"]);
  });

  test("has one audience", async () => {
    const answer = await fixture.api("POST", "/authorizationServers", { name: "two", audiences: ["a", "b"] });
    expect(oktaError(answer).slice(0, 2)).toEqual([400, "E0000001"]);
  });

  test("has a name of its own, unless the organization allows otherwise", async () => {
    await fixture.server("once");
    const again = { name: "once", audiences: ["api://once"] };
    expect(oktaError(await fixture.api("POST", "/authorizationServers", again)).slice(0, 2)).toEqual([400, "E0000001"]);
    const shared = await OktaFixture.start({ authorizationServerNames: "shared" });
    await shared.server("once");
    const second = await shared.api("POST", "/authorizationServers", again);
    await shared.stop();
    expect(second.status).toBe(201);
  });

  test("takes its scopes, policies and policy rules along", async () => {
    const server = await fixture.server("short-lived");
    const policyId = await fixture.policy(server, "p");
    await fixture.api("DELETE", `/authorizationServers/${server}`);
    const answer = await fixture.api("GET", `/authorizationServers/${server}/policies/${policyId}`);
    expect(answer.status).toBe(404);
    expect(answer.body["errorSummary"]).toBe(`Not found: Resource not found: ${server} (AuthorizationServer)`);
  });
});

describe("a scope", () => {
  test("of OpenID Connect is there from the start and stays", async () => {
    const server = await fixture.server("protocol-scopes");
    const { list } = await fixture.api("GET", `/authorizationServers/${server}/scopes`);
    const names = list.filter(({ system }) => system === true).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["openid", "profile", "email", "offline_access"]));
    const openid = list.find(({ name }) => name === "openid");
    const answer = await fixture.api("DELETE", `/authorizationServers/${server}/scopes/${String(openid?.["id"])}`);
    expect(answer.status).toBe(403);
  });

  test("has a name of its own", async () => {
    const server = await fixture.server("scopes");
    await fixture.created(`/authorizationServers/${server}/scopes`, { name: "weather.read" });
    for (const name of ["weather.read", "openid"]) {
      const answer = await fixture.api("POST", `/authorizationServers/${server}/scopes`, { name });
      expect(oktaError(answer)).toEqual([
        400,
        "E0000001",
        "name: An object with this field already exists in the current organization",
      ]);
    }
  });

  test("may go while a policy rule still names it", async () => {
    const server = await fixture.server("scope-goes");
    const scope = await fixture.created(`/authorizationServers/${server}/scopes`, { name: "weather.read" });
    const policyId = await fixture.policy(server, "p");
    const path = `/authorizationServers/${server}/policies/${policyId}/rules`;
    await fixture.created(path, rule("r", [fixture.groupId("Reviewers")], ["weather.read"]));
    expect((await fixture.api("DELETE", `/authorizationServers/${server}/scopes/${scope}`)).status).toBe(204);
  });
});

describe("the priority of a policy", () => {
  async function priorities(server: string): Promise<readonly unknown[]> {
    const { list } = await fixture.api("GET", `/authorizationServers/${server}/policies`);
    return list.map(({ name, priority }) => [name, priority]);
  }

  test("that is taken shifts the others", async () => {
    const server = await fixture.server("shifting");
    for (const name of ["a", "b", "c"]) {
      await fixture.policy(server, name, 1);
    }
    expect(await priorities(server)).toEqual([
      ["c", 1],
      ["b", 2],
      ["a", 3],
    ]);
  });

  test("leaves no gap, neither at the end nor after a deletion", async () => {
    const server = await fixture.server("closing");
    const first = await fixture.policy(server, "a", 7);
    await fixture.policy(server, "b", 9);
    expect(await priorities(server)).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    await fixture.api("DELETE", `/authorizationServers/${server}/policies/${first}`);
    expect(await priorities(server)).toEqual([["b", 1]]);
  });

  test("can be changed", async () => {
    const server = await fixture.server("changing");
    await fixture.policy(server, "a");
    const last = await fixture.policy(server, "b");
    await fixture.api("PUT", `/authorizationServers/${server}/policies/${last}`, policy("b", 1));
    expect(await priorities(server)).toEqual([
      ["b", 1],
      ["a", 2],
    ]);
  });
});

describe("a policy rule", () => {
  async function post(body: unknown): ReturnType<OktaFixture["api"]> {
    const server = await fixture.server(crypto.randomUUID());
    const policyId = await fixture.policy(server, "p");
    return fixture.api("POST", `/authorizationServers/${server}/policies/${policyId}/rules`, body);
  }

  const missing =
    "conditions.people: At least one of ''conditions.people.users.include'' or ''conditions.people.groups.include'' must " +
    "contain a valid user or group when ''conditions.grantTypes'' contains one or more of [authorization_code, implicit, password].";

  test("for people names a group", async () => {
    expect(oktaError(await post(rule("r", [])))).toEqual([400, "E0000001", missing]);
    expect(oktaError(await post(rule("r", ["00gNobody00000000001"])))).toEqual([400, "E0000001", missing]);
    expect((await post(rule("r", [fixture.groupId("Reviewers")]))).status).toBe(201);
  });

  test("may name the group of everybody, by id or by its alias", async () => {
    expect((await post(rule("r", ["EVERYONE"]))).status).toBe(201);
    expect((await post(rule("r", [fixture.organization.everyoneId]))).status).toBe(201);
  });

  test("for clients alone needs nobody", async () => {
    const body = rule("r", []);
    const conditions = body["conditions"] as Record<string, unknown>;
    const answer = await post({
      ...body,
      conditions: { ...conditions, grantTypes: { include: ["client_credentials"] } },
    });
    expect(answer.status).toBe(201);
  });

  test("shows people, scopes and lifetimes as they were given", async () => {
    const group = fixture.groupId("Reviewers");
    const { body } = await post(rule("r", [group], ["openid", "weather.read"]));
    expect(body).toMatchObject({
      conditions: { people: { groups: { include: [group] } }, scopes: { include: ["openid", "weather.read"] } },
      actions: { token: { accessTokenLifetimeMinutes: 60 } },
      system: false,
    });
  });

  test("gives access tokens five minutes at least", async () => {
    const body = { ...rule("r", ["EVERYONE"]), actions: { token: { accessTokenLifetimeMinutes: 4 } } };
    expect(oktaError(await post(body)).slice(0, 2)).toEqual([400, "E0000001"]);
  });
});
