/** What the endpoint of the Okta sample says to tokens, on the local cloud and elsewhere. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { formContract } from "../../../contract/contract";
import type { HttpClient, HttpRequest } from "../../../doctor/http";
import { probeWithToken } from "../../../doctor/token/probe-with-token";
import { samples } from "../../support/deployments";
import { rehearsed, type Rehearsed } from "../../support/rehearsed";
import { localHttp } from "../support/live";

const deployment = samples.okta();
const { endpoint } = formContract(deployment);
let stage: Rehearsed;

beforeAll(async () => {
  stage = await rehearsed(deployment);
});
afterAll(() => stage.close());

/** A token that a person got through the first connection. */
async function tokenOf(): Promise<string> {
  const [connection] = await stage.connections(deployment);
  if (connection === undefined) throw new Error("There is no connection.");
  return (await stage.stage.tokenInHand(connection, connection.members[0])).reveal();
}

test("a good token is accepted, with what stands around it", async () => {
  const token = await tokenOf();
  const [seen, ...more] = await probeWithToken(
    endpoint.url,
    `Bearer ${token}\n`,
    false,
    localHttp(stage.terraform.cloud),
  );
  expect(more).toEqual([]);
  expect(seen).toMatchObject({
    witness: "endpoint",
    at: endpoint.url,
    seen: "With the token, the endpoint answers 200.",
  });
  expect(seen?.symptom).toBeUndefined();
  expect(JSON.stringify(seen)).not.toContain(token);
});

test("a token that is none is refused", async () => {
  const [seen] = await probeWithToken(endpoint.url, "nothing", false, localHttp(stage.terraform.cloud));
  expect(seen?.symptom).toBe("audience-refused");
});

describe("other answers", () => {
  async function symptomFor(status: number, challenge?: string, gateMayRefuse = false): Promise<string | undefined> {
    const headers = new Map(challenge === undefined ? [] : [["www-authenticate", challenge]]);
    const client: HttpClient = { requests: 0, request: () => Promise.resolve({ status, headers, body: "" }) };
    const [seen] = await probeWithToken("https://func.example/mcp", "a.b.c", gateMayRefuse, client);
    return seen?.symptom;
  }
  test.each([
    [401, undefined, false, "host-demands-key"],
    [403, undefined, false, "host-demands-key"],
    [403, undefined, true, "client-not-allowed"],
    [403, 'Bearer error="unauthorized_client"', false, "client-not-allowed"],
    [403, 'Bearer error="insufficient_scope", scope="weather.alert"', false, "scope-refused"],
    [401, 'Bearer error="invalid_token"', false, "audience-refused"],
    [302, undefined, false, "endpoint-redirects"],
    [404, undefined, false, "endpoint-not-published"],
    [406, undefined, false, "accept-header-missing"],
    [500, undefined, false, "endpoint-fails"],
  ])("%s %s", async (status, challenge, gateMayRefuse, symptom) => {
    expect(await symptomFor(status, challenge, gateMayRefuse)).toBe(symptom);
  });
});

test("nobody is asked without TLS", async () => {
  const asked: HttpRequest[] = [];
  const client: HttpClient = {
    requests: 0,
    request(request) {
      asked.push(request);
      return Promise.reject(new Error("asked"));
    },
  };
  expect(await probeWithToken("http://func.example/mcp", "a.b.c", false, client)).toEqual([]);
  expect(asked).toEqual([]);
});
