/** A map whose values are formed when somebody asks: of the attributes that a plan holds, rules look at few. */
export class LazyEntries<Item> implements ReadonlyMap<string, Item> {
  private readonly names: ReadonlySet<string>;
  private readonly form: (name: string) => Item;
  private readonly formed = new Map<string, Item>();

  constructor(names: ReadonlySet<string>, form: (name: string) => Item) {
    this.names = names;
    this.form = form;
  }

  get size(): number {
    return this.names.size;
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  get(name: string): Item | undefined {
    if (!this.names.has(name)) return undefined;
    const before = this.formed.get(name);
    if (before !== undefined) return before;
    const item = this.form(name);
    this.formed.set(name, item);
    return item;
  }

  forEach(use: (item: Item, name: string, map: ReadonlyMap<string, Item>) => void): void {
    for (const [name, item] of this) use(item, name, this);
  }

  keys(): MapIterator<string> {
    return this.names.values();
  }

  *values(): MapIterator<Item> {
    for (const [, item] of this) yield item;
  }

  *entries(): MapIterator<[string, Item]> {
    for (const name of this.names) yield [name, this.get(name) as Item];
  }

  [Symbol.iterator](): MapIterator<[string, Item]> {
    return this.entries();
  }
}
