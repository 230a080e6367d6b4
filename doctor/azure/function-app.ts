/** The function app, as Resource Manager gives it back. */
import { readServerSettings } from "../../checks/wiring/layers/server-settings";
import { textOf, type Value } from "../../checks/wiring/value";
import type { Connection } from "../../checks/wiring/wiring";
import type { FunctionApp } from "../../checks/wiring/wiring-function-app";
import { reasonOf, type Answered } from "../reading/answered";
import type { Gaps } from "../reading/gaps";
import { itemsAt, textAt, type JsonObject } from "../reading/json";
import { Place, unknown } from "../reading/place";
import { azureRoles, type AzureAccess } from "./access";
import { gateOf } from "./gate";
import { hostOf } from "./query";

const apiVersion = "2024-04-01";

/** Settings that gate, host and server read, none of which is a secret; of all others only the names are kept. */
const settingsThatMatter =
  /^(MCP_(ISSUER|AUDIENCE|RESOURCE|CLIENTS|SCOPES_SUPPORTED|TOOL_SCOPES)|AzureWebJobsFeatureFlags|WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES)$/;

/** The site of an id. */
export function readSite({ manager }: AzureAccess, id: string): Promise<Answered<JsonObject>> {
  return manager.one(`${id}?api-version=${apiVersion}`, azureRoles.site);
}

/** The site of a subscription that answers at the target of a connection. */
export async function findSite(
  { manager }: AzureAccess,
  subscriptionId: string,
  connections: readonly Connection[],
): Promise<Answered<JsonObject>> {
  const hosts = connections.map(({ target }) => hostOf(textOf(target) ?? "")).filter((host) => host !== "");
  if (hosts.length === 0) return { outcome: "absent" };
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Web/sites?api-version=${apiVersion}`;
  const sites = await manager.list(path, azureRoles.sites);
  if (sites.outcome !== "found") return sites;
  const found = sites.found.items.find((site) => {
    const names = [textAt(site, "properties.defaultHostName"), ...itemsAt(site, "properties.hostNames")];
    return names.some((name) => typeof name === "string" && hosts.includes(name.toLowerCase()));
  });
  if (found) return { outcome: "found", found };
  return sites.found.unread ?? { outcome: "absent" };
}

/** The function app of a site, with its gate and those of its settings that matter. */
export async function readFunctionApp(access: AzureAccess, site: JsonObject, gaps: Gaps): Promise<FunctionApp> {
  const place = new Place(textAt(site, "id") ?? "", site);
  const { address } = place;
  const source = place.source();
  const [gate, settings] = await Promise.all([
    access.manager.one(`${address}/config/authsettingsV2?api-version=${apiVersion}`, azureRoles.site),
    access.actions.one(`${address}/config/appsettings/list?api-version=${apiVersion}`, azureRoles.settings),
  ]);
  const name = place.value("name");
  const hostName = place.value("properties.defaultHostName");
  if (gate.outcome === "unread") gaps.add(`App Service authentication of ${address}`, gate);
  if (settings.outcome === "unread") gaps.add(`the app settings of ${address}`, settings);
  const byName = settings.outcome === "found" ? settingsOf(address, settings.found) : new Map<string, Value>();
  const incomplete = settings.outcome === "unread" ? reasonOf(settings) : undefined;
  return {
    address,
    ...(name && { name }),
    ...(hostName && { hostName }),
    ...(gate.outcome === "found" && { gate: gateOf(`${address}/config/authsettingsV2`, gate.found) }),
    ...(gate.outcome === "unread" && { gate: hiddenGate(address, reasonOf(gate)) }),
    appSettings: byName,
    ...(incomplete !== undefined && { appSettingsIncomplete: incomplete }),
    ...readServerSettings({ byName, incomplete }, source),
    source,
  };
}

function settingsOf(address: string, document: JsonObject): ReadonlyMap<string, Value> {
  const properties = new Place(`${address}/config/appsettings`, document);
  const found = new Map<string, Value>();
  const written = document["properties"];
  const names = typeof written === "object" && written !== null ? Object.keys(written) : [];
  for (const name of names) {
    const path = `properties.${name}`;
    const matters = settingsThatMatter.test(name);
    const value = matters
      ? properties.value(path)
      : unknown("it is none of the settings that are read", properties.source(path));
    if (value) found.set(name, value);
  }
  return found;
}

/** What nobody may look at may be on or off. */
function hiddenGate(address: string, reason: string): NonNullable<FunctionApp["gate"]> {
  const source = { address: `${address}/config/authsettingsV2`, path: "properties" };
  const open = unknown(reason, source);
  return {
    address: source.address,
    enabled: open,
    requireAuthentication: open,
    unauthenticatedAction: open,
    providers: [],
    unmentionedProviders: [],
    source,
  };
}
