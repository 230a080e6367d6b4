/** Endpoints, metadata and identity providers that answer otherwise, some of them with ill will. */
import { describe, expect, test } from "@jest/globals";
import type { HttpClient, HttpAnswer, HttpRequest } from "../../../doctor/http";
import { HttpFailed } from "../../../doctor/http";
import type { Observation } from "../../../doctor/evidence";
import { probe } from "../../../doctor/wire/probe";
import type { WireClient } from "../../../doctor/wire/query";

const endpoint = "https://func.example/mcp";
const issuer = "https://example.okta.com/oauth2/aus1";
const metadataUrl = "https://func.example/.well-known/oauth-protected-resource/mcp";
const wellKnown = `${issuer}/.well-known/openid-configuration`;

type Answers = Readonly<Record<string, Partial<HttpAnswer> | HttpFailed>>;

const json = (document: unknown, headers: Readonly<Record<string, string>> = {}): Partial<HttpAnswer> => ({
  status: 200,
  headers: new Map(Object.entries({ "content-type": "application/json", ...headers })),
  body: JSON.stringify(document),
});
const challenge = (text: string): Partial<HttpAnswer> => ({
  status: 401,
  headers: new Map([["www-authenticate", text]]),
});

const healthy: Answers = {
  [endpoint]: challenge(`Bearer resource_metadata="${metadataUrl}"`),
  [metadataUrl]: json({ resource: endpoint, authorization_servers: [issuer], scopes_supported: ["weather.read"] }),
  [wellKnown]: json({ issuer, authorization_endpoint: `${issuer}/v1/authorize`, token_endpoint: `${issuer}/v1/token` }),
};

const reader: WireClient = {
  connection: "weather-reader",
  clientId: "reader",
  redirectUrl: "https://global.consent.azure-apim.net/redirect/1",
  scopes: ["openid", "weather.read"],
};

/** Answers by URL without query, else 404. */
function answering(answers: Answers, asked: HttpRequest[] = []): HttpClient {
  return {
    requests: 0,
    request(request) {
      asked.push(request);
      const answer = answers[request.url.replace(/\?.*/, "")] ?? {};
      if (answer instanceof HttpFailed) return Promise.reject(answer);
      return Promise.resolve({ status: 404, headers: new Map(), body: "", ...answer });
    },
  };
}

async function observed(answers: Answers, clients: readonly WireClient[] = []): Promise<readonly Observation[]> {
  const { found } = await probe(
    { endpoint, issuer, advertised: ["weather.read"], clients },
    answering({ ...healthy, ...answers }),
  );
  return found.observations;
}

async function symptomsOf(answers: Answers, clients?: readonly WireClient[]): Promise<readonly string[]> {
  return (await observed(answers, clients)).flatMap(({ symptom }) => symptom ?? []);
}

test("a healthy one", async () => {
  expect(await symptomsOf({})).toEqual([]);
});

describe("the endpoint", () => {
  const cases: readonly (readonly [string, Partial<HttpAnswer> | HttpFailed, readonly string[]])[] = [
    [
      "cannot be reached",
      new HttpFailed("func.example", "its name is not known (ENOTFOUND)"),
      ["endpoint-unreachable"],
    ],
    ["asks nobody", { status: 200 }, ["endpoint-open"]],
    ["judges the message first", { status: 406 }, ["endpoint-open"]],
    [
      "leads to a sign-in page",
      { status: 302, headers: new Map([["location", "/.auth/login/aad"]]) },
      ["endpoint-redirects"],
    ],
    ["has no server", { status: 404 }, ["endpoint-not-published"]],
    ["demands the host's key", { status: 401 }, ["host-demands-key"]],
    ["forbids without a word", { status: 403 }, ["host-demands-key"]],
    ["names no metadata", challenge('Bearer realm="func.example"'), ["endpoint-without-metadata"]],
    [
      "is refused by Easy Auth",
      { status: 403, headers: new Map([["x-ms-middleware-request-id", "1"]]) },
      ["endpoint-without-metadata"],
    ],
    ["fails", { status: 502 }, ["endpoint-fails"]],
    [
      "names metadata elsewhere",
      challenge('Bearer resource_metadata="https://attacker.example/x"'),
      ["endpoint-without-metadata"],
    ],
  ];
  test.each(cases)("%s", async (_what, answer, expected) => {
    expect(await symptomsOf({ [endpoint]: answer })).toEqual(expected);
  });

  test("that had to start is asked once more", async () => {
    const client = answering(healthy);
    let slow = 2;
    const sleeping: HttpClient = {
      ...client,
      request: (request) =>
        request.url === endpoint && slow-- > 0
          ? Promise.reject(new HttpFailed("func.example", "it gave no whole answer within 15 seconds"))
          : client.request(request),
    };
    const { found } = await probe({ endpoint, issuer, clients: [] }, sleeping);
    expect(found.observations.flatMap(({ symptom }) => symptom ?? [])).toEqual([]);
  });

  test("nothing is asked of another host than those that are meant", async () => {
    const asked: HttpRequest[] = [];
    const elsewhere = challenge('Bearer resource_metadata="https://attacker.example/x"');
    await probe({ endpoint, issuer, clients: [] }, answering({ ...healthy, [endpoint]: elsewhere }, asked));
    expect(asked.map(({ url }) => new URL(url).host).filter((host) => host === "attacker.example")).toEqual([]);
    expect(asked.map(({ method }) => method).filter((method) => method !== "GET" && method !== "POST")).toEqual([]);
  });
});

describe("the metadata", () => {
  const cases: readonly (readonly [string, Partial<HttpAnswer>, readonly string[]])[] = [
    ["cannot be read", { status: 500 }, ["endpoint-without-metadata"]],
    ["are a page", { status: 200, headers: new Map([["content-type", "text/html"]]) }, ["endpoint-without-metadata"]],
    [
      "name another issuer",
      json({
        resource: endpoint,
        authorization_servers: ["https://example.okta.com"],
        scopes_supported: ["weather.read"],
      }),
      ["metadata-names-other-issuer"],
    ],
    ["advertise nothing", json({ resource: endpoint, authorization_servers: [issuer] }), ["metadata-advertises-other"]],
    [
      "advertise more",
      json({
        resource: endpoint,
        authorization_servers: [issuer],
        scopes_supported: ["weather.read", "weather.alert"],
      }),
      ["metadata-advertises-other"],
    ],
    [
      "are of another resource",
      json({
        resource: "https://other.example/mcp",
        authorization_servers: [issuer],
        scopes_supported: ["weather.read"],
      }),
      ["metadata-advertises-other"],
    ],
  ];
  test.each(cases)("%s", async (_what, answer, expected) => {
    expect(await symptomsOf({ [metadataUrl]: answer })).toEqual(expected);
  });
});

describe("the clocks", () => {
  const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toUTCString();
  const withDates = (identityProvider: number, server: number): Answers => ({
    [endpoint]: {
      status: 401,
      headers: new Map([
        ["www-authenticate", `Bearer resource_metadata="${metadataUrl}"`],
        ["date", at(server)],
      ]),
    },
    [wellKnown]: json({ issuer }, { date: at(identityProvider) }),
  });
  test("differ, and both are told", async () => {
    const clocks = (await observed(withDates(30, -10))).find(({ symptom }) => symptom === "clocks-differ");
    expect(clocks?.seen).toMatch(
      /differ by 40 minutes: .*identity provider is 1[78]\d\d seconds ahead, the endpoint (599|60\d) seconds behind/,
    );
  });
  test("differ from this machine's alone", async () => {
    expect(await symptomsOf(withDates(30, 30))).toEqual([]);
  });
  test("of a cached answer count from when it was given", async () => {
    const cached = { [wellKnown]: json({ issuer }, { date: at(-60), age: "3600" }) };
    expect(await symptomsOf({ ...withDates(0, 0), ...cached })).toEqual([]);
  });
});

describe("the sign-in of a client", () => {
  const authorize = `${issuer}/v1/authorize`;
  const back = (query: string): Partial<HttpAnswer> => ({
    status: 302,
    headers: new Map([["location", `${reader.redirectUrl ?? ""}?${query}`]]),
  });
  const cases: readonly (readonly [string, Partial<HttpAnswer>, readonly string[]])[] = [
    ["wants a person", back("error=login_required"), []],
    [
      "is refused by the policy",
      back("error=access_denied&error_description=Policy+evaluation+failed+for+this+request%2C+please+check"),
      ["okta-no-matching-policy"],
    ],
    [
      "asks for no scope",
      back("error=invalid_scope&error_description=does+not+have+any+configured+default+scopes"),
      ["okta-no-scopes"],
    ],
    [
      "lacks PKCE",
      back("error=invalid_request&error_description=PKCE+code+challenge+is+required+by+the+application."),
      ["okta-pkce-required"],
    ],
    [
      "is answered by a page",
      { status: 400, body: "The &#39;redirect_uri&#39; parameter must be a Login redirect URI" },
      ["okta-redirect-uri-mismatch"],
    ],
  ];
  test.each(cases)("%s", async (_what, answer, expected) => {
    expect(await symptomsOf({ [authorize]: answer }, [reader])).toEqual(expected);
  });

  test("needs no person, sends no secret, and tells no state", async () => {
    const asked: HttpRequest[] = [];
    const { found } = await probe(
      { issuer, clients: [reader] },
      answering({ ...healthy, [authorize]: back("error=login_required") }, asked),
    );
    const { searchParams } = new URL(asked.find(({ url }) => url.startsWith(authorize))?.url ?? "");
    expect(searchParams.get("prompt")).toBe("none");
    expect([...searchParams.keys()].filter((name) => /secret|code$|token/.test(name))).toEqual([]);
    expect(JSON.stringify(found)).not.toContain(searchParams.get("state"));
    expect(asked.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test.each([
    ["leads back with an error of its own", back("error=server_error&error_description=Something+else")],
    ["is answered by a page of its own", { status: 200, body: "Welcome" }],
    ["leads elsewhere", { status: 302, headers: new Map([["location", "https://attacker.example/?code=1"]]) }],
  ])("%s, of which nobody knows what it means", async (_what, answer: Partial<HttpAnswer>) => {
    const { found, gaps } = await probe({ issuer, clients: [reader] }, answering({ ...healthy, [authorize]: answer }));
    expect(found.observations.filter(({ at }) => at === authorize)).toEqual([]);
    expect(gaps.map(({ what }) => what)).toEqual([`what ${authorize} says to a sign-in of client "reader"`]);
  });

  test("cannot be asked for", async () => {
    const failed = new HttpFailed("example.okta.com", "it refuses the connection (ECONNREFUSED)");
    const { found, gaps } = await probe(
      { issuer, clients: [reader] },
      answering({ [wellKnown]: failed, [authorize]: failed }),
    );
    expect(found.observations).toEqual([]);
    expect(gaps).toEqual([expect.objectContaining({ because: "it refuses the connection (ECONNREFUSED)" })]);
  });
});
