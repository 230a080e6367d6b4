import { isObject, textAt } from "../../json";
import type { ApiClients } from "../api-clients";
import { isJsonArray } from "../arm/json-values";
import { bodyOf, sendToArm, succeeded } from "../arm/requests";
import { retryWhile } from "../arm/retry";
import { textAttribute, textsAttribute } from "../attributes";
import { connectResourceManager, type Connect } from "../connect";
import { subscriptionOf } from "./arm-resource";
import { listingFailed, registrationFailed } from "./errors";

const apiVersion = "2022-09-01";

/** Of the namespaces that azurerm 4 registers unless it is told otherwise, those that the local cloud knows. */
const usualNamespaces = [
  "Microsoft.CognitiveServices",
  "Microsoft.Insights",
  "Microsoft.ManagedIdentity",
  "Microsoft.OperationalInsights",
  "Microsoft.Storage",
  "Microsoft.Web",
];

/**
 * Signs in, then registers the subscription for the resource providers that `resource_provider_registrations` and
 * `resource_providers_to_register` name, those that it is not registered for yet.
 *
 * @throws what azurerm reports when it may not, or when a namespace does not exist
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs#resource-provider-registrations
 */
export const connectAzurerm: Connect = async (input) => {
  const api = await connectResourceManager(input);
  const byDefault = textAttribute(api.provider, "resource_provider_registrations") === "none" ? [] : usualNamespaces;
  const wanted = new Set([...byDefault, ...textsAttribute(api.provider, "resource_providers_to_register")]);
  const missing = wanted.size === 0 ? [] : await notRegistered(api, [...wanted]);
  await Promise.all(missing.map((namespace) => register(api, namespace)));
  return api;
};

async function notRegistered(api: ApiClients, wanted: readonly string[]): Promise<readonly string[]> {
  const id = `/subscriptions/${subscriptionOf(api)}/providers`;
  const response = await sendToArm(api.resourceManager, { method: "GET", id, apiVersion });
  if (!succeeded(response)) throw listingFailed(response);
  const listed = bodyOf(response)["value"];
  const registered = new Set(
    (isJsonArray(listed) ? listed : [])
      .filter(isObject)
      .filter((provider) => textAt(provider, "registrationState") === "Registered")
      .map((provider) => (textAt(provider, "namespace") ?? "").toLowerCase()),
  );
  return wanted.filter((namespace) => !registered.has(namespace.toLowerCase()));
}

async function register(api: ApiClients, namespace: string): Promise<void> {
  const id = `/subscriptions/${subscriptionOf(api)}/providers/${namespace}`;
  const response = await sendToArm(api.resourceManager, { method: "POST", id: `${id}/register`, apiVersion });
  if (!succeeded(response)) throw registrationFailed(namespace, response);
  await retryWhile(
    () => sendToArm(api.resourceManager, { method: "GET", id, apiVersion }),
    (seen) => textAt(bodyOf(seen), "registrationState") === "Registering",
  );
}
