/** App settings: a list of names and values in a site's body, or a map. */
import type { Argument } from "../configuration";
import { textOf, type Value } from "../value";
import * as read from "./arguments";
import type { Blocks } from "./blocks";

/** App settings by name. */
export interface Settings {
  readonly byName: ReadonlyMap<string, Value>;
  /** Why there may be more. */
  readonly incomplete: string | undefined;
}

/** `[{ name, value }]`. */
export function readSettingsList(blocks: Blocks, list: Argument | undefined): Settings {
  const byName = new Map<string, Value>();
  const { items, incomplete } = read.nested(list);
  let missing = incomplete;
  for (const item of items) {
    const name = blocks.value(item, "name");
    const text = textOf(name);
    const value = blocks.value(item, "value");
    if (text === undefined)
      missing ??= name?.kind === "unknown" ? name.reason : "the name of an app setting is not known";
    else if (value) byName.set(text, value);
  }
  return { byName, incomplete: missing };
}

/** `{ name = value }`. */
export function readSettingsMap(blocks: Blocks, map: Argument | undefined): Settings {
  if (map === undefined) return { byName: new Map(), incomplete: undefined };
  if (map.kind !== "map") {
    return {
      byName: new Map(),
      incomplete: map.kind === "unknown" ? map.reason : "the app settings are not followed here",
    };
  }
  const byName = new Map<string, Value>();
  for (const name of map.entries.keys()) {
    const value = blocks.value(map, name);
    if (value) byName.set(name, value);
  }
  return { byName, incomplete: map.incomplete };
}

/** Settings of a site together with those of a resource of their own, which replace them. */
export function addSettings(first: Settings, second: Settings): Settings {
  return {
    byName: new Map([...first.byName, ...second.byName]),
    incomplete: first.incomplete ?? second.incomplete,
  };
}
