/** What was before and what will be, matched. */
import { signInConnections } from "../checks/rules/support/connections";
import { textOf } from "../checks/wiring/value";
import type { Connection, Wiring } from "../checks/wiring/wiring";
import { changedResources, type Plan, type ResourceChange } from "./plan/plan";

/** A connection before and after. */
export interface ConnectionPair {
  /** How it is called: its key where the address tells it, else its name, else its address. */
  readonly label: string;
  readonly address: string;
  /** @default there is no such connection yet */
  readonly before?: Connection;
  /** @default it is removed */
  readonly after?: Connection;
  /** What the plan does with it. @default nothing */
  readonly change?: ResourceChange;
}

/** A deployment before and after. */
export interface WiringPair {
  readonly before?: Wiring;
  readonly after?: Wiring;
}

/** Changes by address, under the addresses that they have now as well. */
export type Changes = ReadonlyMap<string, ResourceChange>;

/** The changes of a plan; what an earlier replacement has left behind is none of the address. */
export function changesOf(plan: Plan): Changes {
  const current = changedResources(plan).filter(({ deposed }) => deposed === undefined);
  return new Map(current.map((change) => [change.address, change]));
}

/** Deployments that have a function app or a connection in common are one; a single one on both sides is one as well. */
export function pairWirings(
  before: readonly Wiring[],
  after: readonly Wiring[],
  changes: Changes,
): readonly WiringPair[] {
  const [onlyBefore, ...moreBefore] = before;
  const [onlyAfter, ...moreAfter] = after;
  if (onlyBefore && onlyAfter && moreBefore.length + moreAfter.length === 0) {
    return [{ before: onlyBefore, after: onlyAfter }];
  }
  const byPart = new Map(before.flatMap((wiring) => partsOf(wiring).map((part) => [part, wiring] as const)));
  const matched = new Set<Wiring>();
  const pairs = after.map((wiring): WiringPair => {
    const names = partsOf(wiring).map((part) => changes.get(part)?.previousAddress ?? part);
    const found = names.map((name) => byPart.get(name)).find((each) => each && !matched.has(each));
    if (found) matched.add(found);
    return { ...(found && { before: found }), after: wiring };
  });
  return [...pairs, ...before.filter((wiring) => !matched.has(wiring)).map((wiring) => ({ before: wiring }))];
}

function partsOf({ functionApp, connections }: Wiring): readonly string[] {
  return [...(functionApp ? [functionApp.address] : []), ...connections.map(({ address }) => address)];
}

/** The connections of a deployment before and after, those that stay or come first. */
export function pairConnections({ before, after }: WiringPair, changes: Changes): readonly ConnectionPair[] {
  const was = new Map((before ? signInConnections(before) : []).map((connection) => [connection.address, connection]));
  const pairs = (after ? signInConnections(after) : []).map((connection): ConnectionPair => {
    const change = changes.get(connection.address);
    const previous = change?.previousAddress ?? connection.address;
    const earlier = was.get(previous);
    was.delete(previous);
    return pairOf(connection.address, earlier, connection, change);
  });
  return [
    ...pairs,
    ...[...was.values()].map((gone) => pairOf(gone.address, gone, undefined, changes.get(gone.address))),
  ];
}

function pairOf(
  address: string,
  before: Connection | undefined,
  after: Connection | undefined,
  change: ResourceChange | undefined,
): ConnectionPair {
  return {
    label: labelOf(address, before, after),
    address,
    ...(before && { before }),
    ...(after && { after }),
    ...(change && { change }),
  };
}

function labelOf(address: string, before: Connection | undefined, after: Connection | undefined): string {
  const key = /\.connection-(?<key>[\w-]+)_connection_[0-9A-F]{8}$/.exec(address)?.groups?.["key"];
  return key ?? textOf(after?.name) ?? textOf(before?.name) ?? address;
}

/** Whether people's consent is lost: another connection takes the place of this one, or it gets another name. */
export function isReplaced({ before, after, change }: ConnectionPair): boolean {
  if (!before || !after) return false;
  if (change?.kind === "replace") return true;
  const [was, willBe] = [textOf(before.name), textOf(after.name)];
  return was !== undefined && willBe !== undefined && was !== willBe;
}
