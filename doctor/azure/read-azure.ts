/** Everything that Azure holds of a deployment: its connections, its agents, its function app. */
import { textOf } from "../../checks/wiring/value";
import type { Agent, Connection } from "../../checks/wiring/wiring";
import type { FunctionApp } from "../../checks/wiring/wiring-function-app";
import type { Reading } from "../evidence";
import type { Answered, Listed } from "../reading/answered";
import { Gaps } from "../reading/gaps";
import { textAt } from "../reading/json";
import { azureRoles, type AzureAccess } from "./access";
import { readAgents } from "./agents";
import { readConnections } from "./connections";
import { findSite, readFunctionApp, readSite } from "./function-app";
import type { AzureQuery } from "./query";
import { parseProjectId } from "./resource-ids";

/** What Azure holds. */
export interface AzureFound {
  readonly connections: readonly Connection[];
  readonly agents: readonly Agent[];
  /** @default it is not there, or could not be read */
  readonly functionApp?: FunctionApp;
  /** What surely is not there, as noun phrases: `function app "func-weather"`. */
  readonly absent: readonly string[];
}

/** Reads what is meant. Nothing that Azure answers makes it throw. */
export async function readAzure(query: AzureQuery, access: AzureAccess): Promise<Reading<AzureFound>> {
  const manager = new Gaps("Resource Manager");
  const foundry = new Gaps("Foundry");
  const absent: string[] = [];
  const project = parseProjectId(query.projectId);
  const { projectId, siteId } = query;
  const [answered, named] = await Promise.all([
    readConnections(access, query),
    siteId === undefined ? undefined : readSite(access, siteId),
  ]);
  const connections = listed(answered, `the connections of ${projectId}`, manager);
  if (answered.outcome === "absent") absent.push(`Foundry project ${JSON.stringify(projectId)}`);
  const [agents, site] = await Promise.all([
    agentsOf(access, query, connections, foundry),
    named ?? findSite(access, project?.subscriptionId ?? "", connections),
  ]);
  if (site.outcome === "unread") manager.add(siteId ?? "the function app of the connections' target", site);
  if (site.outcome === "absent")
    absent.push(`function app ${JSON.stringify(siteId?.split("/").at(-1) ?? targets(connections))}`);
  const functionApp = site.outcome === "found" ? await readFunctionApp(access, site.found, manager) : undefined;
  return {
    found: {
      connections,
      agents: hasUnread(answered) ? agents.map(throughUnread) : agents,
      ...(functionApp && { functionApp }),
      absent,
    },
    gaps: [...manager.all, ...foundry.all],
  };
}

function hasUnread(answered: Answered<Listed<Connection>>): boolean {
  return answered.outcome === "unread" || (answered.outcome === "found" && answered.found.unread !== undefined);
}

/** An agent whose connections may be among those that could not be read. */
function throughUnread(agent: Agent): Agent {
  const reason = "the connections of the project could not be read";
  const tools = agent.tools.map((tool): typeof tool =>
    tool.connectionId === undefined
      ? tool
      : { ...tool, connectionId: { kind: "unknown", reason, source: tool.connectionId.source } },
  );
  return { ...agent, tools };
}

async function agentsOf(
  access: AzureAccess,
  { projectId, agents: names = [] }: AzureQuery,
  connections: readonly Connection[],
  gaps: Gaps,
): Promise<readonly Agent[]> {
  const project = parseProjectId(projectId);
  if (project === undefined) return [];
  const what = `the agents of ${projectId}`;
  // The host is named by the account's subdomain, which need not be the account's name.
  const account = await access.manager.one(`${project.accountId}?api-version=2025-06-01`, azureRoles.project);
  if (account.outcome === "absent") return [];
  if (account.outcome === "unread") {
    gaps.add(what, account);
    return [];
  }
  const subdomain = textAt(account.found, "properties.customSubDomainName") ?? "";
  if (!/^[a-z0-9-]+$/i.test(subdomain)) {
    gaps.add(what, { because: "the account has no subdomain of its own" });
    return [];
  }
  const reader = await access.foundry(`${subdomain}.services.ai.azure.com`);
  const path = `/api/projects/${projectId.split("/").at(-1) ?? ""}`;
  return listed(await readAgents(reader, path, { names, connections }), what, gaps);
}

function listed<Item>(answered: Answered<Listed<Item>>, what: string, gaps: Gaps): readonly Item[] {
  if (answered.outcome === "unread") gaps.add(what, answered);
  if (answered.outcome !== "found") return [];
  const { items, unread } = answered.found;
  if (unread) gaps.add(what, unread);
  return items;
}

function targets(connections: readonly Connection[]): string {
  return connections.map(({ target }) => textOf(target) ?? "").join(", ");
}
