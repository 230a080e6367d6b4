/** An OAuth 2.0 protected resource whose tools stand under scopes. It knows no framework. */
import { createVerifier, type VerifiedToken } from "./access-token";
import { bearerToken, type Credentials } from "./bearer-token";
import { refusalAnswer, type RefusalAnswer } from "./challenge";
import * as errors from "./errors";
import { metadataOf, metadataPaths, metadataUrl, type ProtectedResourceMetadata } from "./metadata";
import type { Refusal } from "./refusal";
import type { ProtectedResourceSettings } from "./settings";
import { permittedTools, scopesToRequest, toolWarnings } from "./tool-access";

/** A caller whose token holds and permits at least one tool. */
export interface Admission<Tool extends string = string> extends VerifiedToken {
  /** The tools that the token permits; never empty. */
  readonly tools: readonly Tool[];
}

/** What a server asks before it does something. */
export interface ProtectedResource<Tool extends string = string> {
  /** Admits a request by its token. Rejects with a {@link Refusal}. */
  admit(credentials: Credentials): Promise<Admission<Tool>>;
  /** @throws {Refusal} where an admitted token does not permit a tool of this server. A tool that it does not have is no matter of scopes. */
  demand(admission: Admission, tool: string): void;
  /** What to answer. */
  answer(refusal: Refusal): RefusalAnswer;
  /** Served to everybody, at every one of `metadataPaths`. */
  readonly metadata: ProtectedResourceMetadata;
  readonly metadataPaths: readonly string[];
  /** What an operator should know at the start: one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * A protected resource.
 *
 * @param settings from {@link readSettings}
 * @param served all tools that the server has
 * @throws {SettingsError} where the settings name none of them
 */
export function createProtectedResource<Tool extends string>(
  settings: ProtectedResourceSettings,
  served: readonly Tool[],
): ProtectedResource<Tool> {
  const { toolScopes, resource } = settings;
  const known = served.filter((tool) => toolScopes.has(tool));
  if (known.length === 0) throw errors.noServedTool([...toolScopes.keys()], served);
  const verify = createVerifier(settings);
  const helpful = scopesToRequest(known, settings);
  const metadata = metadataUrl(resource);

  return {
    async admit(credentials) {
      const token = await verify(bearerToken(credentials));
      const tools = permittedTools(known, settings, token.scopes);
      if (tools.length > 0) return { ...token, tools };
      throw errors.insufficientScope(
        "no-tool-permitted",
        "The token permits none of the tools of this server; request a scope that one of them requires.",
        helpful,
        token,
        { toolScopes: Object.fromEntries(toolScopes) },
      );
    },
    demand({ person, client, scopes, tools }, tool) {
      if (tools.includes(tool) || !known.some((name) => name === tool)) return;
      const required = toolScopes.get(tool) ?? [];
      throw errors.insufficientScope(
        "tool-scope-missing",
        `This tool requires ${required.join(" ")}, and the token does not hold it.`,
        scopesToRequest([tool], settings),
        { person, client, scopes },
        { tool, scopes: required },
      );
    },
    answer: (refusal) => refusalAnswer(refusal, metadata, helpful),
    metadata: metadataOf(settings),
    metadataPaths: metadataPaths(resource),
    warnings: toolWarnings(served, settings),
  };
}
