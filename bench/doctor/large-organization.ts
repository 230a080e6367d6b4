/** An organization of the local cloud with many policies, scopes and groups. */
import { createClock } from "../../rehearsal/clock";
import { startFront, type Front } from "../../rehearsal/front/front";
import { createJournal } from "../../rehearsal/journal";
import { createOkta } from "../../rehearsal/okta/okta";
import { switchSettings } from "../../rehearsal/switches";
import { ProxyAgent, request, type Dispatcher } from "undici";

/** Host name of the organization. */
export const organization = "example.okta.com";

/** How much there is. */
export interface Sizes {
  readonly policies: number;
  readonly rulesEach: number;
  readonly scopes: number;
  readonly groups: number;
}

/** Okta's management API in this process, behind the proxy of the local cloud. */
export interface LargeOrganization {
  readonly front: Front;
  readonly apiToken: string;
  close(): Promise<void>;
}

/** Starts it, and makes everything by its own API. */
export async function startLargeOrganization(sizes: Sizes): Promise<LargeOrganization> {
  const apiToken = "a token for measuring";
  const okta = createOkta({
    seed: {
      tenants: [],
      organizations: [
        {
          host: organization,
          groups: numbered(sizes.groups, (index) => ({ name: `Group ${index}` })),
          people: [],
          authorizationServers: [{ id: "ausLarge000000000001", name: "large", audience: "api://large" }],
        },
      ],
    },
    deployer: { clientId: "", clientSecret: "", objectId: "", oktaApiToken: apiToken },
    switches: switchSettings(),
    clock: createClock(),
    journal: createJournal(),
    // What makes it would otherwise wait; what is measured needs few.
    requestsPerMinute: 100_000,
  });
  const front = await startFront(okta.services);
  const dispatcher = new ProxyAgent({ uri: front.proxyUrl, requestTls: { ca: front.certificateAuthority } });
  try {
    await fill(sizes, (path, body) => send(dispatcher, apiToken, path, body));
  } finally {
    await dispatcher.destroy();
  }
  return { front, apiToken, close: () => front.close() };
}

type Send = (path: string, body?: unknown) => Promise<unknown>;

async function fill({ policies, rulesEach, scopes }: Sizes, ask: Send): Promise<void> {
  const server = "/authorizationServers/ausLarge000000000001";
  const groups = (await ask("/groups")) as readonly { readonly id: string }[];
  for (const name of numbered(scopes, (index) => `scope.${index}`)) await ask(`${server}/scopes`, { name });
  for (let policy = 0; policy < policies; policy += 1) {
    const { id } = (await ask(`${server}/policies`, {
      type: "OAUTH_AUTHORIZATION_POLICY",
      name: `Policy ${policy}`,
      description: "For measuring",
      conditions: { clients: { include: ["ALL_CLIENTS"] } },
    })) as { readonly id: string };
    for (let rule = 0; rule < rulesEach; rule += 1) {
      const group = groups[(policy * rulesEach + rule) % groups.length]?.id;
      await ask(`${server}/policies/${id}/rules`, {
        type: "RESOURCE_ACCESS",
        name: `Rule ${rule}`,
        conditions: {
          people: { groups: { include: [group], exclude: [] }, users: { include: [], exclude: [] } },
          grantTypes: { include: ["authorization_code"] },
          scopes: { include: [`scope.${rule}`] },
        },
      });
    }
  }
}

async function send(dispatcher: Dispatcher, apiToken: string, path: string, body: unknown): Promise<unknown> {
  const answer = await request(`https://${organization}/api/v1${path}`, {
    dispatcher,
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `SSWS ${apiToken}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text);
}

function numbered<Item>(count: number, item: (index: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}
