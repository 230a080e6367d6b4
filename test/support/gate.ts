import { isObject, objectAt } from "../../rehearsal/json";
import type { LocalCloud } from "../../rehearsal/local-cloud";

/** Identity providers that the only function app has enabled. */
export function enabledProviders({ resourceManager }: LocalCloud): readonly string[] {
  const [site, ...more] = resourceManager.sites();
  if (!site || more.length > 0) throw new Error(`${more.length + (site ? 1 : 0)} function apps`);
  const { customOpenIdConnectProviders, ...builtIn } = objectAt(site.authSettings, "identityProviders");
  const all = { ...builtIn, ...(isObject(customOpenIdConnectProviders) ? customOpenIdConnectProviders : {}) };
  return Object.entries(all).flatMap(([name, provider]) =>
    isObject(provider) && provider["enabled"] === true ? [name] : [],
  );
}
