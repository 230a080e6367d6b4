/** Finds things by any of their names, so that many deployments in one root module cost no more than their parts. */
export class NameIndex<Item> {
  private readonly items: readonly Item[];
  private readonly positions = new Map<string, number[]>();

  constructor(items: readonly Item[], namesOf: (item: Item) => readonly (string | undefined)[]) {
    this.items = items;
    for (const [position, item] of items.entries()) {
      for (const name of new Set(namesOf(item))) {
        if (name === undefined) continue;
        const same = this.positions.get(name);
        if (same) same.push(position);
        else this.positions.set(name, [position]);
      }
    }
  }

  /** The items that have one of some names, each once and in their order. */
  find(names: Iterable<string | undefined>): readonly Item[] {
    const found = new Set<number>();
    for (const name of names) {
      for (const position of (name === undefined ? undefined : this.positions.get(name)) ?? []) found.add(position);
    }
    return [...found].sort((left, right) => left - right).flatMap((position) => this.items[position] ?? []);
  }
}
