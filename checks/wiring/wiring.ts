/**
 * What the layers of one deployment say, read from some source. A property that is absent was not said: whether that is a default, a
 * mistake, or another person's part of the configuration, is for the rules to judge.
 */
import type { Source, Value, Values } from "./value";
import type { FunctionApp } from "./wiring-function-app";
import type { EntraIdentity, OktaIdentity } from "./wiring-identity";
import type { InputVariable, PlannedChange } from "./configuration";

/** A Foundry project connection. @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication */
export interface Connection {
  readonly address: string;
  /** Name, the part in the ARM id. */
  readonly name?: Value;
  /** `RemoteTool` for MCP servers. */
  readonly category?: Value;
  /** `OAuth2` for identity passthrough. */
  readonly authType?: Value;
  /** `isSharedToAll`. */
  readonly sharedToAll?: Value;
  /** The MCP endpoint. */
  readonly target?: Value;
  /** What it requests, in the identity provider's form. */
  readonly scopes?: Values;
  /** `scopes` is a text and not a list, which Foundry refuses. @default it is a list, or absent */
  readonly scopesAreText?: Source;
  readonly authorizationUrl?: Value;
  readonly tokenUrl?: Value;
  readonly refreshUrl?: Value;
  readonly clientId?: Value;
  /** The secret; never shown. */
  readonly clientSecret?: Value;
  /** Whether credentials stand in a write-only body, a body, or nowhere. */
  readonly credentialsIn?: "sensitive_body" | "body";
  /**
   * What Foundry sends a person back to: the reference to it in the form that registered redirect URIs have as well, or the URL where a
   * state knows it.
   */
  readonly redirectUrl?: Value;
  /** What a plan does with it. @default the source is no plan */
  readonly planned?: PlannedChange;
  readonly source: Source;
}

/** A tool of an agent that calls an MCP server. */
export interface AgentTool {
  /** `mcp`. */
  readonly type?: Value;
  readonly serverLabel?: Value;
  readonly serverUrl?: Value;
  /** @default every tool that the server offers */
  readonly allowedTools?: Values;
  /** ARM id, or a reference to the connection. @default no connection: the call carries no user */
  readonly connectionId?: Value;
  readonly source: Source;
}

/** A prompt agent. */
export interface Agent {
  readonly address: string;
  readonly name?: Value;
  readonly tools: readonly AgentTool[];
  readonly source: Source;
}

/** The identity provider of a deployment, told from resources and URLs. */
export type Identity = OktaIdentity | EntraIdentity;

/** One deployment. */
export interface Wiring {
  /** How to call it in a report. */
  readonly name: string;
  readonly origin: "configuration" | "plan" | "state" | "live";
  readonly connections: readonly Connection[];
  readonly agents: readonly Agent[];
  /** The app that serves the MCP endpoint. @default it is not part of what was read */
  readonly functionApp?: FunctionApp;
  /** @default no resource or URL tells it */
  readonly identity?: Identity;
  readonly variables: readonly InputVariable[];
  /** Literal texts that stand where secrets belong. */
  readonly literalSecrets: readonly { readonly what: string; readonly source: Source }[];
}
