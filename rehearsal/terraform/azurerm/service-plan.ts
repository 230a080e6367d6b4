import { objectAt, textAt } from "../../json";
import { booleanAttribute, numberAttribute, requiredText } from "../attributes";
import { armResource, groupedId } from "./arm-resource";

/** @see https://learn.microsoft.com/rest/api/appservice/app-service-plans */
export const servicePlan = armResource({
  type: "azurerm_service_plan",
  label: "App Service Plan",
  apiVersion: "2023-12-01",
  replacedBy: ["name", "resource_group_name", "location", "os_type"],
  defaults: { per_site_scaling_enabled: false, premium_plan_auto_scale_enabled: false, zone_balancing_enabled: false },
  id: (planned, api) => groupedId(api, planned, "Microsoft.Web/serverFarms"),
  body: (planned) => {
    const capacity = numberAttribute(planned, "worker_count");
    const osType = requiredText(planned, "os_type");
    return {
      sku: { name: requiredText(planned, "sku_name"), ...(capacity === undefined ? {} : { capacity }) },
      properties: {
        reserved: osType === "Linux",
        hyperV: osType === "WindowsContainer",
        perSiteScaling: booleanAttribute(planned, "per_site_scaling_enabled") ?? false,
        zoneRedundant: booleanAttribute(planned, "zone_balancing_enabled") ?? false,
      },
    };
  },
  attributes(found) {
    const properties = objectAt(found, "properties");
    const sku = objectAt(found, "sku");
    const { capacity } = sku;
    const workers = properties["maximumElasticWorkerCount"];
    return {
      kind: textAt(found, "kind") ?? null,
      maximum_elastic_worker_count: typeof workers === "number" ? workers : 0,
      os_type:
        properties["reserved"] === true ? "Linux" : properties["hyperV"] === true ? "WindowsContainer" : "Windows",
      reserved: properties["reserved"] === true,
      sku_name: textAt(sku, "name") ?? null,
      worker_count: typeof capacity === "number" ? capacity : 0,
    };
  },
});
