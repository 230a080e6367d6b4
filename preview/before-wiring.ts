/** What the layers say now, from the state that a plan begins with. */
import { registrations } from "../checks/rules/support/redirects";
import { readWirings } from "../checks/wiring/layers";
import { at, isObject } from "../checks/wiring/readers/generated/json-object";
import { readShownState } from "../checks/wiring/readers/state";
import { textOf, type Value } from "../checks/wiring/value";
import type { Connection, Wiring } from "../checks/wiring/wiring";
import type { HostFile } from "../checks/wiring/wiring-function-app";
import type { Plan } from "./plan/plan";

/**
 * The deployments that are there now.
 *
 * @param plan what Terraform planned
 * @param file how to call it in errors
 * @param hostFileFor what the server's folder says, which is taken to be what runs
 * @throws {InputError} where the plan is damaged
 */
export function wiringsBefore(plan: Plan, file: string, hostFileFor: () => HostFile | undefined): readonly Wiring[] {
  const state = at(plan.json, "prior_state");
  if (!isObject(at(state, "values"))) return [];
  const configuration = { ...readShownState(state, file), name: plan.name };
  return readWirings(configuration, { hostFileFor }).map(withClients);
}

/**
 * Credentials are write-only, so that no state tells which client a connection is. But Foundry gives every connection a redirect URL of its
 * own: where exactly one app has it registered, that is the client.
 */
function withClients(wiring: Wiring): Wiring {
  const clients = new Map<string, Set<string>>();
  for (const { app, uris } of registrations(wiring)) {
    for (const uri of uris.items) {
      const url = textOf(uri);
      if (url !== undefined) clients.set(url, (clients.get(url) ?? new Set()).add(app.address));
    }
  }
  const clientIds = new Map<string, Value | undefined>(
    (wiring.identity?.apps ?? []).map(({ address, clientId }) => [address, clientId]),
  );
  const complete = (connection: Connection): Connection => {
    const { clientId, redirectUrl } = connection;
    if (clientId !== undefined && clientId.kind !== "unknown") return connection;
    const [only, ...more] = clients.get(textOf(redirectUrl) ?? "") ?? [];
    const found = only !== undefined && more.length === 0 ? clientIds.get(only) : undefined;
    return found ? { ...connection, clientId: found } : connection;
  };
  return { ...wiring, connections: wiring.connections.map(complete) };
}
