import type { JsonWebKey } from "node:crypto";
import { expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import { forgeriesOf } from "./forgeries";
import type { Participant } from "../../../../rehearsal/story/participants";
import type { Stand } from "./stand";

type Headers = Readonly<Record<string, string>>;

const hour = 60 * 60 * 1000;

/** What the MCP endpoint answered. */
interface Answer {
  readonly status: number;
  readonly challenge: string;
  readonly body: string;
}

/** Who judges a token first, and so writes why it does not hold. */
const judge = { okta: "server", entra: "gate" } as const;

/** The MCP endpoint, behind gate and server, and whoever comes with a token that is not for it. */
export function admitsGoodTokensAlone(stand: Stand): void {
  const call = async (headers: Headers, tool = "get_forecast"): Promise<Answer> => {
    const message = {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: tool, arguments: { city: "Oslo" } },
    };
    const response = await stand.cloud.fetch(stand.connection.serverUrl, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body: JSON.stringify(message),
    });
    const { status } = response;
    return { status, challenge: response.headers.get("www-authenticate") ?? "", body: await response.text() };
  };
  const withToken = (token: string, more: Headers = {}, tool?: string): Promise<Answer> =>
    call({ ...more, authorization: `Bearer ${token}` }, tool);

  const tokenOf = async (person: Participant, connection = stand.connection): Promise<string> =>
    (await stand.running.stage.tokenInHand(connection, person)).reveal();

  /** Refused for want of a good token, by whoever judges it first, and nothing of it stands in a log. */
  const expectRefused = async (what: string, token: string): Promise<void> => {
    const from = stand.cloud.journal.length;
    const { status, challenge } = await withToken(token);
    expect([what, status, challenge]).toEqual([what, 401, expect.stringMatching(/^Bearer .*resource_metadata=/)]);
    const entries = stand.cloud.journal.entries(from);
    const refusals = entries.filter(({ outcome }) => outcome === "refused");
    expect([what, refusals.map(({ party }) => party)]).toEqual([what, [judge[stand.provider]]]);
    const long = token.split(".").filter((part) => part.length > 20);
    expect(long.filter((part) => JSON.stringify(entries).includes(part))).toEqual([]);
  };

  requirement(
    "server.signature-verified",
    async () => {
      const [person, somebodyElse] = [stand.somebody(), stand.somebody()];
      const token = await tokenOf(person);
      const metadata = stand.client(stand.connection).authorizationUrl.replace(/\/authorize$/, "/keys");
      const address = stand.provider === "okta" ? metadata : metadata.replace("/oauth2/v2.0/", "/discovery/v2.0/");
      const { keys } = JSON.parse((await stand.get(address)).text) as { readonly keys: readonly JsonWebKey[] };
      const wished = {
        okta: { sub: somebodyElse.login, scp: ["weather.read", "weather.alert"] },
        entra: { oid: somebodyElse.objectId, preferred_username: somebodyElse.login },
      }[stand.provider];
      for (const [what, forged] of Object.entries(forgeriesOf({ token, keys, wished }))) {
        await expectRefused(what, forged);
      }
      expect(await withToken(token)).toMatchObject({ status: 200, body: expect.stringContaining(person.login) });
    },
    `forged in many ways, ${stand.provider}`,
  );

  requirement(
    "server.audience-checked",
    async () => {
      const person = stand.somebody();
      await expectRefused("of the deployment beside", await tokenOf(person, stand.neighbour));
      await expectRefused("for Foundry", person.foundryToken());
      await expectRefused("for nobody's API", "of.no.issuer");
    },
    `tokens that others have good use for, ${stand.provider}`,
  );

  requirement(
    "functions.principal-not-spoofed",
    async () => {
      const [person, somebodyElse] = [stand.somebody(), stand.somebody()];
      const principal = { auth_typ: "aad", claims: [{ typ: "name", val: somebodyElse.login }] };
      const spoofed = {
        "x-ms-client-principal": Buffer.from(JSON.stringify(principal)).toString("base64"),
        "x-ms-client-principal-id": somebodyElse.objectId,
        "x-ms-client-principal-name": somebodyElse.login,
        "x-ms-client-principal-idp": "aad",
        "x-ms-token-aad-access-token": await tokenOf(somebodyElse),
      };
      const { status, body } = await withToken(await tokenOf(person), spoofed);
      expect([status, body]).toEqual([200, expect.stringContaining(person.login)]);
      expect(body).not.toContain(somebodyElse.login);
      expect((await call(spoofed)).status).toBe(401);
      expect((await withToken("of.no.issuer", spoofed)).status).toBe(401);
    },
    stand.provider,
  );

  test("a token in another header is none", async () => {
    const token = await tokenOf(stand.somebody());
    for (const name of ["cookie", "x-zumo-auth", "x-ms-token-aad-access-token"]) {
      expect([name, (await call({ [name]: `AppServiceAuthSession=${token}` })).status]).toEqual([name, 401]);
      expect([name, (await call({ [name]: token })).status]).toEqual([name, 401]);
    }
  });

  requirement(
    "server.token-in-query-refused",
    async () => {
      const token = await tokenOf(stand.somebody());
      const { status } = await stand.get(`${stand.connection.serverUrl}?access_token=${token}`);
      expect(status).toBe({ okta: 400, entra: 401 }[stand.provider]);
    },
    stand.provider,
  );

  requirement(
    "server.tool-scope-enforced",
    async () => {
      // Of the reader's tier at Okta, whose server has a tool of the editors; at Entra the server has no such tool.
      const token = await tokenOf(stand.somebody(), stand.connectionNamed("weather-reader"));
      const { status, challenge, body } = await withToken(token, {}, "publish_alert");
      const refused = { okta: [403, expect.stringContaining('error="insufficient_scope"')], entra: [200, ""] }[
        stand.provider
      ];
      expect([status, challenge]).toEqual(refused);
      expect(body).not.toContain("calledAs");
    },
    `a token of another connection, ${stand.provider}`,
  );

  requirement(
    "server.validity-checked",
    async () => {
      const token = await tokenOf(stand.somebody());
      expect((await withToken(token)).status).toBe(200);
      await stand.cloud.clock.advance(2 * hour);
      await expectRefused("expired", token);
      expect((await withToken(await tokenOf(stand.somebody()))).status).toBe(200);
    },
    `behind the gate, ${stand.provider}`,
  );
}
