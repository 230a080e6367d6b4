/** Which connections a finding is about. */
import type { JudgedFinding } from "../../checks/check";
import { signInConnections } from "../../checks/rules/support/connections";
import { clientOf } from "../../checks/rules/support/clients";
import { rulesFor } from "../../checks/rules/support/okta";
import { soleReference } from "../../checks/wiring/value";
import { toolsOf } from "../../checks/wiring/relations";
import type { Connection, Wiring } from "../../checks/wiring/wiring";

/** The connections of a deployment, with the addresses of all that belongs to each alone. */
export class Concerns {
  private readonly connections: readonly { readonly connection: Connection; readonly addresses: ReadonlySet<string> }[];

  constructor(wiring: Wiring) {
    const own = signInConnections(wiring).map((connection) => ({
      connection,
      addresses: addressesOf(wiring, connection),
    }));
    const counts = new Map<string, number>();
    for (const { addresses } of own) for (const each of addresses) counts.set(each, (counts.get(each) ?? 0) + 1);
    // What several share tells none of them from the others.
    this.connections = own.map(({ connection, addresses }) => ({
      connection,
      addresses: new Set([...addresses].filter((each) => counts.get(each) === 1)),
    }));
  }

  /** The connections that a finding speaks of; all of them where it speaks of none in particular. */
  of({ ends }: JudgedFinding): readonly Connection[] {
    const meant = this.connections.filter(({ addresses }) => ends.some(({ source }) => addresses.has(source.address)));
    return (meant.length > 0 ? meant : this.connections).map(({ connection }) => connection);
  }
}

/** Address of a connection, of its client with all parts of that, of the policy rules for it, and of the agents that use it. */
function addressesOf(wiring: Wiring, connection: Connection): ReadonlySet<string> {
  const found = new Set<string>([connection.address]);
  const secret = soleReference(connection.clientSecret);
  if (secret) found.add(secret.address);
  const client = clientOf(wiring, connection);
  if (client.outcome === "found") collectAddresses(client.found, found, 0);
  for (const { policy, rule } of rulesFor(wiring, connection)) found.add(policy.address).add(rule.address);
  for (const { source } of toolsOf(wiring, connection)) found.add(source.address);
  return found;
}

/** Deeper than any wiring. */
const deepest = 12;

function collectAddresses(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== "object" || value === null || depth > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) collectAddresses(item, found, depth + 1);
    return;
  }
  // Of a value only its place counts: what it refers to may be anybody's.
  for (const [key, inner] of Object.entries(value)) {
    if (key === "address" && typeof inner === "string") found.add(inner);
    else if (key !== "parts" && key !== "mentions") collectAddresses(inner, found, depth + 1);
  }
}
