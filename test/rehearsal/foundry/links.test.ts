import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { bodies, connectionId, otherTenantId, projectId, propertiesOf } from "../support/test-cloud";
import {
  forecastQuestion,
  linkOf,
  startFoundry,
  textOf,
  typesOf,
  type FoundryFixture,
  type Person,
} from "./support/foundry-fixture";

const minute = 60_000;
const consentService = "https://global.consent.azure-apim.net";

let foundry: FoundryFixture;
let ada: Person;
beforeEach(async () => {
  foundry = await startFoundry();
  ada = foundry.person("ada");
});
afterEach(() => foundry.close());

const get = (url: string) => foundry.cloud.client.send("GET", url, { headers: { "x-login": "ada" } });
const locationOf = async (url: string): Promise<URL> => new URL(String((await get(url)).headers["location"]));
/** Where the identity provider sends the browser after a sign-in through a new link. */
const answerFor = async (person: Person): Promise<URL> => {
  const link = linkOf(await foundry.ask(person, forecastQuestion));
  return locationOf((await locationOf(link)).href);
};
const isConsented = async (person: Person): Promise<boolean> =>
  !typesOf(await foundry.ask(person, forecastQuestion)).includes("oauth_consent_request");

describe("expiry", () => {
  requirement(
    "foundry.link-expires",
    async () => {
      const link = linkOf(await foundry.ask(ada, forecastQuestion));
      await foundry.cloud.clock.advance(59 * minute);
      expect((await get(link)).status).toBe(302);
      await foundry.cloud.clock.advance(minute);
      expect(await get(link)).toMatchObject({ status: 400, body: expect.stringContaining("expired") });
      expect(foundry.provider.log.authorizations).toEqual([]);
    },
    "before the sign-in",
  );

  requirement(
    "foundry.link-expires",
    async () => {
      const answer = await answerFor(ada);
      await foundry.cloud.clock.advance(61 * minute);
      expect((await get(answer.href)).status).toBe(400);
      expect(foundry.provider.log.tokenRequests).toEqual([]);
      expect(await isConsented(ada)).toBe(false);
    },
    "during the sign-in",
  );

  test("another link can be had", async () => {
    await foundry.ask(ada, forecastQuestion);
    await foundry.cloud.clock.advance(61 * minute);
    expect(textOf(await foundry.askAndConsent(ada))).toContain("Asked by ada.");
  });
});

describe("the answer of the identity provider", () => {
  requirement(
    "foundry.state-once",
    async () => {
      const answer = await answerFor(ada);
      expect((await get(answer.href)).status).toBe(200);
      expect((await get(answer.href)).status).toBe(400);
      expect(foundry.provider.log.tokenRequests).toHaveLength(1);
    },
    "used before",
  );

  for (const [what, change] of [
    ["forged", (state: string) => state.replace(/^./, (first) => (first === "A" ? "B" : "A"))],
    ["empty", () => ""],
    ["too long", (state: string) => state.repeat(50)],
  ] as const) {
    requirement(
      "foundry.state-once",
      async () => {
        const answer = await answerFor(ada);
        answer.searchParams.set("state", change(answer.searchParams.get("state") ?? ""));
        expect((await get(answer.href)).status).toBe(400);
        expect(await isConsented(ada)).toBe(false);
      },
      what,
    );
  }

  requirement(
    "foundry.state-once",
    async () => {
      const answer = await answerFor(ada);
      answer.searchParams.append("state", "another");
      expect((await get(answer.href)).status).toBe(400);
      expect(await isConsented(ada)).toBe(false);
    },
    "given twice",
  );

  requirement(
    "foundry.state-once",
    async () => {
      const other = connectionId.replace("0a1b2c", "ffffff");
      await foundry.connect({}, other);
      const { redirectUrl } = propertiesOf(await foundry.cloud.arm("GET", other));
      const answer = await answerFor(ada);
      const elsewhere = await get(`${String(redirectUrl)}${answer.search}`);
      expect(elsewhere).toMatchObject({ status: 400, body: expect.stringContaining("cannot be completed") });
      // What was shown to the wrong address is used up for the right one too.
      expect((await get(answer.href)).status).toBe(400);
      expect(foundry.provider.log.tokenRequests).toEqual([]);
    },
    "at the redirect URL of another connection",
  );

  test("of a connection whose name and redirect URL another one has now", async () => {
    await foundry.close();
    foundry = await startFoundry({ recreatedConnectionRedirectUrl: "kept" });
    ada = foundry.person("ada");
    const link = linkOf(await foundry.ask(ada, forecastQuestion));
    const answer = await locationOf((await locationOf(link)).href);
    await foundry.cloud.arm("DELETE", connectionId);
    await foundry.connect();
    expect((await get(answer.href)).status).toBe(400);
    expect((await get(link)).status).toBe(400);
    expect(foundry.provider.log.tokenRequests).toEqual([]);
  });

  test("of a connection that is gone in the meantime", async () => {
    const answer = await answerFor(ada);
    await foundry.cloud.arm("DELETE", connectionId);
    expect((await get(answer.href)).status).toBe(400);
    await foundry.connect();
    expect(await isConsented(ada)).toBe(false);
  });

  test("with neither code nor error counts as refused", async () => {
    const answer = await answerFor(ada);
    answer.searchParams.delete("code");
    expect((await get(answer.href)).body).toContain("Sign in successful");
    expect(await isConsented(ada)).toBe(false);
  });

  test("with a code that somebody made up", async () => {
    const answer = await answerFor(ada);
    answer.searchParams.set("code", "made-up");
    expect((await get(answer.href)).body).toContain("Sign in successful");
    expect(await isConsented(ada)).toBe(false);
  });
});

describe("links", () => {
  requirement("foundry.link-is-a-bearer", async () => {
    const link = linkOf(await foundry.ask(ada, forecastQuestion));
    await foundry.signIn(link, "mallory");
    // Nobody could see who sat at the browser: Ada acts as Mallory now.
    expect(textOf(await foundry.ask(ada, forecastQuestion))).toContain("Asked by mallory.");
  });

  requirement("foundry.no-open-redirect", async () => {
    const link = linkOf(await foundry.ask(ada, forecastQuestion));
    const evil = "https://evil.example/";
    const query = new URLSearchParams({ redirect_uri: evil, authorizationUrl: evil, returnUrl: evil, state: "mine" });
    const target = await locationOf(`${link}&${query.toString()}`);
    expect(target.origin).toBe("https://example.okta.com");
    expect(target.href).not.toContain("evil");
    expect(target.searchParams.get("state")).not.toBe("mine");
  });

  test.each([
    ["unknown", `${consentService}/login?data=${"A".repeat(64)}`],
    ["without data", `${consentService}/login`],
    ["with data given twice", `${consentService}/login?data=a&data=b`],
    ["to another path", `${consentService}/`],
    ["to a redirect URL without a sign-in", `${consentService}/redirect/${"0".repeat(32)}`],
  ])("%s", async (_, url) => {
    const { status, headers } = await get(url);
    expect(status).toBe(400);
    expect(headers).not.toHaveProperty("location");
  });

  test.each(["http://example.okta.com/authorize", "javascript:alert(1)", "nonsense"])(
    "of a connection whose authorization URL is %s",
    async (authorizationUrl) => {
      const id = connectionId.replace("0a1b2c", "ffffff");
      await foundry.connect({ authorizationUrl }, id);
      await foundry.createAgent("other-agent", { project_connection_id: id });
      const asked = await foundry.ask(ada, forecastQuestion, { agent: "other-agent" });
      const { status, headers } = await get(linkOf(asked));
      expect(status).toBe(400);
      expect(headers).not.toHaveProperty("location");
    },
  );

  test("a page shows nothing of the request, and is not kept", async () => {
    const answer = await answerFor(ada);
    answer.searchParams.set("error_description", "<script>");
    const { body, headers } = await get(answer.href);
    expect(String(body)).not.toContain("<script>");
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  });
});

describe("who may ask", () => {
  const body = { agent_reference: { type: "agent_reference", name: "weather-agent" }, input: forecastQuestion };

  requirement("foundry.role-demanded", async () => {
    const stranger = { ...ada.caller, objectId: "bbbbbbbb-0000-4000-8000-00000000ffff" };
    const answer = await foundry.post(stranger, body);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "PermissionDenied" } } });
    expect((await foundry.post({ ...ada.caller, tenantId: otherTenantId }, body)).status).toBe(400);
    expect((await foundry.post(null, body)).status).toBe(401);
  });

  test("a role that is new is refused for a person as well, twice", async () => {
    await foundry.close();
    foundry = await startFoundry({ roleAssignmentSpread: "two-refusals" });
    const { caller } = foundry.person("ada");
    await foundry.cloud.arm(
      "PUT",
      `${projectId}/providers/Microsoft.Authorization/roleAssignments/99999999-0000-4000-8000-000000000003`,
      {
        body: {
          properties: {
            roleDefinitionId: `${projectId.split("/resourceGroups")[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/53ca6127-db72-4b80-b1b0-d745d6d5456d`,
            principalId: caller.objectId,
          },
        },
      },
    );
    const statuses = [];
    for (let attempt = 0; attempt < 3; attempt++) statuses.push((await foundry.post(caller, body)).status);
    expect(statuses.slice(0, 2)).toEqual([401, 401]);
    expect(statuses[2]).not.toBe(401);
  });

  test("a connection is never shown with its credentials", async () => {
    const { credentials } = propertiesOf(await foundry.cloud.arm("GET", connectionId));
    expect(credentials).toBeNull();
    expect(bodies.connection.properties.credentials.clientSecret).toBe("do-not-show");
  });
});
