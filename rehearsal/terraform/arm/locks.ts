import type { ApiClients } from "../api-clients";

/** Locks of each provider instance; the last holder of each by its key. */
const held = new WeakMap<ApiClients, Map<string, Promise<void>>>();

/**
 * Runs an action while no other of the same provider instance holds one of the keys, as the real providers do for resources
 * whose parent takes one write at a time. Keys are taken in one order, so that two actions never wait for each other.
 */
export async function withLocks<Result>(
  api: ApiClients,
  keys: readonly string[],
  action: () => Promise<Result>,
): Promise<Result> {
  const [key, ...rest] = [...new Set(keys)].sort();
  if (key === undefined) return action();
  const locks = held.get(api) ?? new Map<string, Promise<void>>();
  held.set(api, locks);
  const before = locks.get(key) ?? Promise.resolve();
  const result = before.then(() => withLocks(api, rest, action));
  // Whoever waits goes on after a failure too.
  locks.set(
    key,
    result.then(
      () => undefined,
      () => undefined,
    ),
  );
  return result;
}
