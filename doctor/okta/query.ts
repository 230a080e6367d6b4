/** What is asked about Okta, and what was found. */
import type { OktaIdentity } from "../../checks/wiring/wiring-identity";
import type { Observation } from "../evidence";
import type { AskedClient } from "../reading/client";

/** How an authorization server is told: by what tokens name as `iss`, by its id, or by its name. */
export type OktaServerName = { readonly issuer: string } | { readonly id: string } | { readonly name: string };

/** What is asked. */
export interface OktaQuery {
  /** Every authorization server that something names; several where two layers disagree. Empty: all that there are. */
  readonly servers: readonly OktaServerName[];
  readonly clients: readonly AskedClient[];
}

/** What was found. */
export interface OktaFound {
  readonly identity: OktaIdentity;
  /** Names of the groups that policy rules and assignments name, by id. */
  readonly groups: ReadonlyMap<string, string>;
  /** Authorization servers that something names and nobody can sign in at. */
  readonly unusableServers: readonly { readonly server: string; readonly because: string }[];
  /** What is certainly wrong and no rule can see: a client that nobody has, a licence that is lacking. */
  readonly observations: readonly Observation[];
}
