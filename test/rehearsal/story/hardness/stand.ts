/** A whole cloud under attack: a deployment with its server published, another one beside it, and a hundred people. */
import { afterAll, beforeAll } from "@jest/globals";
import type { Connection, Deployment } from "../../../../contract/deployment";
import { oauthConnection, type OAuthConnection } from "../../../../rehearsal/foundry/runtime/oauth-connection";
import type { LocalCloud } from "../../../../rehearsal/local-cloud";
import { createBrowser } from "../../../../rehearsal/sign-in/browser";
import { converse, type Conversation } from "../../../../rehearsal/story/conversation";
import { respond } from "../../../../rehearsal/story/foundry-client";
import type { Participant, StoryConnection } from "../../../../rehearsal/story/participants";
import { membersOf } from "../../../../scripts/local/people";
import { changed, samples } from "../../../support/deployments";
import { rehearsed, type Rehearsed } from "../../../support/rehearsed";

/** Words that make the model call the tool that every connection has. */
export const question = "Please get forecast for Oslo.";

const crowdSize = 100;

/** Two people are in each: a hundred who come at once, and some more. */
const groups = Array.from({ length: 62 }, (_one, index) => ({ name: `Team ${index + 1}` }));

const connectionForGroups = { okta: "weather-editor", entra: "weather-reader" } as const;

/** The sample, with a hundred people who may sign in through one of its connections. */
function crowded(provider: keyof typeof samples): Deployment {
  const deployment = samples[provider]();
  const connections = deployment.connections.map((connection): Connection =>
    connection.groups === "everyone" ? connection : { ...connection, groups },
  );
  return changed(deployment, { connections });
}

/** Another deployment of the same tenant and organization; nobody has published its server. */
function neighbourOf(deployment: Deployment): Deployment {
  const connections: readonly Connection[] = [{ key: "neighbour", scopes: ["weather.read"], groups: "everyone" }];
  return changed(deployment, { name: "neighbour", connections });
}

/** An answer, as far as tests look at it. */
export interface Seen {
  readonly status: number;
  /** `null`: it leads nowhere. */
  readonly location: string | null;
  readonly text: string;
}

/** What a test attacks. */
export class Stand {
  readonly provider: keyof typeof samples;
  readonly #deployment: Deployment;
  #running: Rehearsed | undefined;
  #connections: readonly StoryConnection[] = [];
  #met = 0;

  constructor(provider: keyof typeof samples) {
    this.provider = provider;
    this.#deployment = crowded(provider);
    beforeAll(() => this.#start());
    afterAll(() => this.#running?.close());
  }

  async #start(): Promise<void> {
    this.#running = await rehearsed(this.#deployment);
    const neighbour = neighbourOf(this.#deployment);
    await this.#running.terraform.applied(neighbour);
    this.#connections = [
      ...(await this.#running.connections(this.#deployment)),
      ...(await this.#running.connections(neighbour)),
    ];
  }

  get running(): Rehearsed {
    if (this.#running === undefined) throw new Error("The stand is not up yet.");
    return this.#running;
  }

  get cloud(): LocalCloud {
    return this.running.terraform.cloud;
  }

  /** The connection that a hundred people may sign in through. */
  get connection(): StoryConnection {
    return this.connectionNamed(connectionForGroups[this.provider]);
  }

  /** The connection of the deployment beside. */
  get neighbour(): StoryConnection {
    return this.connectionNamed("neighbour");
  }

  /** @param key in the deployment file */
  connectionNamed(key: string): StoryConnection {
    const found = this.#connections.find((connection) => connection.key === key);
    if (found === undefined) throw new Error(`There is no connection ${JSON.stringify(key)}.`);
    return found;
  }

  /** What Foundry knows of a connection, its secret included. */
  client({ connectionName }: StoryConnection): OAuthConnection {
    const state = this.cloud.resourceManager.connections().find(({ name }) => name === connectionName);
    const client = state === undefined ? undefined : oauthConnection(state);
    if (client === undefined) throw new Error(`There is no connection ${JSON.stringify(connectionName)}.`);
    return client;
  }

  /** Everybody who may sign in through the connection for groups, each with a browser of their own. */
  people(): readonly Participant[] {
    const { azure, connections } = this.#deployment;
    const people = this.running.terraform.people.get(azure.tenantId) ?? [];
    const [connection] = connections.filter(({ groups: admitted }) => admitted !== "everyone");
    if (connection === undefined) throw new Error("no connection is for groups");
    return membersOf(this.#deployment, connection, people).map(({ login, displayName, objectId }) => ({
      login,
      displayName,
      objectId,
      browser: createBrowser(this.cloud.fetch),
      foundryToken: () => this.cloud.personToken({ tenantId: azure.tenantId, login, audience: "https://ai.azure.com" }),
    }));
  }

  /** Those who come at once. */
  crowd(count: number): readonly Participant[] {
    return this.people().slice(0, Math.min(count, crowdSize));
  }

  /** Somebody who is not among them, with a new browser; each time somebody else, so that tests do not meet. */
  somebody(): Participant {
    const person = this.people()[crowdSize + this.#met];
    if (person === undefined) throw new Error("Everybody has been met already.");
    this.#met += 1;
    return person;
  }

  /** Asks the agent of a connection, signs in where that is needed, and reads on to the end. */
  converse(person: Participant, connection = this.connection): Promise<Conversation> {
    return converse(person, connection, question, this.cloud.fetch, () => undefined);
  }

  /** Asks the agent of a connection once. @returns the consent link that comes, if one does */
  async link(person: Participant, connection = this.connection): Promise<string | undefined> {
    const { projectEndpoint, agentName } = connection;
    const client = { fetch: this.cloud.fetch, projectEndpoint, agentName, token: person.foundryToken };
    const { output } = await respond(client, { input: question });
    return output.flatMap((item) => (item.type === "oauth_consent_request" ? [item.consent_link] : []))[0];
  }

  /** A consent link that must come. */
  async newLink(person: Participant, connection = this.connection): Promise<string> {
    const link = await this.link(person, connection);
    if (link === undefined) throw new Error(`${person.login} has consented already.`);
    return link;
  }

  /** Signs somebody in through a link. @returns where the identity provider sends the browser, which has not gone there */
  async answer(person: Participant, link: string, connection = this.connection): Promise<URL> {
    const { redirectUrl } = this.client(connection);
    const answers: URL[] = [];
    const page = await person.browser.open(link, person.login, {
      stopAt: (url) => {
        const isBack = url.href.startsWith(redirectUrl);
        if (isBack) answers.push(url);
        return isBack;
      },
    });
    const [answer] = answers;
    if (answer === undefined) throw new Error(`The sign-in ends at ${page.host}: ${page.text}`);
    return answer;
  }

  /** Asks for an address without cookies, and follows nothing. */
  async get(url: string | URL): Promise<Seen> {
    const response = await this.cloud.fetch(url, { redirect: "manual" });
    return { status: response.status, location: response.headers.get("location"), text: await response.text() };
  }
}

/** The person in whose name a tool has run. */
export function callers({ calls }: Conversation): readonly (string | undefined)[] {
  return calls.map(({ output }) => /Asked by (\S+)\.$/.exec(output ?? "")?.[1]);
}
