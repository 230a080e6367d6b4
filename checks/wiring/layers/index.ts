/** From the blocks of a root module to what the layers of its deployments say. */
import type { Configuration } from "../configuration";
import { textOf } from "../value";
import type { Wiring } from "../wiring";
import type { FunctionApp, HostFile } from "../wiring-function-app";
import { readAgents } from "./agents";
import { Blocks } from "./blocks";
import { readConnections } from "./connections";
import { AgentsByEndpoint, tellApart, type Endpoint } from "./deployments";
import { readEntra } from "./entra";
import { readFunctionApps } from "./function-apps";
import { Identities } from "./identity";
import { NameIndex } from "./name-index";
import { readOkta } from "./okta";
import type { SecretKeeper } from "./secrets";
import { SharedScopes } from "./shared-scopes";

/** What a configuration does not say itself. */
export interface WiringOptions {
  /**
   * `host.json` of the server that a function app runs.
   * @default it is not known
   */
  readonly hostFileFor?: (app: FunctionApp) => HostFile | undefined;
}

/**
 * Reads every deployment of a root module, in the order in which connections and function apps stand in it. A root module without
 * connections and without a function app that looks like an MCP server holds no deployment: an identity alone serves nobody.
 */
export function readWirings(configuration: Configuration, options: WiringOptions = {}): readonly Wiring[] {
  const blocks = new Blocks(configuration);
  const { name, origin, variables } = configuration;
  const secrets: SecretKeeper = { found: [], literalsAreWritten: origin === "configuration" || origin === "plan" };
  const connections = readConnections(blocks, secrets);
  const agents = readAgents(blocks);
  const agentsByEndpoint = new AgentsByEndpoint(agents);
  const endpoints = tellApart(connections, readFunctionApps(blocks, secrets));
  const identities = new Identities(readOkta(blocks, connections, secrets), readEntra(blocks, secrets));
  const secretsByAddress = new NameIndex(secrets.found, ({ source }) => [source.address]);
  const isOnly = endpoints.length === 1;
  const sharedScopes = new SharedScopes(endpoints);
  return endpoints.map((endpoint) => {
    const whole = identities.of(endpoint, isOnly);
    const identity = whole && sharedScopes.withoutOthers(whole, endpoint);
    const functionApp = endpoint.functionApp && withHostFile(endpoint.functionApp, options);
    const wiring = {
      name: isOnly ? name : `${name}: ${nameOf(endpoint)}`,
      origin,
      connections: endpoint.connections,
      agents: isOnly ? agents : agentsByEndpoint.of(endpoint),
      ...(functionApp && { functionApp }),
      ...(identity && { identity }),
      variables,
    };
    const literalSecrets = isOnly ? secrets.found : secretsByAddress.find(addressesOf(wiring));
    return { ...wiring, literalSecrets };
  });
}

function withHostFile(app: FunctionApp, { hostFileFor }: WiringOptions): FunctionApp {
  const hostFile = hostFileFor?.(app);
  return hostFile ? { ...app, hostFile } : app;
}

/** How one of several deployments is told from the others. */
function nameOf({ connections, functionApp }: Endpoint): string {
  const [first] = connections;
  return textOf(functionApp?.name) ?? functionApp?.address ?? textOf(first?.target) ?? first?.address ?? "";
}

function addressesOf({ connections, functionApp, identity }: Omit<Wiring, "literalSecrets">): readonly string[] {
  const parts = [...connections, ...(functionApp ? [functionApp] : []), ...(identity?.apps ?? [])];
  return parts.map(({ address }) => address);
}
