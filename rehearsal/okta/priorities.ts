/**
 * Priorities of policies and policy rules are places in a list: a taken place moves the others down, a place beyond the end is
 * the last one, and a place that becomes free is closed.
 */

/** Puts an item at a priority, counted from 1. @default the last place */
export function place<T>(list: T[], item: T, priority: number | null | undefined): void {
  remove(list, item);
  list.splice((priority ?? list.length + 1) - 1, 0, item);
}

/** Takes an item out; those after it move up. */
export function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index !== -1) {
    list.splice(index, 1);
  }
}

/** The priority of an item of the list. */
export function priorityOf<T>(list: readonly T[], item: T): number {
  return list.indexOf(item) + 1;
}
