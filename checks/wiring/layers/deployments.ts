/**
 * Tells the deployments of one root module apart. A deployment is one MCP endpoint: connections that have it as their target, and the
 * function app that serves it. What several share, such as a Foundry project, a resource group or a data source, joins nothing.
 */
import { showValue, soleReference, textOf, type Value } from "../value";
import type { Agent, AgentTool, Connection } from "../wiring";
import type { FunctionApp } from "../wiring-function-app";
import { mentionsOf } from "./mentions";
import { NameIndex } from "./name-index";

/** The parts of one deployment that are its own. */
export interface Endpoint {
  readonly connections: Connection[];
  functionApp?: FunctionApp;
}

/** Groups connections and function apps by the endpoint that they speak of, in the order in which they stand. */
export function tellApart(
  connections: readonly Connection[],
  functionApps: readonly FunctionApp[],
): readonly Endpoint[] {
  const endpoints = new Map<string, Endpoint>();
  const apps = new AppsByHost(functionApps);
  for (const connection of connections) {
    const app = apps.servedBy(connection);
    const key = app ? `app ${app.address}` : targetKey(connection);
    const endpoint = endpoints.get(key);
    if (endpoint) endpoint.connections.push(connection);
    else endpoints.set(key, { connections: [connection], ...(app && { functionApp: app }) });
  }
  for (const app of functionApps) {
    const key = `app ${app.address}`;
    if (!endpoints.has(key) && isMcpServer(app, connections)) endpoints.set(key, { connections: [], functionApp: app });
  }
  return [...endpoints.values()];
}

/**
 * A function app that no connection calls is a deployment of its own if its settings are those of an MCP server, or if it has a gate
 * and the root module holds no connection at all, as where connections are made elsewhere. Any other is none of ours.
 */
function isMcpServer(app: FunctionApp, connections: readonly Connection[]): boolean {
  const { issuer, audience, resource, toolScopes } = app.server;
  const settings =
    [issuer, audience, resource].some((setting) => setting !== undefined && setting.kind !== "unknown") ||
    (toolScopes?.tools.size ?? 0) > 0;
  return settings || (connections.length === 0 && app.gate !== undefined);
}

function targetKey({ address, target }: Connection): string {
  if (target === undefined || target.kind === "unknown") return `connection ${address}`;
  return `target ${showValue(target).toLowerCase().replace(/\/+"$/, '"')}`;
}

/** Finds the function app that serves a connection. */
class AppsByHost {
  private readonly all: readonly FunctionApp[];
  private readonly byHost = new Map<string, FunctionApp>();
  private readonly byAddress = new Map<string, FunctionApp>();
  private readonly byClient = new Map<string, Set<FunctionApp>>();

  constructor(apps: readonly FunctionApp[]) {
    this.all = apps;
    for (const app of apps) {
      this.byAddress.set(app.address, app);
      const host = app.hostName && app.hostName.kind !== "unknown" ? showValue(app.hostName).slice(1, -1) : undefined;
      if (host !== undefined) this.byHost.set(host.toLowerCase(), app);
      for (const client of admittedClients(app)) {
        const admitting = this.byClient.get(client) ?? new Set();
        this.byClient.set(client, admitting.add(app));
      }
    }
  }

  /** By the target, else by the client that a single app admits, else the only app where the target does not contradict. */
  servedBy({ target, clientId }: Connection): FunctionApp | undefined {
    const called = this.calledBy(target);
    if (called) return called;
    const [admitting, ...others] = (clientId && this.byClient.get(showValue(clientId))) ?? [];
    if (admitting && others.length === 0) return admitting;
    const [only, ...more] = this.all;
    return only && more.length === 0 && maybeAnApp(target) ? only : undefined;
  }

  private calledBy(target: Value | undefined): FunctionApp | undefined {
    if (target === undefined || target.kind === "unknown") return undefined;
    for (const part of target.kind === "symbolic" ? target.parts : []) {
      const app = typeof part === "object" ? this.byAddress.get(part.address) : undefined;
      if (app) return app;
    }
    const host = /^"https?:\/\/(?<host>(?:\$\{[^}]*\}|[^/"])+)/i.exec(showValue(target))?.groups?.["host"];
    return host === undefined ? undefined : this.byHost.get(host.toLowerCase());
  }
}

function admittedClients({ gate, server }: FunctionApp): readonly string[] {
  const lists = [server.clients, ...(gate?.providers ?? []).map(({ allowedApplications }) => allowedApplications)];
  return lists
    .flatMap((list) => list?.items ?? [])
    .filter(({ kind }) => kind !== "unknown")
    .map(showValue);
}

/** Whether a target may be a function app: it is not known, or a host of App Service. */
function maybeAnApp(target: Value | undefined): boolean {
  const text = textOf(target);
  return text === undefined || /^https?:\/\/[^/]*\.azurewebsites\.net(\/|$)/i.test(text);
}

/** Finds the agents of a deployment: they call through one of its connections, or its endpoint without one. */
export class AgentsByEndpoint {
  private readonly agents: NameIndex<Agent>;

  constructor(agents: readonly Agent[]) {
    this.agents = new NameIndex(agents, ({ tools }) => tools.flatMap(calledNames));
  }

  /** Agents of one deployment. */
  of({ connections, functionApp }: Endpoint): readonly Agent[] {
    const names = connections.flatMap(({ address, name }) => [address, connectionName(name)]);
    const host = textOf(functionApp?.hostName);
    return this.agents.find([...names, functionApp?.address, host === undefined ? undefined : `host ${host}`]);
  }
}

function calledNames({ connectionId, serverUrl }: AgentTool): readonly (string | undefined)[] {
  const reference = soleReference(connectionId);
  if (reference) return [reference.address];
  const id = textOf(connectionId);
  if (id !== undefined) return [`connection ${id.slice(id.lastIndexOf("/") + 1).toLowerCase()}`];
  const host = /^https:\/\/(?<host>[^/]+)/.exec(textOf(serverUrl) ?? "")?.groups?.["host"];
  return [...mentionsOf(serverUrl), host === undefined ? undefined : `host ${host}`];
}

/** Names of connections, apart from addresses and hosts. */
function connectionName(name: Value | undefined): string | undefined {
  const text = textOf(name);
  return text === undefined ? undefined : `connection ${text.toLowerCase()}`;
}
