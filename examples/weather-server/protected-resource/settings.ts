/** App settings from which a protected resource knows which tokens to accept and what to say of itself. */
import * as errors from "./errors";

/** Where settings are read from, for example `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One app setting. */
export interface Setting<Value> {
  /** Its name in the environment. */
  readonly name: string;
  /** @throws {Error} whose message says what is wrong with the text and what to write */
  readonly parse: (text: string) => Value;
}

/** What the settings hold, by the same keys. */
type Values<Settings extends Readonly<Record<string, Setting<unknown>>>> = {
  readonly [Key in keyof Settings]: Settings[Key] extends Setting<infer Value> ? Value : never;
};

/** What a protected resource must know. */
export interface ProtectedResourceSettings {
  /** `iss` of the tokens, compared exactly. Its metadata is at `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** `aud` of the tokens. */
  readonly audience: string;
  /** URL of the resource, as clients know it. */
  readonly resource: URL;
  /** Client ids whose tokens are accepted. */
  readonly clients: readonly string[];
  /** Scopes as clients request them; with Entra they are qualified: `api://…/weather.read`. */
  readonly scopesSupported: readonly string[];
  /** Tool to the scopes that it requires, as they stand in tokens: `weather.read`. */
  readonly toolScopes: ReadonlyMap<string, readonly string[]>;
}

/** A token for a scope: visible ASCII without `"` and `\` (RFC 6749, section 3.3). */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** The app settings of a protected resource. */
export const protectedResourceSettings = {
  issuer: { name: "MCP_ISSUER", parse: issuer },
  audience: { name: "MCP_AUDIENCE", parse: oneWord },
  resource: { name: "MCP_RESOURCE", parse: secureUrl },
  clients: { name: "MCP_CLIENTS", parse: words },
  scopesSupported: { name: "MCP_SCOPES_SUPPORTED", parse: scopes },
  toolScopes: { name: "MCP_TOOL_SCOPES", parse: toolScopes },
} as const satisfies { readonly [Key in keyof ProtectedResourceSettings]: Setting<ProtectedResourceSettings[Key]> };

/**
 * Reads all settings, or says everything that is wrong with them at once.
 *
 * @throws {SettingsError} that names every setting that is missing or malformed
 */
export function readSettings<Settings extends Readonly<Record<string, Setting<unknown>>>>(
  environment: Environment,
  settings: Settings,
): Values<Settings> {
  const problems: string[] = [];
  const entries = Object.entries(settings).map(([key, { name, parse }]) => {
    const text = environment[name];
    if (text === undefined || text.trim() === "") {
      problems.push(`${name} is missing.`);
      return [key, undefined];
    }
    try {
      return [key, parse(text)];
    } catch (error) {
      problems.push(`${name} is ${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`);
      return [key, undefined];
    }
  });
  if (problems.length > 0) throw errors.settings(problems);
  return Object.fromEntries(entries) as Values<Settings>;
}

/** Whether this machine itself is meant, where no network lies between and plain HTTP may be used. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function secureUrl(text: string): URL {
  if (!URL.canParse(text)) throw errors.notAUrl();
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) throw errors.notHttps();
  if (/[?#]/.test(text) || url.username !== "" || url.password !== "") throw errors.urlWithMore();
  return url;
}

function issuer(text: string): string {
  secureUrl(text);
  return text;
}

function oneWord(text: string): string {
  if (/\s/.test(text)) throw errors.notOneWord();
  return text;
}

function words(text: string): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}

function scopes(text: string): readonly string[] {
  const all = words(text);
  const wrong = all.find((scope) => !scopeToken.test(scope));
  if (wrong !== undefined) throw errors.notAScope(wrong);
  return all;
}

function toolScopes(text: string): ReadonlyMap<string, readonly string[]> {
  let tools: unknown;
  try {
    tools = JSON.parse(text);
  } catch {
    throw errors.notToolScopes();
  }
  if (typeof tools !== "object" || tools === null || Array.isArray(tools)) throw errors.notToolScopes();
  const entries: readonly (readonly [string, unknown])[] = Object.entries(tools);
  if (entries.length === 0) throw errors.noTool();
  return new Map(entries.map(([tool, required]) => [tool, requiredScopes(tool, required)]));
}

function requiredScopes(tool: string, required: unknown): readonly string[] {
  if (!Array.isArray(required) || required.length === 0) throw errors.toolWithoutScope(tool);
  return required.map((scope: unknown) => {
    if (typeof scope !== "string" || !scopeToken.test(scope)) throw errors.notAScope(scope);
    return scope;
  });
}
