import { platformSettings, serverSettings, toolScopes } from "../../contract/app-settings";
import { easyAuthProviderName } from "../../contract/okta";
import { literalValue, textOf, type Source, type Value, type Values } from "../../checks/wiring/value";
import type { FunctionApp, Gate } from "../../checks/wiring/wiring-function-app";
import type { DriftInput, Pair } from "./drift";
import type { Fact } from "./fact";
import { apiOf, authorizationServerOf } from "./wanted";

/** What the function app is told: its gate, and its server. */
export function functionAppFacts(input: DriftInput, pairs: readonly Pair[]): readonly Fact[] {
  const { functionApp } = input.wiring;
  if (functionApp === undefined) return [];
  return [...settingFacts(input, functionApp, pairs), ...gateFacts(input, functionApp, pairs)];
}

/** What tokens say, where it is known: Entra gives the ids of apps, Okta that of an authorization server. */
function tokenFacts({ contract, wiring }: DriftInput, pairs: readonly Pair[]) {
  const clients = pairs.flatMap(({ live }) => textOf(live.clientId) ?? []);
  const allowedClients = [...clients, ...contract.furtherClients];
  const isComplete = clients.length === contract.connections.length;
  const { identity } = contract;
  if (identity.provider === "entra") {
    const api = apiOf(contract, wiring);
    return {
      issuer: identity.issuer,
      audience: api && textOf(api.clientId),
      ...(isComplete && { allowedClients }),
    };
  }
  const { authorizationServer: wanted } = identity;
  const server = authorizationServerOf(contract, wiring);
  return {
    issuer: server?.issuer && textOf(server.issuer),
    audience: "audience" in wanted ? wanted.audience : server?.audience && textOf(server.audience),
    ...(isComplete && { allowedClients }),
  };
}

function settingFacts(input: DriftInput, app: FunctionApp, pairs: readonly Pair[]): readonly Fact[] {
  const { contract, placeIn } = input;
  const { issuer, audience, allowedClients } = tokenFacts(input, pairs);
  const places: Readonly<Record<string, ReturnType<typeof placeIn>>> = {
    MCP_SCOPES_SUPPORTED: placeIn("scopes"),
    MCP_CLIENTS: placeIn("connections"),
    MCP_ISSUER: placeIn("identity"),
    MCP_AUDIENCE: placeIn("identity"),
  };
  const known = serverSettings(contract.endpoint, contract.scopes, {
    issuer: issuer ?? "",
    audience: audience ?? "",
    allowedClients: allowedClients ?? [],
  }).filter(
    ({ name, value }) => value !== "" && name !== "MCP_TOOL_SCOPES" && !(name === "MCP_CLIENTS" && !allowedClients),
  );
  const settings = [...known, ...platformSettings(contract.deployment.server, contract.scopes)];
  return [
    ...settings.map(({ name, value }): Fact => {
      const separator = name === "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES" ? "," : " ";
      const live = app.appSettings.get(name) ?? absent(app, name);
      return {
        layer: "function app",
        what: `app setting ${name}`,
        expected: value.split(separator),
        place: places[name] ?? placeIn("server"),
        live: live && split(live, separator),
        source: app.source,
      };
    }),
    ...toolFacts(input, app),
  ];
}

function toolFacts({ contract, placeIn }: DriftInput, { server, source }: FunctionApp): readonly Fact[] {
  const live = server.toolScopes;
  if (live === undefined || live.incomplete !== undefined) return [];
  const tools = Object.entries(toolScopes(contract.scopes));
  const asTexts = (entries: Iterable<readonly [string, readonly string[]]>): readonly string[] =>
    [...entries].map(([tool, scopes]) => `${tool}: ${scopes.join(" ")}`);
  return [
    {
      layer: "function app",
      what: "scopes that each tool requires (app setting MCP_TOOL_SCOPES)",
      expected: asTexts(tools),
      place: placeIn("scopes"),
      live: { items: asTexts(live.tools).map((text) => literalValue(text, live.source)), source: live.source },
      source,
    },
  ];
}

function gateFacts(input: DriftInput, { gate, source }: FunctionApp, pairs: readonly Pair[]): readonly Fact[] {
  const { contract, placeIn } = input;
  if (gate === undefined) return [];
  const wanted = contract.deployment.server.gate === "easy-auth";
  const place = placeIn("server");
  const at = { layer: "function app", place, source: gate.source } as const;
  const enabled: Fact = {
    ...at,
    what: "whether App Service authentication is on",
    expected: [String(wanted)],
    live: gate.enabled ?? literalValue(false, source),
  };
  if (!wanted) return [enabled];
  return [
    enabled,
    {
      ...at,
      what: "whether App Service demands authentication",
      expected: ["true"],
      live: gate.requireAuthentication,
    },
    {
      ...at,
      what: "what App Service answers without a token",
      expected: ["Return401"],
      live: gate.unauthenticatedAction,
    },
    { ...at, what: "paths that need no authentication", expected: [], live: gate.excludedPaths },
    ...providerFacts(input, gate, pairs),
  ];
}

function providerFacts(input: DriftInput, gate: Gate, pairs: readonly Pair[]): readonly Fact[] {
  const { contract, placeIn } = input;
  const { audience, allowedClients } = tokenFacts(input, pairs);
  const name = contract.identity.provider === "entra" ? "azureActiveDirectory" : easyAuthProviderName;
  const enabled = gate.providers.filter(({ enabled: state }) => state?.kind === "literal" && state.value === true);
  const provider = gate.providers.find((each) => each.name === name);
  const at = { layer: "function app", place: placeIn("identity"), source: gate.source } as const;
  return [
    {
      ...at,
      what: "identity providers that App Service has enabled",
      expected: [name],
      live: listed(
        enabled.map((each) => each.name),
        gate.source,
      ),
    },
    ...(provider && audience !== undefined
      ? [{ ...at, what: `client id of provider ${name}`, expected: [audience], live: provider.clientId }]
      : []),
    ...(provider?.allowedApplications && allowedClients
      ? [
          {
            ...at,
            what: "applications that App Service allows",
            expected: allowedClients,
            live: provider.allowedApplications,
          },
        ]
      : []),
  ];
}

/** A setting that is not there, where all settings are known. */
function absent({ appSettingsIncomplete: missing, source }: FunctionApp, name: string): Value | undefined {
  return missing === undefined
    ? undefined
    : { kind: "unknown", reason: missing, source: { ...source, path: `appSettings.${name}` } };
}

function split(value: Value, separator: string): Value | Values {
  const text = textOf(value);
  return text === undefined ? value : listed(text.split(separator), value.source);
}

function listed(texts: readonly string[], source: Source): Values {
  return { items: texts.map((text) => literalValue(text, source)), source };
}
