import { randomInt } from "node:crypto";
import { isObject, objectAt, textAt, without, type JsonObject } from "../../json";
import type { SwitchSettings } from "../../switches";
import { serverFarmInUse, serverFarmNotFound, siteNameTaken } from "../errors";
import { childOf, formatId, ownName, parseResourceId } from "../resource-id";
import type { Resource } from "../resource";
import type { ResourceType, World } from "../resource-type";
import { sameText } from "../store";
import { initialAuthSettings, siteConfigType } from "./site-config";

const serverFarms = "Microsoft.Web/serverfarms";
const sites = "Microsoft.Web/sites";

/**
 * App Service plans.
 * @see https://learn.microsoft.com/rest/api/appservice/app-service-plans
 */
const serverFarm: ResourceType = {
  type: serverFarms,
  located: true,
  names: {
    pattern: /^[a-zA-Z0-9-]{1,60}$/,
    allowed: "Use 1 to 60 letters, digits and hyphens.",
  },
  write({ id, body, existing, world }) {
    const name = textAt(body.sku ?? {}, "name") ?? "F1";
    const flex = name === "FC1";
    return {
      kind: body.kind ?? (flex ? "functionapp" : "app"),
      sku: {
        name,
        size: name,
        family: flex ? "FC" : name.replace(/\d.*$/, ""),
        capacity: 0,
        ...body.sku,
        ...(flex ? { tier: "FlexConsumption" } : {}),
      },
      properties: {
        reserved: flex,
        perSiteScaling: false,
        zoneRedundant: false,
        maximumElasticWorkerCount: 1,
        ...body.properties,
        serverFarmId: existing?.properties["serverFarmId"] ?? randomInt(1, 2 ** 31),
        name: ownName(id),
        resourceGroup: id.resourceGroup,
        subscription: id.subscription,
        status: "Ready",
        numberOfSites: existing === undefined ? 0 : sitesOn(existing, world).length,
        provisioningState: "Succeeded",
      },
    };
  },
  beforeDelete(plan, world) {
    const inUse = sitesOn(plan, world).map((site) => ownName(site.id));
    if (inUse.length > 0) throw serverFarmInUse(ownName(plan.id), inUse);
  },
};

/**
 * Sites: function apps among them. The host name is the site's name, so a name exists once in the world; app settings
 * are taken by a PUT and never returned by a GET.
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/create-or-update
 */
const site = (switches: SwitchSettings): ResourceType => ({
  type: sites,
  located: true,
  names: {
    pattern: /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,58}[a-zA-Z0-9])?$/,
    allowed: "Use 1 to 60 letters, digits and hyphens; no hyphen at either end.",
  },
  write({ id, body, existing, world }) {
    const name = ownName(id);
    if (existing === undefined && world.store.ofType(sites).some((other) => sameText(ownName(other.id), name))) {
      throw siteNameTaken(name);
    }
    const planId = parseResourceId(textAt(body.properties, "serverFarmId") ?? "");
    const plan = planId === undefined ? undefined : world.store.get(planId);
    if (plan === undefined) throw serverFarmNotFound(planId === undefined ? "" : ownName(planId));
    const host = `${name.toLowerCase()}.azurewebsites.net`;
    const scmHost = `${name.toLowerCase()}.scm.azurewebsites.net`;
    const binding = (hostName: string, hostType: string): JsonObject => ({
      name: hostName,
      sslState: "Disabled",
      hostType,
    });
    return {
      kind: body.kind ?? "app",
      properties: {
        enabled: true,
        httpsOnly: false,
        clientAffinityEnabled: false,
        reserved: plan.properties["reserved"],
        ...body.properties,
        siteConfig: without(objectAt(body.properties, "siteConfig"), "appSettings", "connectionStrings"),
        // In the plan's own casing, `serverfarms`, also where the request had azurerm's `serverFarms`: azapi compares
        // with case, so a configuration that passes azurerm's id on has a difference in every plan.
        // https://github.com/Azure/terraform-azurerm-avm-res-web-site/pull/348
        serverFarmId: formatId(plan.id),
        name,
        state: "Running",
        usageState: "Normal",
        availabilityState: "Normal",
        sku: textAt(plan.sku ?? {}, "tier"),
        hostNames: [host],
        enabledHostNames: [host, scmHost],
        hostNameSslStates: [binding(host, "Standard"), binding(scmHost, "Repository")],
        defaultHostName: host,
        repositorySiteName: name,
        resourceGroup: id.resourceGroup,
        lastModifiedTimeUtc: new Date().toISOString(),
      },
    };
  },
  companions({ id, body, world }) {
    const settings = childOf(id, "config", "appsettings");
    const sent = objectAt(body.properties, "siteConfig")["appSettings"];
    // A list that is sent replaces all app settings, also of a site that exists; without one they stay.
    if (Array.isArray(sent)) world.store.put({ id: settings, properties: settingsOf(sent) });
    return [
      { id: settings, properties: {} },
      { id: childOf(id, "config", "authsettingsV2"), properties: initialAuthSettings(switches) },
    ];
  },
});

/**
 * What the platform itself keeps below a site: what was published to it, and the functions that it found in that.
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/list-functions
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/list-deployments
 */
const siteContents: readonly ResourceType[] = ["functions", "deployments"].map((type) => ({
  type: `${sites}/${type}`,
  located: false,
  methods: ["GET"],
  write: ({ body }) => ({ properties: body.properties }),
}));

/** Everything of Microsoft.Web. */
export function webTypes(switches: SwitchSettings): readonly ResourceType[] {
  return [serverFarm, site(switches), siteConfigType(switches), ...siteContents];
}

function sitesOn(plan: Resource, { store }: World): readonly Resource[] {
  return store
    .ofType(sites)
    .filter(({ properties }) => sameText(textAt(properties, "serverFarmId") ?? "", formatId(plan.id)));
}

function settingsOf(list: readonly unknown[]): JsonObject {
  return Object.fromEntries(
    list.filter(isObject).map((setting) => [textAt(setting, "name") ?? "", textAt(setting, "value") ?? ""]),
  );
}
