/** Finds and changes blocks in the Terraform JSON of a generated stack, as a person with an editor would. */
import { isObject, type JsonValue } from "../json";
import { blockMissing } from "./errors";

/** A JSON object that may be changed. */
export interface Mutable {
  [name: string]: JsonValue | Mutable | undefined;
}

/** Terraform JSON of one stack. */
export interface TerraformConfiguration {
  readonly resource: Record<string, Record<string, Mutable>>;
}

/**
 * The block of a resource type whose construct path begins as given, for example `connection-weather-reader` for
 * `connection-weather-reader_connection_63F798FB`.
 * @throws Error where there is not exactly one
 */
export function blockOf(configuration: TerraformConfiguration, type: string, path: string): Mutable {
  return only(configuration, type, path)[1];
}

/** The address of that block. @throws Error where there is not exactly one */
export function addressOf(configuration: TerraformConfiguration, type: string, path: string): string {
  return `${type}.${only(configuration, type, path)[0]}`;
}

function only(configuration: TerraformConfiguration, type: string, path: string): readonly [string, Mutable] {
  const found = Object.entries(configuration.resource[type] ?? {}).filter(([id]) => id.startsWith(`${path}_`));
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw blockMissing(type, path, found.length);
  return first;
}

/** Removes every block of a resource type whose construct path begins as given, and what depends on it by name alone. */
export function removeBlocks(configuration: TerraformConfiguration, type: string, path: string): void {
  const blocks = configuration.resource[type] ?? {};
  const removed = Object.keys(blocks).filter((id) => id.startsWith(path));
  if (removed.length === 0) throw blockMissing(type, path, 0);
  for (const id of removed) Reflect.deleteProperty(blocks, id);
  if (Object.keys(blocks).length === 0) Reflect.deleteProperty(configuration.resource, type);
  const addresses = removed.map((id) => `${type}.${id}`);
  for (const block of Object.values(configuration.resource).flatMap((group) => Object.values(group))) {
    const { depends_on: dependencies } = block;
    if (!Array.isArray(dependencies)) continue;
    block["depends_on"] = (dependencies as readonly JsonValue[]).filter((each) => !addresses.includes(textOf(each)));
  }
}

/**
 * The object at a path of properties, to be changed.
 * @throws Error where there is none
 */
export function at(block: Mutable, ...path: readonly string[]): Mutable {
  let value: Mutable = block;
  for (const name of path) {
    const next = value[name];
    if (!isObject(next)) throw blockMissing(name, path.join("."), 0);
    value = next;
  }
  return value;
}

/** The texts of a list, each once more changed or left out. */
export function texts(value: Mutable[string]): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((each) => typeof each === "string") : [];
}

/** A text, or an empty one where the value is something else. */
export function textOf(value: Mutable[string]): string {
  return typeof value === "string" ? value : "";
}
