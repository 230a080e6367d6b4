import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SwitchSettings } from "../../../rehearsal/switches";
import { requirement } from "../../support/requirement";
import { connectionId } from "../support/test-cloud";
import {
  alertQuestion,
  forecastQuestion,
  linkOf,
  startFoundry,
  textOf,
  toolsOf,
  typesOf,
  type FoundryFixture,
} from "./support/foundry-fixture";

const hour = 60 * 60_000;
const refreshes = () =>
  foundry.provider.log.tokenRequests.filter(({ grant_type }) => grant_type === "refresh_token").length;

let foundry: FoundryFixture;
const restart = async (switches: Partial<SwitchSettings>): Promise<void> => {
  await foundry.close();
  foundry = await startFoundry(switches);
};
/** A connection and an agent beside the ones that the fixture has. */
const withConnection = async (properties: object): Promise<string> => {
  const id = connectionId.replace("0a1b2c", "ffffff");
  await foundry.connect(properties, id);
  await foundry.createAgent("other-agent", { project_connection_id: id });
  return "other-agent";
};
beforeEach(async () => {
  foundry = await startFoundry();
});
afterEach(() => foundry.close());

describe("refresh", () => {
  requirement(
    "foundry.refresh",
    async () => {
      const ada = foundry.person("ada");
      await foundry.askAndConsent(ada);
      for (let round = 1; round <= 3; round++) {
        await foundry.cloud.clock.advance(hour);
        expect(textOf(await foundry.ask(ada, forecastQuestion))).toContain("Asked by ada.");
        expect(refreshes()).toBe(round);
      }
      expect(foundry.provider.log.authorizations).toHaveLength(1);
    },
    "with a refresh token that stays",
  );

  requirement(
    "foundry.refresh",
    async () => {
      foundry.provider.settings.rotate = true;
      const ada = foundry.person("ada");
      await foundry.askAndConsent(ada);
      for (let round = 1; round <= 3; round++) {
        await foundry.cloud.clock.advance(hour);
        expect(textOf(await foundry.ask(ada, forecastQuestion))).toContain("Asked by ada.");
      }
      expect(refreshes()).toBe(3);
    },
    "with refresh tokens that are used once",
  );

  test("a token that is still valid is not refreshed", async () => {
    const ada = foundry.person("ada");
    await foundry.askAndConsent(ada);
    await foundry.cloud.clock.advance(hour - 60_000);
    await foundry.ask(ada, forecastQuestion);
    expect(refreshes()).toBe(0);
  });

  requirement("foundry.refresh-once", async () => {
    foundry.provider.settings.rotate = true;
    const ada = foundry.person("ada");
    await foundry.askAndConsent(ada);
    await foundry.cloud.clock.advance(hour);
    const responses = await Promise.all(Array.from({ length: 10 }, () => foundry.ask(ada, forecastQuestion)));
    for (const response of responses) expect(textOf(response)).toContain("Asked by ada.");
    expect(refreshes()).toBe(1);
  });
});

describe("no refresh", () => {
  const lost: readonly (readonly [string, () => Promise<string>])[] = [
    ["offline_access is not requested", () => withConnection({ scopes: ["openid", "weather.read"] })],
    [
      "the refresh URL leads nowhere",
      () =>
        withConnection({
          scopes: ["offline_access", "weather.read"],
          refreshUrl: "https://example.okta.com/oauth2/v1/token",
        }),
    ],
    [
      "the identity provider refuses",
      () => {
        foundry.provider.settings.refuseRefresh = true;
        return Promise.resolve("weather-agent");
      },
    ],
  ];
  for (const [what, prepare] of lost) {
    requirement(
      "foundry.no-refresh",
      async () => {
        const ada = foundry.person("ada");
        const agent = await prepare();
        await foundry.askAndConsent(ada, forecastQuestion, agent);
        await foundry.cloud.clock.advance(hour);
        const response = await foundry.ask(ada, forecastQuestion, { agent });
        expect(typesOf(response)).toEqual(["mcp_list_tools", "message"]);
        expect(toolsOf(response)).toEqual([]);
        const texts = foundry.cloud.journal.entries().map(({ text }) => text);
        expect(texts).toContainEqual(expect.stringMatching(/^refresh .*: /));
        expect(texts).toContainEqual(expect.stringMatching(/tools\/list .*HTTP 401/));
      },
      `the token is sent: ${what}`,
    );

    requirement(
      "foundry.no-refresh",
      async () => {
        await restart({ expiredTokenWithoutRefresh: "consent-again" });
        const ada = foundry.person("ada");
        const agent = await prepare();
        await foundry.askAndConsent(ada, forecastQuestion, agent);
        await foundry.cloud.clock.advance(hour);
        const again = await foundry.ask(ada, forecastQuestion, { agent });
        expect(typesOf(again)).toEqual(["oauth_consent_request"]);
        await foundry.signIn(linkOf(again), "ada");
        const answered = await foundry.ask(ada, forecastQuestion, { agent, previous: again });
        expect(textOf(answered)).toContain("Asked by ada.");
      },
      `consent is asked again: ${what}`,
    );
  }
});

describe("many persons", () => {
  const logins = Array.from({ length: 100 }, (_, index) => `person-${index}`);

  requirement("foundry.identities-apart", async () => {
    await Promise.all(
      logins.map(async (login) => {
        const response = await foundry.askAndConsent(foundry.person(login));
        expect(textOf(response)).toContain(`Asked by ${login}.`);
      }),
    );
    const called = foundry.server.requests.filter((line) => line.endsWith("tools/call"));
    expect(called.toSorted()).toEqual(logins.map((login) => `${login} tools/call`).toSorted());
    expect(foundry.provider.log.authorizations).toHaveLength(logins.length);
  });
});

requirement("foundry.secrets-stay-inside", async () => {
  const seen: unknown[] = [];
  const ada = foundry.person("ada");
  const asked = await foundry.ask(ada, forecastQuestion);
  const { page } = await foundry.signIn(linkOf(asked), "ada");
  seen.push(page, await foundry.ask(ada, forecastQuestion, { previous: asked }));
  await foundry.cloud.clock.advance(hour);
  seen.push(await foundry.ask(ada, alertQuestion));
  foundry.provider.settings.refuseRefresh = true;
  await foundry.cloud.clock.advance(hour);
  // The server repeats a token that it does not know.
  seen.push(await foundry.ask(ada, forecastQuestion));
  foundry.provider.settings.refusal = { error: "access_denied", error_description: "no" };
  const ben = foundry.person("ben");
  const refused = await foundry.ask(ben, forecastQuestion);
  seen.push((await foundry.signIn(linkOf(refused), "ben")).page, foundry.cloud.journal.entries());
  foundry.provider.settings.refusal = undefined;
  foundry.provider.settings.clientSecret = "changed";
  seen.push((await foundry.signIn(linkOf(refused), "ben")).page, foundry.cloud.journal.entries());

  const everything = JSON.stringify(seen);
  const { secrets } = foundry.provider.log;
  expect(secrets.length).toBeGreaterThan(6);
  for (const secret of [...secrets, "do-not-show"]) expect(everything).not.toContain(secret);
  const data = new URL(linkOf(refused)).searchParams.get("data") ?? "";
  expect(JSON.stringify(foundry.cloud.journal.entries())).not.toContain(data);
});
