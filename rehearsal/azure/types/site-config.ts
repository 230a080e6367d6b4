import { isObject, mergePatch, objectAt, type JsonObject, type JsonValue } from "../../json";
import type { SwitchSettings } from "../../switches";
import { invalidRequestContent, methodNotAllowed } from "../errors";
import { present } from "../resource";
import { ownName } from "../resource-id";
import type { Operation, ResourceType } from "../resource-type";

const builtInProviders = [
  "apple",
  "azureActiveDirectory",
  "azureStaticWebApps",
  "facebook",
  "gitHub",
  "google",
  "legacyMicrosoftAccount",
  "twitter",
] as const;

/** Authentication settings that every new site has: nothing is checked. */
export function initialAuthSettings(switches: SwitchSettings): JsonObject {
  return authSettings({ platform: { enabled: false, runtimeVersion: "~1" } }, {}, switches);
}

/**
 * Settings of a site by name: `appsettings`, which only POST `…/list` returns, and `authsettingsV2`, which exists from
 * the start, is replaced as a whole by a PUT, and reads the same with and without `/list`.
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/update-auth-settings-v2
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/list-application-settings
 */
export function siteConfigType(switches: SwitchSettings): ResourceType {
  return {
    type: "Microsoft.Web/sites/config",
    located: false,
    names: { pattern: /^(appsettings|authsettingsV2)$/i, allowed: "The name must be appsettings or authsettingsV2." },
    methods: ["GET", "PUT"],
    hidden: (name) => name.toLowerCase() === "appsettings",
    write({ id, body, existing }) {
      if (ownName(id).toLowerCase() === "appsettings") return { properties: textsOnly(body.properties) };
      return { properties: authSettings(body.properties, existing?.properties ?? {}, switches) };
    },
    operations: [list("POST", "appsettings"), list("GET", "authsettingsv2")],
  };
}

function list(method: Operation["method"], name: string): Operation {
  return {
    method,
    name: "list",
    action: "list/action",
    run(resource) {
      if (ownName(resource.id).toLowerCase() !== name) throw methodNotAllowed(method);
      return present(resource);
    },
  };
}

function textsOnly(settings: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value !== "string") throw invalidRequestContent(`App setting ${JSON.stringify(name)} must be a string.`);
  }
  return settings;
}

function authSettings(sent: JsonObject, before: JsonObject, switches: SwitchSettings): JsonObject {
  const kept = switches.authSettingsNull === "keeps" ? withKept(sent, before) : sent;
  const settings = mergePatch({}, kept);
  if (switches.authSettingsOmittedProvider === "absent") return settings;
  const providers = objectAt(settings, "identityProviders");
  const omitted = builtInProviders.filter((name) => providers[name] === undefined);
  const unconfigured = omitted.map((name) => [name, { enabled: true, registration: {} }] as const);
  return { ...settings, identityProviders: { ...providers, ...Object.fromEntries(unconfigured) } };
}

/** Puts the earlier value where a `null` was sent. */
function withKept(sent: JsonObject, before: JsonObject): JsonObject {
  const value = (name: string, now: JsonValue | undefined): JsonValue | undefined => {
    if (now === null) return before[name];
    return isObject(now) ? withKept(now, objectAt(before, name)) : now;
  };
  return Object.fromEntries(Object.entries(sent).map(([name, now]) => [name, value(name, now)]));
}
