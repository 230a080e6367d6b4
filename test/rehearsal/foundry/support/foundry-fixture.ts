/** A project with an agent, an identity provider, an MCP server, and persons with browsers. */
import { randomUUID } from "node:crypto";
import type { Caller } from "../../../../rehearsal/bearer";
import { agentResponse, type AgentResponse, type OutputItem } from "../../../../rehearsal/foundry/runtime/items";
import type { SwitchSettings } from "../../../../rehearsal/switches";
import type { Answer } from "../../support/front-client";
import {
  bodies,
  connectionId,
  createProject,
  deployer,
  projectId,
  startTestCloud,
  subscription,
  tenantId,
  token,
  type TestCloud,
} from "../../support/test-cloud";
import { createIdentityProvider, type IdentityProvider } from "./identity-provider";
import { createWeatherServer, type WeatherServer } from "./weather-server";

/** Id of the role definition. */
export const foundryUser = "53ca6127-db72-4b80-b1b0-d745d6d5456d";
const users = "eeeeeeee-0000-4000-8000-000000000001";
export const responsesUrl = "https://aif-weather.services.ai.azure.com/api/projects/weather/openai/v1/responses";
export const forecastQuestion = "What is the forecast for Bergen?";
export const alertQuestion = 'Publish an alert for Bergen: "Storm tonight"';

/** Somebody who may use the project. */
export interface Person {
  readonly login: string;
  readonly caller: Caller;
}

/** Where a browser came by, and what it showed in the end. */
export interface Visited {
  readonly urls: readonly string[];
  readonly page: Answer;
}

/** What a request to an agent holds beside the agent and the question. */
export interface AskOptions {
  /** @default the agent of the default connection */
  readonly agent?: string;
  /** @default a new conversation */
  readonly previous?: AgentResponse;
}

/** The fixture. */
export interface FoundryFixture {
  readonly cloud: TestCloud;
  readonly provider: IdentityProvider;
  readonly server: WeatherServer;
  /** A person, by default a user, with the role Foundry User. */
  person(login: string, kind?: Caller["kind"]): Person;
  /** The raw answer of the Responses API. */
  post(caller: Caller | null, body: unknown): Promise<Answer>;
  /** Asks an agent, which must answer. */
  ask(person: Person, input: unknown, options?: AskOptions): Promise<AgentResponse>;
  /** Follows a link through the identity provider, as somebody who signs in at once. */
  signIn(link: string, login: string): Promise<Visited>;
  /** Asks, signs in, and asks again. */
  askAndConsent(person: Person, question?: string, agent?: string): Promise<AgentResponse>;
  /** Creates a connection, or another one of its name. */
  connect(properties?: object, id?: string): Promise<void>;
  /** Creates an agent whose only tool uses a connection. */
  createAgent(name: string, tool?: object): Promise<void>;
  close(): Promise<void>;
}

/** Starts the fixture: connection `weather-reader-0a1b2c` requests weather.read, agent `weather-agent` allows every tool. */
export async function startFoundry(switches: Partial<SwitchSettings> = {}): Promise<FoundryFixture> {
  let now: () => number = Date.now;
  const provider = createIdentityProvider("example.okta.com", () => now());
  const server = createWeatherServer("func-weather.azurewebsites.net", provider);
  const cloud = await startTestCloud({
    switches: { roleAssignmentSpread: "at-once", ...switches },
    services: [provider.service, server.service],
  });
  now = () => cloud.clock.now();
  cloud.directory.add(tenantId, { id: users, type: "Group", displayName: "Weather users" });
  await createProject(cloud);
  for (const [name, principalId] of Object.entries({
    "99999999-0000-4000-8000-000000000001": deployer.objectId,
    "99999999-0000-4000-8000-000000000002": users,
  })) {
    const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${foundryUser}`;
    await cloud.arm("PUT", `${projectId}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      body: { properties: { roleDefinitionId, principalId } },
    });
  }

  const fixture: FoundryFixture = {
    cloud,
    provider,
    server,
    person(login, kind = "user") {
      const caller: Caller = { tenantId, objectId: randomUUID(), clientId: randomUUID(), kind };
      const type = kind === "user" ? "User" : "ServicePrincipal";
      cloud.directory.add(tenantId, { id: caller.objectId, type, displayName: login });
      cloud.directory.addMember(tenantId, users, caller.objectId);
      return { login, caller };
    },
    post: (caller, body) =>
      cloud.client.send("POST", responsesUrl, {
        headers: caller === null ? {} : { authorization: token(caller, "https://ai.azure.com") },
        body,
      }),
    async ask({ caller }, input, { agent = "weather-agent", previous } = {}) {
      const answer = await fixture.post(caller, {
        agent_reference: { type: "agent_reference", name: agent },
        input,
        ...(previous === undefined ? {} : { previous_response_id: previous.id }),
      });
      return agentResponse.parse(answer.body);
    },
    async signIn(link, login) {
      const urls = [link];
      for (;;) {
        const page = await cloud.client.send("GET", urls.at(-1) ?? "", { headers: { "x-login": login } });
        const { location } = page.headers;
        if (typeof location !== "string") return { urls, page };
        urls.push(location);
      }
    },
    async askAndConsent(person, question = forecastQuestion, agent = "weather-agent") {
      const asked = await fixture.ask(person, question, { agent });
      await fixture.signIn(linkOf(asked), person.login);
      return fixture.ask(person, question, { agent, previous: asked });
    },
    async connect(properties = {}, id = connectionId) {
      const body = { properties: { ...bodies.connection.properties, ...properties } };
      await cloud.arm("PUT", id, { body });
    },
    async createAgent(name, tool = {}) {
      const tools = [
        {
          type: "mcp",
          server_label: "weather",
          server_url: "https://func-weather.azurewebsites.net/mcp",
          require_approval: "never",
          project_connection_id: connectionId,
          ...tool,
        },
      ];
      const definition = { kind: "prompt", model: "gpt-5-mini-7c41", tools };
      await cloud.data("POST", "/api/projects/weather/agents", { apiVersion: "v1", body: { name, definition } });
    },
    close: () => cloud.close(),
  };
  await fixture.connect({ scopes: ["openid", "offline_access", "weather.read"] });
  await fixture.createAgent("weather-agent");
  return fixture;
}

/** The items of a type. */
export function itemsOf<Type extends OutputItem["type"]>(
  { output }: AgentResponse,
  type: Type,
): readonly Extract<OutputItem, { readonly type: Type }>[] {
  return output.filter((item): item is Extract<OutputItem, { readonly type: Type }> => item.type === type);
}

/** The types of all items, in order. */
export function typesOf({ output }: AgentResponse): readonly OutputItem["type"][] {
  return output.map(({ type }) => type);
}

/** The only consent link of a response. */
export function linkOf(response: AgentResponse): string {
  const [item, ...more] = itemsOf(response, "oauth_consent_request");
  if (item === undefined || more.length > 0) throw new Error("The response holds no consent link, or several.");
  return item.consent_link;
}

/** Names of the listed tools. */
export function toolsOf(response: AgentResponse): readonly string[] {
  return itemsOf(response, "mcp_list_tools").flatMap(({ tools }) => tools.map(({ name }) => name));
}

/** What the model says. */
export function textOf(response: AgentResponse): string {
  return itemsOf(response, "message")
    .flatMap(({ content }) => content.map(({ text }) => text))
    .join("\n");
}
