/** What is asked about Entra, and what was found. */
import type { EntraIdentity } from "../../checks/wiring/wiring-identity";
import type { ExpiringSecret, Observation } from "../evidence";
import type { AskedClient } from "../reading/client";

/** How an API is told: by its client id, or as scopes name it. */
export type EntraApiName = { readonly clientId: string } | { readonly identifierUri: string };

/** What is asked. */
export interface EntraQuery {
  readonly clients: readonly AskedClient[];
  /** Every API that something names. APIs that the clients ask for, or are granted, are read as well. */
  readonly apis: readonly EntraApiName[];
  /** By which passwords are judged. */
  readonly now: Date;
}

/** What was found. */
export interface EntraFound {
  readonly identity: EntraIdentity;
  /** Names of groups, people and apps that are assigned, by object id. */
  readonly principals: ReadonlyMap<string, string>;
  /** Every password of a client, with its end; never its value. */
  readonly secrets: readonly ExpiringSecret[];
  /** What is certainly wrong and no rule can see. */
  readonly observations: readonly Observation[];
}
