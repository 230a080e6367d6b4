import { invalidResourceType } from "./errors";
import type { ResourceType } from "./resource-type";

/** The resource types of this cloud, looked up regardless of case. */
export class TypeRegistry {
  readonly #types: ReadonlyMap<string, ResourceType>;

  constructor(types: readonly ResourceType[]) {
    this.#types = new Map(types.map((type) => [type.type.toLowerCase(), type]));
  }

  /** The type, or `undefined`: the last segment of a path may also name an operation. */
  find(namespace: string, types: readonly string[]): ResourceType | undefined {
    return this.#types.get([namespace, ...types].join("/").toLowerCase());
  }

  /** @throws ArmError InvalidResourceType */
  get(namespace: string, types: readonly string[], apiVersion: string): ResourceType {
    const found = this.find(namespace, types);
    if (found === undefined) throw invalidResourceType(namespace, types.join("/"), apiVersion);
    return found;
  }
}

/** Namespace and types of a resource type in canonical casing. */
export function splitType({ type }: ResourceType): { readonly namespace: string; readonly types: readonly string[] } {
  const [namespace = "", ...types] = type.split("/");
  return { namespace, types };
}
