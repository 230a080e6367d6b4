/** New redirect URLs, and where they are registered. */
import { holdsRedirect, registrationsOf } from "../../checks/rules/support/redirects";
import { clientOf } from "../../checks/rules/support/clients";
import type { Wiring } from "../../checks/wiring/wiring";
import { type Changes, type ConnectionPair, isReplaced } from "../pairs";

/** A connection that gets another redirect URL. */
export interface RedirectChange {
  /** How the connection is called. */
  readonly label: string;
  /** Address of what registers the new URL at the client. @default nothing in the plan does */
  readonly registeredBy?: string;
}

/** The connections whose redirect URL is another one after the apply: Foundry gives every new connection its own. */
export function redirectChanges(
  after: Wiring | undefined,
  pairs: readonly ConnectionPair[],
  changes: Changes,
): readonly RedirectChange[] {
  if (!after) return [];
  return pairs.filter(isReplaced).map((pair): RedirectChange => {
    const registeredBy = registrarOf(after, pair, changes);
    return { label: pair.label, ...(registeredBy !== undefined && { registeredBy }) };
  });
}

function registrarOf(wiring: Wiring, { after }: ConnectionPair, changes: Changes): string | undefined {
  const client = after ? clientOf(wiring, after) : undefined;
  if (!after || client?.outcome !== "found") return undefined;
  for (const { uris } of registrationsOf(client.found)) {
    if (holdsRedirect(uris, after).outcome !== "equal") continue;
    const sources = [...uris.items, uris].map(({ source }) => source.address);
    return sources.find((address) => changes.has(address));
  }
  return undefined;
}
