/** Who waits for whom, by name. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs work alone among all work of the same name. Parts of an application are read, changed and written back as a whole, and
 * Terraform changes several of them at the same time.
 */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  queues.set(name, settled);
  try {
    return await mine;
  } finally {
    if (queues.get(name) === settled) {
      queues.delete(name);
    }
  }
}
