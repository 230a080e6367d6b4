import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { app, OktaFixture, oktaError } from "./fixture";

let fixture: OktaFixture;
beforeAll(async () => {
  fixture = await OktaFixture.start();
});
afterAll(() => fixture.stop());

const secret = "a-secret-of-enough-characters";

function client(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return (body["credentials"] as { readonly oauthClient: Readonly<Record<string, unknown>> }).oauthClient;
}

describe("the client id of an app", () => {
  test("may be preset, with its secret", async () => {
    const { status, body } = await fixture.api(
      "POST",
      "/apps",
      app("preset", { client_id: "weather-dev-reader", client_secret: secret }),
    );
    expect(status).toBe(200);
    expect(client(body)).toMatchObject({ client_id: "weather-dev-reader", client_secret: secret });
    expect(body["id"]).toMatch(/^0oa[0-9A-Za-z]{17}$/);
  });

  test("is the app's id otherwise, and the secret Okta's", async () => {
    const { body } = await fixture.api("POST", "/apps", app("generated"));
    expect(client(body)["client_id"]).toBe(body["id"]);
    expect(String(client(body)["client_secret"]).length).toBeGreaterThanOrEqual(14);
  });

  test("is unique in the organization", async () => {
    await fixture.created("/apps", app("first", { client_id: "taken-client-id" }));
    const answer = await fixture.api("POST", "/apps", app("second", { client_id: "taken-client-id" }));
    expect(oktaError(answer).slice(0, 2)).toEqual([400, "E0000001"]);
  });

  test.each(["short", "a".repeat(101), "with space", "ALL_CLIENTS"])("is refused: %s", async (id) => {
    const answer = await fixture.api("POST", "/apps", app(`bad ${id.slice(0, 20)}`, { client_id: id }));
    expect(oktaError(answer).slice(0, 2)).toEqual([400, "E0000001"]);
  });

  test("never changes", async () => {
    const id = await fixture.created("/apps", app("fixed", { client_id: "fixed-client-id" }));
    const answer = await fixture.api("PUT", `/apps/${id}`, app("fixed", { client_id: "other-client-id" }));
    expect(oktaError(answer).slice(0, 2)).toEqual([400, "E0000001"]);
  });
});

describe("the secret of an app", () => {
  test("is shown where it is set, and not where the app is read", async () => {
    const id = await fixture.created("/apps", app("shown", { client_secret: secret }));
    const read = await fixture.api("GET", `/apps/${id}`);
    const listed = await fixture.api("GET", "/apps?q=shown");
    const replaced = await fixture.api("PUT", `/apps/${id}`, app("shown", { client_secret: `${secret}-2` }));
    expect(JSON.stringify([read.body, listed.list])).not.toContain(secret);
    expect(client(replaced.body)["client_secret"]).toBe(`${secret}-2`);
  });

  test("stays where a replacement leaves it out", async () => {
    const id = await fixture.created("/apps", app("kept", { client_secret: secret }));
    const { body } = await fixture.api("PUT", `/apps/${id}`, app("kept"));
    expect(client(body)["client_secret"]).toBe(secret);
  });

  test.each([
    ["too short", "x".repeat(13)],
    ["too long", "x".repeat(101)],
    ["empty", ""],
  ])("is refused: %s", async (what, text) => {
    const answer = await fixture.api("POST", "/apps", app(what, { client_secret: text }));
    expect(oktaError(answer).slice(0, 2)).toEqual([400, "E0000001"]);
    expect(JSON.stringify(answer.body)).not.toContain("xxx");
  });

  test("does not reach a printed state", async () => {
    const id = await fixture.created("/apps", app("printed", { client_secret: secret }));
    expect(JSON.stringify(fixture.organization.apps.get(id))).not.toContain(secret);
  });

  test("does not exist for a public client", async () => {
    const { body } = await fixture.api("POST", "/apps", app("public", { token_endpoint_auth_method: "none" }));
    expect(client(body)).not.toHaveProperty("client_secret");
    expect(client(body)["pkce_required"]).toBe(true);
  });
});

describe("an app", () => {
  test("has a label that no other active one has", async () => {
    const id = await fixture.created("/apps", app("one label"));
    expect(oktaError(await fixture.api("POST", "/apps", app("one label")))).toEqual([
      400,
      "E0000001",
      'label: An active OpenID Connect Client instance with the label "one label" already exists.',
    ]);
    await fixture.api("POST", `/apps/${id}/lifecycle/deactivate`);
    expect((await fixture.api("POST", "/apps", app("one label"))).status).toBe(200);
  });

  test("must be deactivated before it goes", async () => {
    const id = await fixture.created("/apps", app("going"));
    expect(oktaError(await fixture.api("DELETE", `/apps/${id}`))).toEqual([
      403,
      "E0000056",
      "The application must be deactivated before deletion.",
    ]);
    await fixture.api("POST", `/apps/${id}/lifecycle/deactivate`);
    expect((await fixture.api("DELETE", `/apps/${id}`)).status).toBe(204);
    expect((await fixture.api("GET", `/apps/${id}`)).body["errorSummary"]).toBe(
      `Not found: Resource not found: ${id} (AppInstance)`,
    );
  });

  test("that redirects needs to know where to", async () => {
    const answer = await fixture.api("POST", "/apps", app("nowhere", {}, { redirect_uris: [] }));
    expect(oktaError(answer)).toEqual([400, "E0000001", "redirect_uris: The field cannot be left blank"]);
  });

  test("is consented to without a question unless it says otherwise", async () => {
    const { body } = await fixture.api("POST", "/apps", app("trusted"));
    expect(body["settings"]).toMatchObject({ oauthClient: { consent_method: "TRUSTED" } });
  });

  test("is replaced as a whole", async () => {
    const id = await fixture.created("/apps", app("whole", {}, { client_uri: "https://example.com" }));
    const { body } = await fixture.api("PUT", `/apps/${id}`, app("whole"));
    expect(JSON.stringify(body["settings"])).not.toContain("https://example.com");
  });
});

describe("groups of an app", () => {
  test("are assigned, listed and taken away", async () => {
    const id = await fixture.created("/apps", app("assigned"));
    const group = fixture.groupId("Reviewers");
    expect((await fixture.api("PUT", `/apps/${id}/groups/${group}`, {})).body).toMatchObject({
      id: group,
      priority: 0,
    });
    expect((await fixture.api("GET", `/apps/${id}/groups`)).list.map((one) => one["id"])).toEqual([group]);
    expect((await fixture.api("DELETE", `/apps/${id}/groups/${group}`)).status).toBe(204);
    expect((await fixture.api("GET", `/apps/${id}/groups/${group}`)).status).toBe(404);
  });

  test("must exist", async () => {
    const id = await fixture.created("/apps", app("unassigned"));
    const answer = await fixture.api("PUT", `/apps/${id}/groups/00gNobody00000000001`, {});
    expect(answer.body["errorSummary"]).toBe("Not found: Resource not found: 00gNobody00000000001 (UserGroup)");
  });
});
