import { parsePath } from "./resource-id";
import type { TypeRegistry } from "./type-registry";

/**
 * Writes that are under way, by the top-level resource they happen below. A resource provider that takes one write at a
 * time refuses a second one that arrives before the first is answered.
 */
export class WritesUnderWay {
  readonly #resources = new Set<string>();
  readonly #types: TypeRegistry;

  constructor(types: TypeRegistry) {
    this.#types = types;
  }

  /**
   * Begins a write, if its type is one that excludes others.
   * @returns `undefined` where no exclusion is needed, `busy` with the id of the resource where another write is under way,
   * else what ends the write
   */
  begin(method: string, path: readonly string[]): { readonly busy: string } | { readonly end: () => void } | undefined {
    if (!["PUT", "PATCH", "DELETE"].includes(method)) return undefined;
    const parsed = parsePath(path);
    if (parsed?.namespace === undefined || parsed.segments.length < 2) return undefined;
    const types = parsed.segments.filter((_, index) => index % 2 === 0);
    if (this.#types.find(parsed.namespace, types)?.oneWriteAtATime !== true) return undefined;
    const id = `/${path.slice(0, path.length - parsed.segments.length + 2).join("/")}`;
    const key = id.toLowerCase();
    if (this.#resources.has(key)) return { busy: id };
    this.#resources.add(key);
    let underWay = true;
    return {
      end: () => {
        // A second call must not end the write that came after.
        if (underWay) this.#resources.delete(key);
        underWay = false;
      },
    };
  }
}
