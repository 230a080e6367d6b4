/** Which tools a token permits, and which scopes would permit more. */
import type { ProtectedResourceSettings } from "./settings";

type ToolSettings = Pick<ProtectedResourceSettings, "scopesSupported" | "toolScopes">;

/** Those of some tools that a token permits: it holds every scope that they require. A tool without an entry is nobody's. */
export function permittedTools<Tool extends string>(
  tools: readonly Tool[],
  { toolScopes }: ToolSettings,
  scopes: readonly string[],
): readonly Tool[] {
  return tools.filter((tool) => toolScopes.get(tool)?.every((scope) => scopes.includes(scope)) ?? false);
}

/** The scopes that some tools require, each once, as clients request them. */
export function scopesToRequest(tools: readonly string[], settings: ToolSettings): readonly string[] {
  const required = tools.flatMap((tool) => settings.toolScopes.get(tool) ?? []);
  return [...new Set(required)].map((scope) => requestedForm(scope, settings));
}

/** What does not stop a server, and leaves somebody without a tool: one sentence each. */
export function toolWarnings(tools: readonly string[], settings: ToolSettings): readonly string[] {
  const { toolScopes, scopesSupported } = settings;
  const unknown = [...toolScopes.keys()].filter((tool) => !tools.includes(tool));
  const closed = tools.filter((tool) => !toolScopes.has(tool));
  const unadvertised = [...new Set([...toolScopes.values()].flat())].filter(
    (scope) => !scopesSupported.some((supported) => isFormOf(supported, scope)),
  );
  return [
    ...unknown.map(
      (tool) => `MCP_TOOL_SCOPES names the tool ${JSON.stringify(tool)}, which this server does not have.`,
    ),
    ...closed.map((tool) => `MCP_TOOL_SCOPES does not name the tool ${JSON.stringify(tool)}: nobody may call it.`),
    ...unadvertised.map(
      (scope) =>
        `MCP_SCOPES_SUPPORTED does not hold ${JSON.stringify(scope)}: clients do not learn that a tool requires it.`,
    ),
  ];
}

/** Entra's clients request `<identifier URI>/weather.read` for what is `weather.read` in the token. */
function requestedForm(scope: string, { scopesSupported }: ToolSettings): string {
  return scopesSupported.find((supported) => isFormOf(supported, scope)) ?? scope;
}

function isFormOf(requested: string, scope: string): boolean {
  return requested === scope || requested.endsWith(`/${scope}`);
}
