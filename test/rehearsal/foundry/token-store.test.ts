import { expect, test } from "@jest/globals";
import { createClock } from "../../../rehearsal/clock";
import type { OAuthConnection } from "../../../rehearsal/foundry/runtime/oauth-connection";
import type { TokenAnswer, Tokens } from "../../../rehearsal/foundry/runtime/token-endpoint";
import { TokenStore } from "../../../rehearsal/foundry/runtime/token-store";
import { Secret } from "../../../rehearsal/secret";
import { requirement } from "../../support/requirement";

const connection: OAuthConnection = {
  id: "/connections/weather",
  name: "weather",
  projectId: "/projects/weather",
  target: "https://func-weather.azurewebsites.net/mcp",
  authorizationUrl: "https://example.okta.com/authorize",
  tokenUrl: "https://example.okta.com/token",
  refreshUrl: "https://example.okta.com/token",
  redirectUrl: "https://global.consent.azure-apim.net/redirect/0",
  scopes: [],
  credentials: { clientId: "weather", clientSecret: new Secret(""), predecessors: 0 },
};
const quiet = () => undefined;

function tokens(name: string, lifetimeMs: number, clock = createClock()): Tokens {
  return {
    accessToken: new Secret(name),
    refreshToken: new Secret(`refresh-${name}`),
    expiresAt: clock.now() + lifetimeMs,
  };
}

/** A store whose identity provider answers when the test says so. */
function storeWith(expiredTokenWithoutRefresh: "sent" | "consent-again" = "sent") {
  const pending: ((answer: TokenAnswer) => void)[] = [];
  const refresh = () => new Promise<TokenAnswer>((resolve) => pending.push(resolve));
  const switches = { expiredTokenWithoutRefresh };
  const store = new TokenStore({ clock: createClock(), endpoint: { refresh }, switches });
  const ask = async (key: string) => (await store.accessToken(key, connection, quiet))?.reveal();
  return { store, pending, ask };
}

requirement(
  "foundry.refresh-once",
  async () => {
    const { store, pending, ask } = storeWith();
    store.keep("ada", tokens("old", 0));
    const asked = Array.from({ length: 5 }, () => ask("ada"));
    expect(pending).toHaveLength(1);
    pending[0]?.({ tokens: tokens("new", 60_000) });
    expect(await Promise.all(asked)).toEqual(Array(5).fill("new"));
    expect(await ask("ada")).toBe("new");
    expect(pending).toHaveLength(1);
  },
  "while the identity provider has not answered",
);

test("everybody refreshes for themselves", async () => {
  const { store, pending, ask } = storeWith();
  store.keep("ada", tokens("a", 0));
  store.keep("ben", tokens("b", 0));
  const [ada, ben] = [ask("ada"), ask("ben")];
  pending[1]?.({ tokens: tokens("bb", 60_000) });
  pending[0]?.({ tokens: tokens("aa", 60_000) });
  expect([await ada, await ben]).toEqual(["aa", "bb"]);
});

test("a refusal is not remembered: the next request tries again", async () => {
  const { store, pending, ask } = storeWith();
  store.keep("ada", tokens("old", 0));
  const first = ask("ada");
  pending[0]?.({ refusal: "HTTP 503" });
  expect(await first).toBe("old");
  const second = ask("ada");
  pending[1]?.({ tokens: tokens("new", 60_000) });
  expect(await second).toBe("new");
});

for (const answer of [{ tokens: tokens("refreshed", 60_000) }, { refusal: "HTTP 400" }]) {
  test(`who consents while a refresh is under way keeps the new tokens (${Object.keys(answer).join()})`, async () => {
    const { store, pending, ask } = storeWith("consent-again");
    store.keep("ada", tokens("old", 0));
    const asked = ask("ada");
    store.keep("ada", tokens("consented", 60_000));
    pending[0]?.(answer);
    expect(await asked).toBe("consented");
    expect(await ask("ada")).toBe("consented");
  });
}

test("a token that is about to expire is refreshed", () => {
  const { store, pending, ask } = storeWith();
  store.keep("soon", tokens("a", 25_000));
  store.keep("later", tokens("b", 60_000));
  void ask("soon");
  void ask("later");
  expect(pending).toHaveLength(1);
});

test("a token of unknown lifetime is used as it is", async () => {
  const { store, pending, ask } = storeWith();
  store.keep("ada", { ...tokens("eternal", 0), expiresAt: undefined });
  expect(await ask("ada")).toBe("eternal");
  expect(pending).toEqual([]);
});
