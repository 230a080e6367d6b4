import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { host, OktaFixture, oktaError } from "./fixture";

let fixture: OktaFixture;
beforeAll(async () => {
  fixture = await OktaFixture.start();
});
afterAll(() => fixture.stop());

function names(list: readonly Readonly<Record<string, unknown>>[]): readonly unknown[] {
  return list.map(({ profile }) => (profile as { readonly name: string }).name);
}

describe("groups", () => {
  test("are found by the beginning of the name, so that a longer one answers for a missing one", async () => {
    expect(names((await fixture.api("GET", "/groups?q=Forecasters")).list)).toEqual(["Forecasters-Contractors"]);
    expect(names((await fixture.api("GET", "/groups?q=Reviewers")).list)).toEqual([
      "Reviewers",
      "Reviewers-Contractors",
    ]);
    expect(names((await fixture.api("GET", "/groups?q=Contractors")).list)).toEqual([]);
  });

  test("of the built-in type are the one of everybody", async () => {
    const filter = encodeURIComponent('type eq "BUILT_IN"');
    const { list } = await fixture.api("GET", `/groups?filter=${filter}`);
    expect(names(list)).toEqual(["Everyone"]);
    expect(list[0]?.["id"]).toBe(fixture.organization.everyoneId);
  });

  test("of everybody hold everybody, others their own", async () => {
    const count = async (id: string): Promise<number> => (await fixture.api("GET", `/groups/${id}/users`)).list.length;
    expect(await count(fixture.organization.everyoneId)).toBe(2);
    expect(await count(fixture.groupId("Reviewers"))).toBe(1);
  });

  test("are not searched by what cannot be read", async () => {
    const answer = await fixture.api("GET", `/groups?search=${encodeURIComponent("colour is blue")}`);
    expect(oktaError(answer).slice(0, 2)).toEqual([400, "E0000031"]);
  });

  test("come in pages that headers link", async () => {
    const first = await fixture.api("GET", "/groups?limit=3");
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers["link"]))?.[1] ?? "";
    expect(new URL(next).host).toBe(host);
    const second = await fixture.api("GET", next.replace(`https://${host}/api/v1`, ""));
    expect([first.list.length, second.list.length]).toEqual([3, 1]);
    expect(second.headers["link"]).not.toContain('rel="next"');
  });
});

test("a person is found by login, with the groups", async () => {
  const { body } = await fixture.api("GET", "/users/ada@example.com");
  const { list } = await fixture.api("GET", `/users/${String(body["id"])}/groups`);
  expect(names(list)).toEqual(["Everyone", "Reviewers"]);
});

describe("who may ask", () => {
  test.each(["", "SSWS guessed", "Bearer an Okta token"])("not with %j", async (authorization) => {
    const { status, body } = await fixture.api("GET", "/groups", undefined, authorization);
    expect(status).toBe(401);
    expect(body).toMatchObject({
      errorCode: "E0000011",
      errorSummary: "Invalid token provided",
      errorLink: "E0000011",
      errorCauses: [],
    });
  });

  test("and every answer tells how much is left", async () => {
    const { headers } = await fixture.api("GET", "/groups");
    expect(Number(headers["x-rate-limit-remaining"])).toBeLessThan(Number(headers["x-rate-limit-limit"]));
    expect(Number(headers["x-rate-limit-reset"])).toBeGreaterThan(Date.now() / 1000);
  });

  test("but not too often", async () => {
    const busy = await OktaFixture.start({}, { requestsPerMinute: 0 });
    const answer = await busy.api("GET", "/groups");
    await busy.stop();
    expect(oktaError(answer).slice(0, 2)).toEqual([429, "E0000047"]);
    expect(answer.headers["x-rate-limit-remaining"]).toBe("0");
  });

  test("and an unknown path or a broken body is answered in Okta's form", async () => {
    expect(oktaError(await fixture.api("GET", "/teapots")).slice(0, 2)).toEqual([404, "E0000008"]);
    expect(oktaError(await fixture.api("POST", "/apps", [1])).slice(0, 2)).toEqual([400, "E0000003"]);
  });
});
