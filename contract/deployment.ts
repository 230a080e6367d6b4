/**
 * What a deployment file says, after its defaults are filled in and its mistakes are refused.
 * Every text stands here exactly as a person wrote it; `literal()` of `terraform-text.ts` prepares it for Terraform.
 */

/** Where a value stands in a deployment file. */
export interface SourcePosition {
  /** Path of the file, as it should be shown to a person. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** An Okta authorization server that exists already; its audience is then the server's. */
export interface ReferencedAuthorizationServer {
  /** Id as it stands in the issuer: `https://<organization>/oauth2/<id>`. */
  readonly id: string;
  /** Name: Terraform's data source finds an authorization server by its name alone. */
  readonly name: string;
}

/** How a connection proves who it is at Okta's token endpoint (RFC 6749, section 2.3.1). */
export type TokenAuthentication = "client_secret_basic" | "client_secret_post";

/** Okta as the identity provider. */
export interface OktaIdentity {
  readonly provider: "okta";
  /** Host name of the organization, for example `example.okta.com`. */
  readonly organization: string;
  /** @default a new authorization server is created */
  readonly authorizationServer?: ReferencedAuthorizationServer;
  readonly tokenAuthentication: TokenAuthentication;
}

/** Microsoft Entra as the identity provider; its tenant is `azure.tenantId`. */
export interface EntraIdentity {
  readonly provider: "entra";
}

/** Who rejects a bad token first: App Service authentication, or the server itself. */
export type Gate = "easy-auth" | "server";

/** How the MCP server runs on Functions. */
export type Hosting = "self-hosted" | "mcp-extension";

/** The MCP server. */
export interface Server {
  /** Absolute path of the folder that is published and holds `host.json`. */
  readonly source: string;
  readonly hosting: Hosting;
  readonly gate: Gate;
}

/** One API scope and the tools it opens. */
export interface Scope {
  /** Short name, for example `weather.read`. */
  readonly name: string;
  /** Shown to the person who consents. */
  readonly description: string;
  /** Names of the MCP tools that require this scope; a tool stands under one scope only. */
  readonly tools: readonly string[];
}

/** A group of the identity provider: found by its name, or given by its id. */
export type GroupReference = { readonly name: string } | { readonly id: string };

/** One access tier: a Foundry connection with an OAuth client of its own. */
export interface Connection {
  /** Key in the deployment file, for example `weather-reader`. */
  readonly key: string;
  /** Short names of the requested API scopes, in the order in which the file declares the scopes. */
  readonly scopes: readonly string[];
  /** Who may sign in through it. */
  readonly groups: "everyone" | readonly GroupReference[];
}

/** Client secrets. */
export interface Secrets {
  /** Raising it brings a new secret to identity provider and connection. */
  readonly rotation: number;
  /** Days until an Entra client secret expires; absent on Okta, whose secret never does. */
  readonly lifetimeDays?: number;
}

/** Where in Azure. */
export interface Azure {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** Tags of every Azure resource that carries tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Name of an existing resource group. @default a new resource group is created */
  readonly resourceGroup?: string;
  /** ARM id of an existing workspace. @default a new Log Analytics workspace is created */
  readonly logAnalyticsWorkspace?: string;
}

/** The model that the agents use: deployed here, or referenced by the name of its deployment. */
export type Model =
  | {
      readonly name: string;
      readonly version: string;
      /** SKU of the model deployment, for example `GlobalStandard`. */
      readonly sku: string;
      /** Thousands of tokens per minute. */
      readonly capacity: number;
    }
  | { readonly deployment: string };

/** Kinds of Entra principals that a role can be given to. */
export type PrincipalType = "User" | "Group" | "ServicePrincipal";

/** An Entra principal by its object id. */
export interface PrincipalReference {
  readonly id: string;
  readonly type: PrincipalType;
}

/** An Entra principal that may use the agents: a group by its display name, or any principal by its object id. */
export type FoundryUser = { readonly group: string } | PrincipalReference;

/** The Foundry project, its model and its agents. */
export interface Foundry {
  /** Name of a project to create, or the ARM id of one that exists. */
  readonly project: { readonly name: string } | { readonly id: string };
  /** ARM id of an existing account; absent with a referenced project. @default a new account is created */
  readonly account?: string;
  readonly model: Model;
  readonly agent: { readonly instructions: string };
  /** Principals with the role Foundry User on the project. */
  readonly users: readonly FoundryUser[];
  /** Principals that apply this deployment; creating agents needs the same role. */
  readonly deployers: readonly PrincipalReference[];
}

/** Clients admitted beside the connections. */
export interface Clients {
  /** Visual Studio Code, for the scopes of connections for everyone. */
  readonly vscode: boolean;
}

/** Terraform backend, by cdktf's name of it, with its settings in cdktf's spelling. */
export interface Backend {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A reserved sample value that stands where a real one must be before a real cloud is reached. */
export interface SampleValue {
  /** Path in the deployment file, for example `azure.tenantId`. */
  readonly path: string;
  readonly value: string;
  readonly position: SourcePosition;
}

/** One deployment file. */
export interface Deployment {
  /** Path of the file, as it should be shown to a person. */
  readonly file: string;
  readonly name: string;
  readonly environment: string;
  readonly identity: OktaIdentity | EntraIdentity;
  readonly server: Server;
  /** In the order of the file. */
  readonly scopes: readonly Scope[];
  /** Sorted by key, so that the order of the file changes nothing. */
  readonly connections: readonly Connection[];
  readonly secrets: Secrets;
  readonly azure: Azure;
  readonly foundry: Foundry;
  readonly clients: Clients;
  readonly backend: Backend;
  /** Empty where the file holds real values only. */
  readonly sampleValues: readonly SampleValue[];
}
