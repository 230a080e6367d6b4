import { childOf, formatId, parseResourceId } from "../../azure/resource-id";
import type { ResourceManagerState } from "../../azure/state";
import type { Outgoing } from "../../outgoing";
import type { SwitchSettings } from "../../switches";
import type { McpTool } from "../agent-definition";
import type { Visit } from "../project-door";
import type { ConsentLinks } from "./consent-links";
import type { Conversation } from "./conversations";
import { connectionGone } from "./errors";
import { freshId } from "./ids";
import type { ConsentRequestItem } from "./items";
import type { Log } from "./log";
import type { McpServer } from "./mcp-client";
import { consentKey, oauthConnection, type OAuthConnection } from "./oauth-connection";
import { quoted } from "./quoted";
import type { TokenStore } from "./token-store";

/** After so many refused sign-ins in one conversation nobody is asked again. */
const refusalsUntilGivenUp = 2;

/** How a request gets to the server of a tool. */
export type Access =
  | { readonly server: McpServer; readonly connection: OAuthConnection | undefined }
  | { readonly consentRequest: ConsentRequestItem }
  /** The person's sign-ins were refused; the run goes on without the server. */
  | { readonly givenUp: true };

/** Whose request it is, and what went before it. */
export interface Errand {
  readonly visit: Visit;
  readonly responseId: string;
  readonly conversation: Conversation;
  readonly log: Log;
}

/** What access to servers is decided with. */
export interface ServerAccessOptions {
  readonly resourceManager: Pick<ResourceManagerState, "connection">;
  readonly links: ConsentLinks;
  readonly tokens: TokenStore;
  readonly outgoing: Pick<Outgoing, "fetch">;
  readonly switches: Pick<SwitchSettings, "refusedSignIns" | "recreatedConnectionConsents">;
}

/** Decides for every tool of an agent whether the person has a token, or must consent first. */
export class ServerAccess {
  readonly #options: ServerAccessOptions;

  constructor(options: ServerAccessOptions) {
    this.#options = options;
  }

  /**
   * The way to a tool's server. A connection's target wins over the tool's own `server_url`; a tool without an OAuth2
   * connection is asked for without a token.
   * @throws ResponsesError where the connection is gone
   */
  async to(tool: McpTool, { visit, responseId, conversation, log }: Errand): Promise<Access> {
    const { links, tokens, outgoing, switches } = this.#options;
    const { fetch } = outgoing;
    const connection = this.#connectionOf(tool, visit);
    if (connection === undefined) return { server: { url: tool.server_url, token: undefined, fetch }, connection };
    const key = consentKey(visit.caller, connection, switches);
    const token = await tokens.accessToken(key, connection, log);
    if (token !== undefined) return { server: { url: connection.target, token, fetch }, connection };

    const asked = `consent of ${visit.caller.objectId} to connection ${quoted(connection.name)}`;
    const given = conversation.items.flatMap((item) =>
      item.type === "oauth_consent_request" ? item.consent_link : [],
    );
    if (switches.refusedSignIns === "no-tools" && links.refusals(given, key) >= refusalsUntilGivenUp) {
      log("refused", `${asked}: not asked for again after ${refusalsUntilGivenUp} refused sign-ins`);
      return { givenUp: true };
    }
    log("done", `${asked}: a link was given`);
    const { url } = links.give({ key, connectionId: connection.id, consenter: visit.caller });
    return {
      consentRequest: {
        type: "oauth_consent_request",
        id: freshId("oauthreq"),
        consent_link: url,
        server_label: tool.server_label,
        response_id: responseId,
      },
    };
  }

  #connectionOf({ project_connection_id: named }: McpTool, { project }: Visit): OAuthConnection | undefined {
    if (named === undefined) return undefined;
    const id = formatId(parseResourceId(named) ?? childOf(project, "connections", named));
    const state = this.#options.resourceManager.connection(id);
    if (state === undefined) throw connectionGone(named);
    return oauthConnection(state);
  }
}
