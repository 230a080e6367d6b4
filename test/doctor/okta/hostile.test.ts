/** Answers that mean ill, or nothing: reading ends, says why, and goes nowhere else. */
import { expect, test } from "@jest/globals";
import { createHttpClient, HttpFailed, type HttpAnswer, type HttpClient } from "../../../doctor/http";
import { connectOkta } from "../../../doctor/okta/access";
import { readOkta } from "../../../doctor/okta/read-okta";
import { jsonAnswer, scripted } from "../support/http";

const organization = "example.okta.com";
const origin = `https://${organization}`;
const environment = { OKTA_API_TOKEN: "00-the-token" };
const server = { id: "aus1", name: "weather", audiences: ["api://weather"], issuer: `${origin}/oauth2/aus1` };

async function reasonFor(http: HttpClient): Promise<readonly (string | undefined)[]> {
  const { gaps } = await readOkta({ servers: [], clients: [] }, await connectOkta(organization, environment, http));
  expect(JSON.stringify(gaps)).not.toContain("00-the-token");
  return gaps.filter(({ what }) => what.includes("authorization servers")).map(({ because }) => because);
}

/** Answers for the list of servers, and for everything else with nothing. */
function listing(answer: (url: URL) => HttpAnswer): HttpClient {
  return scripted((url) => (url.pathname === "/api/v1/authorizationServers" ? answer(url) : jsonAnswer([])));
}

test("pages that lead in a circle", async () => {
  const next = `<${origin}/api/v1/authorizationServers?after=1>; rel="next"`;
  expect(await reasonFor(listing(() => jsonAnswer([], 200, { link: next })))).toEqual([
    '"example.okta.com": its next page is one that was read before',
  ]);
});

test("pages without end", async () => {
  let page = 0;
  const next = (): string => `<${origin}/api/v1/authorizationServers?after=${(page += 1)}>; rel="next"`;
  const http = listing(() => jsonAnswer([], 200, { link: next() }));
  expect(await reasonFor(http)).toEqual(['"example.okta.com": it has more than 100 pages']);
});

test("pages on another host", async () => {
  const http = listing(() => jsonAnswer([], 200, { link: '<https://evil.example/next>; rel="next"' }));
  expect(await reasonFor(http)).toEqual([
    '"example.okta.com": its next page lies on "https://evil.example", where nothing is sent',
  ]);
});

test("no JSON, no list, no status that means anything", async () => {
  const html: HttpAnswer = { status: 200, headers: new Map([["content-type", "text/html"]]), body: "<h1>Hello</h1>" };
  expect(await reasonFor(listing(() => html))).toEqual([
    '"example.okta.com": it answers 200 with "text/html" instead of JSON',
  ]);
  expect(await reasonFor(listing(() => jsonAnswer("a secret in a body", 500)))).toEqual(["Okta answers 500"]);
  expect(await reasonFor(listing(() => jsonAnswer({ errorCode: "E1; a secret" }, 418)))).toEqual(["Okta answers 418"]);
});

test("objects of other shapes are no reason to stop", async () => {
  const odd = [null, 1, "x", [], { id: 7 }, { ...server, audiences: "no list", name: { not: "a text" } }];
  const http = listing(() => jsonAnswer(odd));
  const { found, gaps } = await readOkta(
    { servers: [], clients: [] },
    await connectOkta(organization, environment, http),
  );
  expect(gaps).toEqual([]);
  expect(found.identity.servers.map(({ name }) => name?.kind)).toContain("unknown");
});

test("what the bounded client refuses", async () => {
  const http: HttpClient = {
    requests: 0,
    request: () => Promise.reject(new HttpFailed(organization, "its certificate has expired (CERT_HAS_EXPIRED)")),
  };
  expect(await reasonFor(http)).toEqual(['"example.okta.com": its certificate has expired (CERT_HAS_EXPIRED)']);
});

test.each(["exa mple/..", "okta.com.evil.example", "example.okta.com:8443", "evil.example/example.okta.com"])(
  "a host that is not Okta's is never shown a token: %s",
  async (host) => {
    const http = createHttpClient({ environment: {} });
    const { gaps } = await readOkta({ servers: [], clients: [] }, await connectOkta(host, environment, http));
    expect(gaps).toMatchObject([{ because: expect.stringMatching(/is none of Okta's own domains/) }]);
    expect(http.requests).toBe(0);
  },
);

test("a domain of one's own is asked where the environment names it", async () => {
  const asked: string[] = [];
  const http = scripted(({ host }) => {
    asked.push(host);
    return jsonAnswer([]);
  });
  const named = { ...environment, OKTA_ORG_NAME: "login", OKTA_BASE_URL: "example.com" };
  const { gaps } = await readOkta({ servers: [], clients: [] }, await connectOkta("login.example.com", named, http));
  expect(gaps).toEqual([]);
  expect(new Set(asked)).toEqual(new Set(["login.example.com"]));
});

test("a system of 50 policies with 20 policy rules, 200 scopes and 500 groups is read in few requests", async () => {
  const path = "/api/v1/authorizationServers/aus1";
  const many = <Item>(count: number, item: (index: number) => Item): readonly Item[] =>
    Array.from({ length: count }, (_, index) => item(index));
  const http = scripted(({ pathname }) => {
    if (pathname === "/api/v1/authorizationServers") return jsonAnswer([server]);
    if (pathname === `${path}/scopes`) return jsonAnswer(many(200, (i) => ({ id: `scp${i}`, name: `s${i}` })));
    if (pathname === `${path}/policies`) return jsonAnswer(many(50, (i) => ({ id: `00p${i}`, priority: i })));
    const policy = /\/policies\/00p(\d+)\/rules$/.exec(pathname)?.[1];
    if (policy === undefined) {
      return jsonAnswer(
        pathname === "/api/v1/groups" ? many(500, (i) => ({ id: `00g${i}`, profile: { name: `g${i}` } })) : [],
      );
    }
    const groupsOf = (rule: number): readonly string[] => [`00g${(Number(policy) * 20 + rule) % 500}`];
    return jsonAnswer(
      many(20, (i) => ({ id: `0pr${i}`, conditions: { people: { groups: { include: groupsOf(i) } } } })),
    );
  });
  const { found, gaps } = await readOkta(
    { servers: [], clients: [] },
    await connectOkta(organization, environment, http),
  );
  expect(gaps).toEqual([]);
  expect(found.groups.size).toBe(500);
  expect(found.identity.servers[0]?.policies.flatMap(({ rules }) => rules)).toHaveLength(1000);
  // One for the servers, the scopes, the policies, the built-in groups and all groups, and one for each policy.
  expect(http.requests).toBe(55);
});
