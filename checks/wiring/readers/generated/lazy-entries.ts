/** Keys of a map that is not formed yet. */
export interface Keys {
  readonly has: (name: string) => boolean;
  /** All of them, each once. */
  readonly all: () => ReadonlySet<string>;
}

/** A map whose values are formed when somebody asks: of the attributes that a plan holds, rules look at few. */
export class LazyEntries<Item> extends Map<string, Item> {
  private readonly names: Keys;
  private readonly form: (name: string) => Item;

  constructor(names: Keys, form: (name: string) => Item) {
    super();
    this.names = names;
    this.form = form;
  }

  override get size(): number {
    return this.names.all().size;
  }

  override has(name: string): boolean {
    return this.names.has(name);
  }

  override get(name: string): Item | undefined {
    const before = super.get(name);
    if (before !== undefined || !this.names.has(name)) return before;
    const item = this.form(name);
    super.set(name, item);
    return item;
  }

  override forEach(use: (item: Item, name: string, map: Map<string, Item>) => void): void {
    for (const [name, item] of this) use(item, name, this);
  }

  override keys(): MapIterator<string> {
    return this.names.all().values();
  }

  override *values(): MapIterator<Item> {
    for (const [, item] of this) yield item;
  }

  override *entries(): MapIterator<[string, Item]> {
    for (const name of this.names.all()) yield [name, this.get(name) as Item];
  }

  override [Symbol.iterator](): MapIterator<[string, Item]> {
    return this.entries();
  }
}
