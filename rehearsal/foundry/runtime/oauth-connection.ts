import type { ConnectionState } from "../../azure/state";
import type { Caller } from "../../bearer";
import { textAt } from "../../json";
import type { SwitchSettings } from "../../switches";
import type { ConnectionCredentials } from "../connection";

/** What the sign-in needs of an OAuth2 connection, as of now. */
export interface OAuthConnection {
  /** ARM id. */
  readonly id: string;
  readonly name: string;
  /** ARM id of the project. */
  readonly projectId: string;
  /** The MCP endpoint. */
  readonly target: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Empty text where there is none. */
  readonly refreshUrl: string;
  readonly redirectUrl: string;
  readonly scopes: readonly string[];
  readonly credentials: ConnectionCredentials;
}

/** `undefined` for a connection that is no OAuth2 connection. */
export function oauthConnection({ id, name, projectId, properties, credentials }: ConnectionState) {
  if (credentials === undefined) return undefined;
  const text = (property: string): string => textAt(properties, property) ?? "";
  const { scopes } = properties;
  const connection: OAuthConnection = {
    id,
    name,
    projectId,
    target: text("target"),
    authorizationUrl: text("authorizationUrl"),
    tokenUrl: text("tokenUrl"),
    refreshUrl: text("refreshUrl"),
    redirectUrl: text("redirectUrl"),
    scopes: Array.isArray(scopes) ? scopes.filter((scope): scope is string => typeof scope === "string") : [],
    credentials,
  };
  return connection;
}

/** Whose consent: a person, or an application and everybody behind it. */
export type Consenter = Pick<Caller, "tenantId" | "objectId">;

/**
 * What a consent, and the tokens that came of it, belong to: the caller's tenant and object id, the name of the connection,
 * and the project. Another name is another consent; whether the same name made anew is one is a switch.
 */
export function consentKey(
  { tenantId, objectId }: Consenter,
  { name, projectId, credentials }: OAuthConnection,
  { recreatedConnectionConsents }: Pick<SwitchSettings, "recreatedConnectionConsents">,
): string {
  const generation = recreatedConnectionConsents === "kept" ? 0 : credentials.predecessors;
  return JSON.stringify([tenantId, objectId, projectId, name, generation]).toLowerCase();
}
