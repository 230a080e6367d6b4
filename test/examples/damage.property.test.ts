/** Requests of any form, made of good ones by damage: none is served that should not be, and the server goes on. */
import fc from "fast-check";
import { describe, expect } from "@jest/globals";
import { requirement } from "../support/requirement";
import { call, exchange, initialize, listTools, mcpHeaders, send, type Sent } from "./support/exchange";
import { useServer } from "./support/suite";

const suite = useServer();

/** Bytes that a header may hold on the wire. */
const headerText = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,60}$/).map((text) => text.trim());

const message = fc.oneof(
  fc.constantFrom<unknown>(initialize, listTools, call("get_forecast"), call("publish_alert")),
  fc.record({
    jsonrpc: fc.constantFrom("2.0", "1.0", 2),
    id: fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.jsonValue()),
    method: fc.oneof(
      fc.constantFrom("initialize", "tools/list", "tools/call", "ping", "logging/setLevel"),
      fc.string(),
    ),
    params: fc.oneof(
      fc.record({ name: fc.oneof(fc.constant("publish_alert"), fc.jsonValue()), arguments: fc.jsonValue() }),
      fc.jsonValue(),
    ),
  }),
  fc.jsonValue(),
);

const body = fc.oneof(
  message.map((value) => JSON.stringify(value)),
  fc.array(message, { maxLength: 3 }).map((value) => JSON.stringify(value)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(message, fc.nat(400)).map(([value, end]) => JSON.stringify(value).slice(0, end)),
);

const path = fc.oneof(
  { weight: 6, arbitrary: fc.constant("/mcp") },
  fc.constantFrom(
    "/mcp?access_token=x",
    "/mcp?a=%zz",
    "//mcp",
    "*",
    "/.well-known/oauth-protected-resource",
    "http://x/mcp",
    "/%",
  ),
  fc.stringMatching(/^\/[\x21-\x7e]{0,40}$/),
);

const extraHeader = fc.tuple(
  fc.constantFrom(
    "Accept",
    "Content-Type",
    "MCP-Protocol-Version",
    "Mcp-Session-Id",
    "Last-Event-ID",
    "Origin",
    "X-Forwarded-Host",
  ),
  headerText,
);

const request = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("POST") },
    fc.constantFrom("GET", "PUT", "DELETE", "OPTIONS", "PROPFIND"),
  ),
  path,
  body,
  announced: fc.boolean(),
  extra: fc.array(extraHeader, { maxLength: 2 }),
});

type Damaged = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

function sentWith({ extra, ...rest }: Damaged, authorization: readonly string[]): Sent {
  const replaced = new Set(extra.map(([name]) => name));
  const usual = mcpHeaders.flatMap((name, index) =>
    index % 2 === 0 && !replaced.has(name as never) ? [name, mcpHeaders[index + 1] ?? ""] : [],
  );
  return {
    ...rest,
    headers: [...usual, ...extra.flat(), ...authorization.flatMap((value) => ["Authorization", value])],
  };
}

/** Answers by which nothing was served. */
const refusals = [400, 401, 403, 404, 405, 406, 413, 415];

/** What a token of three parts may become on its way. */
const damagedToken = (token: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(fc.nat(token.length - 1), fc.constantFrom("a", "A", "0", "-", "_", ".", "=", "~"))
      .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1)),
    fc.nat(token.length - 1).map((end) => token.slice(0, end)),
    fc.shuffledSubarray(token.split("."), { minLength: 1 }).map((parts) => parts.join(".")),
    headerText,
  );

describe("damaged requests", () => {
  requirement(
    "server.damage-survived",
    async () => {
      const token = await suite.issuer.token();
      // The last letter of a signature holds bits that mean nothing: tokens that differ there alone are the same token.
      const same = (other: string): boolean => other.slice(0, -1) === token.slice(0, -1);
      const authorization = fc.array(
        fc.tuple(fc.constantFrom("Bearer ", "bearer ", "Basic ", ""), damagedToken(token)),
        { maxLength: 2 },
      );
      await fc.assert(
        fc.asyncProperty(request, authorization, async (damaged, credentials) => {
          fc.pre(!credentials.some(([, other]) => same(other)));
          const values = credentials.map(([scheme, other]) => scheme + other);
          const answer = await exchange(suite.server.port, sentWith(damaged, values));
          const { path: place } = damaged;
          const isMetadata =
            URL.canParse(place, "http://x") && new URL(place, "http://x").pathname.startsWith("/.well-known/");
          expect(isMetadata ? [200, ...refusals] : refusals).toContain(answer.status);
        }),
        { numRuns: 400 },
      );
      expect((await send(suite.server.port, listTools, token)).status).toBe(200);
    },
    "without a good token",
  );

  requirement(
    "server.damage-survived",
    async () => {
      const token = await suite.issuer.token();
      await fc.assert(
        fc.asyncProperty(request, async (damaged) => {
          const answer = await exchange(suite.server.port, sentWith(damaged, [`Bearer ${token}`]));
          expect([200, 202, ...refusals]).toContain(answer.status);
          // What the token does not permit is not done, however it is asked for.
          expect(answer.text).not.toContain("is published by");
        }),
        { numRuns: 400 },
      );
      expect((await send(suite.server.port, listTools, token)).status).toBe(200);
      expect(suite.server.log.filter(({ reason }) => reason === "failure")).toEqual([]);
      expect(suite.server.stray).toBe("");
    },
    "with one",
  );
});
