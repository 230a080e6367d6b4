/** What stands in documents that nobody vouches for. */

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether something is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path such as `settings.oauthClient.grant_types`; undefined where nothing does. */
export function at(from: unknown, path: string): unknown {
  let found = from;
  for (const key of path.split(".")) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** The text at a path; undefined where none stands there. */
export function textAt(from: unknown, path: string): string | undefined {
  const found = at(from, path);
  return typeof found === "string" ? found : undefined;
}

/** The items of the list at a path; none where no list stands there. */
export function itemsAt(from: unknown, path: string): readonly unknown[] {
  const found = at(from, path);
  return Array.isArray(found) ? found : [];
}
