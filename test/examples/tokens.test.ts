/** Which tokens hold: the issuer signs whatever a test asks, and the server lets in what it should. */
import { generateKeyPair, type JWTPayload } from "jose";
import { describe, expect } from "@jest/globals";
import { requirement } from "../support/requirement";
import { call, challengeOf, initialize, send, type Received } from "./support/exchange";
import { audience, client } from "./support/issuer";
import { useServer } from "./support/suite";

const suite = useServer();

const now = (): number => Math.floor(Date.now() / 1000);

function expectRefused(answer: Received, description: RegExp): void {
  expect(answer.status).toBe(401);
  expect(challengeOf(answer)["error"]).toBe("invalid_token");
  expect(challengeOf(answer)["error_description"]).toMatch(description);
}

/** Base64url of a JSON value. */
function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

describe("the signature", () => {
  requirement(
    "server.algorithm-pinned",
    async () => {
      const [, payload = ""] = (await suite.issuer.token()).split(".");
      for (const alg of ["none", "None", "NONE", ""]) {
        for (const signature of ["", "AAAA"]) {
          const answer = await send(suite.server.port, initialize, `${encoded({ alg })}.${payload}.${signature}`);
          expect(answer.status).toBe(401);
          expect(challengeOf(answer)["error"]).toBe("invalid_token");
        }
      }
    },
    "none",
  );

  requirement(
    "server.algorithm-pinned",
    async () => {
      const key = new TextEncoder().encode(suite.issuer.publicKeyText());
      const token = await suite.issuer.token({}, { key, header: { alg: "HS256" } });
      expectRefused(await send(suite.server.port, initialize, token), /not signed with RS256/);
    },
    "HMAC with the public key",
  );

  for (const alg of ["PS256", "RS512", "ES256"]) {
    requirement(
      "server.algorithm-pinned",
      async () => {
        const { privateKey } = await generateKeyPair(alg);
        const token = await suite.issuer.token({}, { key: privateKey, header: { alg } });
        expectRefused(await send(suite.server.port, initialize, token), /not signed with RS256/);
      },
      alg,
    );
  }

  requirement("server.signature-verified", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    const forged = await suite.issuer.token({}, { key: privateKey });
    expectRefused(await send(suite.server.port, initialize, forged), /signature/);
    const [header, , signature] = (await suite.issuer.token()).split(".");
    const [, changed] = (await suite.issuer.token({ scp: ["weather.alert"] })).split(".");
    expectRefused(await send(suite.server.port, initialize, `${header}.${changed}.${signature}`), /signature/);
  });
});

describe("the claims", () => {
  requirement("server.issuer-exact", async () => {
    const { url } = suite.issuer;
    for (const iss of [`${url}/`, url.toUpperCase(), url.replace("/oauth2/aus1", ""), "", undefined, [url] as never]) {
      const answer = await send(suite.server.port, initialize, await suite.issuer.token({ iss }));
      expectRefused(answer, /issuer/);
    }
  });

  requirement(
    "server.issuer-exact",
    async () => {
      const { privateKey } = await generateKeyPair("RS256");
      const signature = { key: privateKey, header: { kid: "of-the-organization-server" } };
      const token = await suite.issuer.token({ iss: "https://example.okta.com" }, signature);
      expectRefused(await send(suite.server.port, initialize, token), /another issuer/);
    },
    "the organization's own server, whose keys are others",
  );

  requirement("server.audience-checked", async () => {
    for (const aud of ["api://other-dev", `${audience}/`, [], ["https://graph.microsoft.com"], undefined, ""]) {
      const answer = await send(suite.server.port, initialize, await suite.issuer.token({ aud }));
      expectRefused(answer, /audience/);
    }
    const among = await suite.issuer.token({ aud: ["api://other-dev", audience] });
    expect((await send(suite.server.port, initialize, among)).status).toBe(200);
  });

  requirement(
    "server.validity-checked",
    async () => {
      const refused = [{ exp: now() - 3600 }, { exp: undefined }, { exp: "soon" as never }, { nbf: now() + 3600 }];
      for (const claims of refused) {
        const answer = await send(suite.server.port, initialize, await suite.issuer.token(claims));
        expectRefused(answer, /expired|not valid yet|lacks a claim/);
      }
    },
    "by the clock of the machine",
  );

  requirement("server.subject-demanded", async () => {
    for (const sub of [undefined, "", 42 as never, {} as never]) {
      expectRefused(await send(suite.server.port, initialize, await suite.issuer.token({ sub })), /lacks a claim/);
    }
  });

  requirement("server.client-allowed", async () => {
    const clients = [
      { cid: "another-client" },
      { cid: undefined },
      { cid: "" },
      { cid: [client] },
      { azp: "another-client" },
      { cid: undefined, appid: "another-client" },
      { cid: `${client} weather-dev-weather-editor` },
    ];
    for (const claims of clients) {
      const answer = await send(suite.server.port, initialize, await suite.issuer.token(claims));
      expect(answer.status).toBe(403);
      expect(challengeOf(answer)).not.toMatchObject({ error: "insufficient_scope" });
      expect(challengeOf(answer)).not.toMatchObject({ error: "invalid_token" });
    }
    const editor = await suite.issuer.token({ cid: "weather-dev-weather-editor" });
    expect((await send(suite.server.port, initialize, editor)).status).toBe(200);
  });

  const readers = {
    "server.claims-of-okta": {
      "an array": { cid: client, scp: ["openid", "weather.read"], sub: "anna@example.com", uid: "00u1" },
    },
    "server.claims-of-entra": {
      "version 2": {
        cid: undefined,
        azp: client,
        scp: "weather.read other",
        sub: "pairwise",
        uid: undefined,
        oid: "00u1",
        preferred_username: "anna@example.com",
        name: "Anna",
      },
      "version 1": {
        cid: undefined,
        appid: client,
        scp: "weather.read",
        sub: "pairwise",
        uid: undefined,
        oid: "00u1",
        name: "anna@example.com",
      },
    },
  } as const;
  for (const id of ["server.claims-of-okta", "server.claims-of-entra"] as const) {
    for (const [what, claims] of Object.entries<JWTPayload>(readers[id])) {
      requirement(
        id,
        async () => {
          const answer = await send(suite.server.port, call("get_forecast"), await suite.issuer.token(claims));
          expect(JSON.parse(answer.text)).toMatchObject({
            result: { structuredContent: { calledAs: { id: "00u1", name: "anna@example.com" } } },
          });
        },
        what,
      );
    }
  }

  requirement(
    "server.claims-of-entra",
    async () => {
      const claims = { cid: undefined, azp: client, scp: "weather.read", sub: "pairwise", uid: undefined, oid: "00u1" };
      const answer = await send(suite.server.port, call("get_forecast"), await suite.issuer.token(claims));
      expect(JSON.parse(answer.text)).toMatchObject({
        result: { structuredContent: { calledAs: { id: "00u1", name: "00u1" } } },
      });
    },
    "without any name",
  );

  for (const [what, scp] of Object.entries({
    "a number": 42,
    "an object": { "weather.read": true },
    "words in an array": ["openid weather.read"],
    "another case": "Weather.Read",
    "the qualified form": "api://tenant/weather-dev/weather.read",
    "part of a word": "weather.readers",
    nothing: undefined,
  })) {
    requirement(
      "server.no-tool-permitted",
      async () => {
        const answer = await send(suite.server.port, initialize, await suite.issuer.token({ scp }));
        expect(answer.status).toBe(403);
        expect(challengeOf(answer)["error"]).toBe("insufficient_scope");
      },
      `scp is ${what}`,
    );
  }
});
