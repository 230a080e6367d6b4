/** The configuration of a stack, changed as an override in `main.ts` does. */

/** Terraform JSON of one stack, as far as it is changed. */
export interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

/**
 * Takes the last scope of the API out of a list: those of the API are references to the resources that expose them.
 *
 * @param configuration of the stack; changed in place
 * @param type of the resource
 * @param path how the construct path of the resource begins
 * @param attribute that holds the list
 * @returns whether there was one
 */
export function removeScope(configuration: Configuration, type: string, path: string, attribute: string): boolean {
  const [, block] = Object.entries(configuration.resource[type] ?? {}).find(([id]) => id.startsWith(`${path}_`)) ?? [];
  const scopes = block?.[attribute];
  if (block === undefined || !Array.isArray(scopes)) return false;
  const isReference = (scope: unknown): boolean => typeof scope === "string" && scope.startsWith("${");
  const removed = (scopes as readonly unknown[]).findIndex(isReference);
  if (removed < 0) return false;
  block[attribute] = (scopes as readonly unknown[]).filter((_, index) => index !== removed);
  return true;
}
