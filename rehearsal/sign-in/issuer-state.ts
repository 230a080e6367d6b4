/** What the parts of one running issuer share. */
import type { KoaContextWithOIDC } from "oidc-provider";
import type { Decisions } from "./decisions";
import type { EntryStore } from "./entry-store";
import type { Client, Decision, IssuerOptions } from "./options";

/** The state of an issuer. */
export interface IssuerState<D extends Decision = Decision> {
  readonly options: IssuerOptions<D>;
  readonly decisions: Decisions<D>;
  /** What was decided in the request that is under way. */
  readonly current: WeakMap<KoaContextWithOIDC["oidc"], D>;
  readonly refreshTokens: EntryStore;
}

/** The client as it is registered now. @throws Refusal when there is none */
export function clientOf({ options }: Pick<IssuerState, "options">, clientId: string | undefined): Client {
  const client = clientId === undefined ? undefined : options.findClient(clientId);
  if (client === undefined) throw options.words("client-unknown", clientId === undefined ? {} : { clientId });
  return client;
}

/** Seconds of the cloud's clock for seconds of the machine's. */
export function cloudSeconds({ clock }: IssuerOptions, machineSeconds: number): number {
  return machineSeconds + Math.round(clock.offset / 1000);
}
