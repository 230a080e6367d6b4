/** The sign-in in a real browser, which has its own mind about cookies, redirects, forms and content security policies. */
import { afterAll, beforeAll, describe, expect } from "@jest/globals";
import { removeBlocks, type TerraformConfiguration } from "../../rehearsal/faults/configuration";
import type { Browser } from "../../rehearsal/sign-in/browser";
import { converse, type Conversation } from "../../rehearsal/story/conversation";
import { respond } from "../../rehearsal/story/foundry-client";
import type { Participant, StoryConnection } from "../../rehearsal/story/participants";
import { calledAs, identityNotShown, oneSignIn, toolsListed } from "../../rehearsal/story/verdict";
import { changed, samples } from "../support/deployments";
import { rehearsed, type Rehearsed } from "../support/rehearsed";
import { inChromium } from "./support/chromium";

const question = "Please get forecast for Oslo.";
const consentService = "global.consent.azure-apim.net";
const success = "Sign in successful";

/** Nobody has granted anything to its client, so that Entra asks the people. */
const askingConnection = { key: "weather-public", scopes: ["weather.read"], groups: "everyone" } as const;
const entra = samples.entra();

const cases = [
  {
    provider: "okta",
    deployment: samples.okta(),
    rewrite: (json: string) => json,
    host: "example.okta.com",
    forGroups: "weather-editor",
    asking: "weather-reader",
    notAdmitted: "access_denied",
    outsiderReads: success,
    declined: "user_denied_consent",
  },
  {
    provider: "entra",
    deployment: changed(entra, { connections: [...entra.connections, askingConnection] }),
    rewrite: (json: string) => {
      const configuration = JSON.parse(json) as TerraformConfiguration;
      const grants = "azuread_service_principal_delegated_permission_grant";
      removeBlocks(configuration, grants, `access-${askingConnection.key}_api-grant`);
      return JSON.stringify(configuration);
    },
    host: "login.microsoftonline.com",
    forGroups: "weather-reader",
    asking: askingConnection.key,
    notAdmitted: "AADSTS50105",
    outsiderReads: "AADSTS50105",
    declined: "AADSTS65004",
  },
] as const;

describe.each(cases)("$provider", ({ deployment, rewrite, host, forGroups, asking, ...expected }) => {
  const { outsiderReads, notAdmitted, declined } = expected;
  let running: Rehearsed;
  let connections: readonly StoryConnection[];
  beforeAll(async () => {
    running = await rehearsed(deployment, { rewrite });
    connections = await running.connections(deployment);
  });
  afterAll(() => running.close());

  const cloud = () => running.terraform.cloud;

  const connectionNamed = (key: string): StoryConnection => {
    const found = connections.find((connection) => connection.key === key);
    if (found === undefined) throw new Error(`no connection ${key}`);
    return found;
  };

  const ask = (person: Participant, connection: StoryConnection, browser: Browser): Promise<Conversation> =>
    converse({ ...person, browser }, connection, question, running.stage.fetch, running.stage.narrate);

  const linkFor = async ({ foundryToken: token }: Participant, to: StoryConnection): Promise<string> => {
    const { projectEndpoint, agentName } = to;
    const { fetch } = running.stage;
    const { output } = await respond({ fetch, projectEndpoint, agentName, token }, { input: question });
    const [link] = output.flatMap((item) => (item.type === "oauth_consent_request" ? [item.consent_link] : []));
    if (link === undefined) throw new Error("the agent gave no link");
    return link;
  };

  const everything = (seen: Conversation, connection: StoryConnection, person: Participant): readonly string[] => [
    ...oneSignIn(seen),
    ...toolsListed(seen, connection),
    ...calledAs(seen, person, connection.members),
    ...identityNotShown(seen, person),
  ];

  /** What the identity provider refused since a position of the log. */
  const refusals = (from: number): readonly string[] =>
    cloud()
      .journal.entries(from)
      .filter(({ party, outcome }) => party === "identity provider" && outcome === "refused")
      .map(({ text }) => text);

  inChromium("somebody signs in, and the next request lists the tools and calls one", cloud, async (chromium) => {
    const connection = connectionNamed(forGroups);
    const [person] = connection.members;
    const browser = await chromium.person();
    expect(everything(await ask(person, connection, browser), connection, person)).toEqual([]);
    // Whoever is known is not asked for a name again; nobody signs in by the one that would be typed.
    const other = connectionNamed(asking);
    const seen = await ask({ ...person, login: "nobody" }, other, browser);
    expect(everything(seen, other, person)).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  inChromium("the link leads to the identity provider and back, and nowhere else", cloud, async (chromium) => {
    const connection = connectionNamed(forGroups);
    const [, person] = connection.members;
    const browser = await chromium.person();
    const page = await browser.open(await linkFor(person, connection), person.login);
    expect(page).toMatchObject({ host: consentService, status: 200, title: success });
    expect([...new Set(page.visited.map((address) => new URL(address).host))]).toEqual([consentService, host]);
    expect(browser.complaints).toEqual([]);
    await expect(browser.open("https://example.com/", "")).rejects.toThrow("ERR_TUNNEL_CONNECTION_FAILED");
  });

  inChromium("a name is shown as it was typed, and nothing of it runs", cloud, async (chromium) => {
    const connection = connectionNamed(asking);
    const [, person] = connection.members;
    const browser = await chromium.person();
    const name = `<img src="/x" onerror="console.log('run')">`;
    const page = await browser.open(await linkFor(person, connection), name);
    expect(page).toMatchObject({ host, status: 400 });
    expect(page.text).toContain(`Nobody here signs in as ${JSON.stringify(name)}.`);
    expect(browser.complaints).toEqual([]);
  });

  inChromium("whoever is not admitted is told so by the identity provider at most", cloud, async (chromium) => {
    const connection = connectionNamed(forGroups);
    const { outsider } = connection;
    if (outsider === undefined) throw new Error("nobody is outside");
    const browser = await chromium.person();
    const from = cloud().journal.length;
    const seen = await ask(outsider, connection, browser);
    expect(seen.signIns).toEqual([expect.stringContaining(outsiderReads), expect.stringContaining(outsiderReads)]);
    expect([...(seen.tools ?? []), ...seen.calls]).toEqual([]);
    expect(refusals(from)[0]).toContain(notAdmitted);
    expect(browser.complaints).toEqual([]);
  });

  inChromium("whoever declines reads of a success too", cloud, async (chromium) => {
    const connection = connectionNamed(asking);
    const [, person] = connection.members;
    const browser = await chromium.person();
    const declining: Browser = { open: (url, login) => browser.open(url, login, { consent: "decline" }) };
    const from = cloud().journal.length;
    const seen = await ask(person, connection, declining);
    expect(seen.signIns).toEqual([expect.stringContaining(success), expect.stringContaining(success)]);
    expect([...(seen.tools ?? []), ...seen.calls]).toEqual([]);
    expect(refusals(from)[0]).toContain(declined);
    expect(browser.complaints).toEqual([]);
  });
});
