/** A map whose values are formed when somebody asks: of the attributes that a plan holds, rules look at few. */
export class LazyEntries<Item> extends Map<string, Item> {
  private readonly names: ReadonlySet<string>;
  private readonly form: (name: string) => Item;
  private readonly formed = new Map<string, Item>();

  constructor(names: ReadonlySet<string>, form: (name: string) => Item) {
    super();
    this.names = names;
    this.form = form;
  }

  override get size(): number {
    return this.names.size;
  }

  override has(name: string): boolean {
    return this.names.has(name);
  }

  override get(name: string): Item | undefined {
    if (!this.names.has(name)) return undefined;
    const before = this.formed.get(name);
    if (before !== undefined) return before;
    const item = this.form(name);
    this.formed.set(name, item);
    return item;
  }

  override forEach(use: (item: Item, name: string, map: Map<string, Item>) => void): void {
    for (const [name, item] of this) use(item, name, this);
  }

  override keys(): MapIterator<string> {
    return this.names.values();
  }

  override *values(): MapIterator<Item> {
    for (const [, item] of this) yield item;
  }

  override *entries(): MapIterator<[string, Item]> {
    for (const name of this.names) yield [name, this.get(name) as Item];
  }

  override [Symbol.iterator](): MapIterator<[string, Item]> {
    return this.entries();
  }
}
