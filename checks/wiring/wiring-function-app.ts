/** What the function app of a deployment says: its host, its gate, its settings, its server. */
import type { Source, Value, Values } from "./value";

/** An identity provider of App Service authentication. */
export interface GateProvider {
  /** `azureActiveDirectory`, `google` …, or the name of a custom OpenID Connect provider. */
  readonly name: string;
  readonly custom: boolean;
  readonly enabled?: Value;
  readonly clientId?: Value;
  /** Issuer of Entra, or the metadata document of a custom provider. */
  readonly issuer?: Value;
  readonly allowedAudiences?: Values;
  /** Client ids that may call; absent lets every client call. */
  readonly allowedApplications?: Values;
  readonly source: Source;
}

/** App Service authentication. */
export interface Gate {
  readonly address: string;
  readonly enabled?: Value;
  readonly requireAuthentication?: Value;
  /** `Return401`, `Return403`, `RedirectToLoginPage` or `AllowAnonymous`. */
  readonly unauthenticatedAction?: Value;
  /** Paths that need no authentication. */
  readonly excludedPaths?: Values;
  readonly providers: readonly GateProvider[];
  /** Built-in providers of App Service that nothing is said about. */
  readonly unmentionedProviders: readonly string[];
  readonly source: Source;
}

/** `host.json` of the server's folder. */
export interface HostFile {
  readonly hosting: "self-hosted" | "mcp-extension" | "neither";
  /** Level of the key that the host demands; `anonymous` for none. @default the hosting's own default, which demands a key */
  readonly authorizationLevel?: Value;
  readonly source: Source;
}

/** What the server verifies tokens by, from its app settings. */
export interface ServerSettings {
  readonly issuer?: Value;
  readonly audience?: Value;
  readonly resource?: Value;
  readonly clients?: Values;
  /** What it advertises, in the form of a request. */
  readonly advertised?: Values;
  /** Scopes that each tool requires, by their short names. */
  readonly toolScopes?: {
    readonly tools: ReadonlyMap<string, readonly string[]>;
    /** Why there may be more tools. @default these are all */
    readonly incomplete?: string;
    readonly source: Source;
  };
}

/** The function app. */
export interface FunctionApp {
  readonly address: string;
  readonly name?: Value;
  /** `<name>.azurewebsites.net`, formed from the name. */
  readonly hostName?: Value;
  /** What is written about App Service authentication. @default nothing: it is off */
  readonly gate?: Gate;
  /** Every app setting that is written, by name. */
  readonly appSettings: ReadonlyMap<string, Value>;
  /** Why there may be more app settings. @default these are all */
  readonly appSettingsIncomplete?: string;
  readonly server: ServerSettings;
  /** Scopes that App Service advertises. */
  readonly advertisedByGate?: Values;
  /** @default the server's folder is not known */
  readonly hostFile?: HostFile;
  readonly source: Source;
}
