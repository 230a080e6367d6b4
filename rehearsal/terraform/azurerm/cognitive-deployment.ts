import { objectAt, textAt } from "../../json";
import { booleanAttribute, numberAttribute, requiredText, singleBlock, textAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { armResource } from "./arm-resource";
import { cognitiveVersion } from "./cognitive-account";

/** @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement/deployments */
export const cognitiveDeployment = armResource({
  type: "azurerm_cognitive_deployment",
  label: "Deployment",
  apiVersion: cognitiveVersion,
  replacedBy: [
    "name",
    "cognitive_account_id",
    "model.format",
    "model.name",
    "sku.name",
    "sku.tier",
    "sku.size",
    "sku.family",
  ],
  defaults: { version_upgrade_option: "OnceNewDefaultVersionAvailable" },
  lock: (attributes) => requiredText(attributes, "cognitive_account_id"),
  id: (planned) => `${requiredText(planned, "cognitive_account_id")}/deployments/${requiredText(planned, "name")}`,
  body: (planned) => {
    const model = singleBlock(planned, "model") ?? {};
    const version = textAttribute(model, "version");
    const policy = textAttribute(planned, "rai_policy_name");
    const throttling = booleanAttribute(planned, "dynamic_throttling_enabled");
    return {
      sku: skuBody(singleBlock(planned, "sku") ?? {}),
      properties: {
        model: {
          format: requiredText(model, "format"),
          name: requiredText(model, "name"),
          ...(version === undefined ? {} : { version }),
        },
        versionUpgradeOption: textAttribute(planned, "version_upgrade_option") ?? "OnceNewDefaultVersionAvailable",
        ...(policy === undefined ? {} : { raiPolicyName: policy }),
        ...(throttling === undefined ? {} : { dynamicThrottlingEnabled: throttling }),
      },
    };
  },
  attributes(found, known) {
    const properties = objectAt(found, "properties");
    const model = objectAt(properties, "model");
    const sku = objectAt(found, "sku");
    const knownSku = singleBlock(known, "sku") ?? {};
    const { capacity } = sku;
    // A version that the configuration leaves to Azure, or a capacity of one, which is the default, is no difference.
    const version =
      textAttribute(singleBlock(known, "model") ?? {}, "version") === undefined ? undefined : textAt(model, "version");
    const defaulted = numberAttribute(knownSku, "capacity") === undefined && capacity === 1;
    return {
      model: [
        { format: textAt(model, "format") ?? null, name: textAt(model, "name") ?? null, version: version ?? null },
      ],
      sku: [
        {
          ...knownSku,
          name: textAt(sku, "name") ?? null,
          capacity: typeof capacity === "number" && !defaulted ? capacity : null,
        },
      ],
      version_upgrade_option: textAt(properties, "versionUpgradeOption") ?? null,
    };
  },
});

function skuBody(sku: Attributes): Readonly<Record<string, string | number>> {
  const optional = ["tier", "size", "family"].flatMap((name) => {
    const value = textAttribute(sku, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const capacity = numberAttribute(sku, "capacity") ?? 1;
  return { name: requiredText(sku, "name"), capacity, ...Object.fromEntries(optional) };
}
