/** What azurerm reports, in its words. */
import type { ApiResponse } from "../api-clients";
import { ProviderError, unexpectedStatus } from "../errors";

/** An ARM id as azurerm prints it: `Storage Account (Subscription: "…"\nResource Group Name: "…"\n…)`. */
export function describeId(label: string, id: string): string {
  const segments = id.split("/").filter((segment) => segment !== "" && segment !== "providers");
  const parts: string[] = [];
  for (let index = 0; index + 1 < segments.length; index++) {
    const [kind = "", name = ""] = [segments[index], segments[index + 1]];
    if (kind.includes(".")) continue;
    parts.push(`${titleOf(kind)}: ${JSON.stringify(name)}`);
    index++;
  }
  return `${label} (${parts.join("\n")})`;
}

/** A request for a resource failed. `doing` as in `creating`, `updating`, `deleting`, `retrieving`. */
export function requestFailed(doing: string, described: string, response: ApiResponse): ProviderError {
  return new ProviderError(`${doing} ${described}: ${unexpectedStatus(response)}`);
}

/** azurerm creates nothing that exists. */
export function existsAlready(type: string, id: string): ProviderError {
  return new ProviderError(
    `A resource with the ID ${JSON.stringify(id)} already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for ${JSON.stringify(type)} for more information.`,
  );
}

/** Which resource providers the subscription is registered for could not be read. */
export function listingFailed(response: ApiResponse): ProviderError {
  return new ProviderError(`unable to list provider registration status: ${unexpectedStatus(response)}`);
}

/** The subscription could not be registered for a resource provider. */
export function registrationFailed(namespace: string, response: ApiResponse): ProviderError {
  return new ProviderError(
    "Encountered an error whilst ensuring Resource Providers are registered.",
    `Error: registering resource provider ${JSON.stringify(namespace)}: ${unexpectedStatus(response)}`,
  );
}

/** A data source found nothing. */
export function notFound(described: string): ProviderError {
  return new ProviderError(`${described} was not found`);
}

/** No role definition of that name exists at the scope. */
export function noSuchRole(name: string, scope: string): ProviderError {
  return new ProviderError(
    `loading Role Definition List: could not find role ${JSON.stringify(name)} at scope ${JSON.stringify(scope)}`,
  );
}

/** Neither the name nor the id of a role is given. */
export function noRole(): ProviderError {
  return new ProviderError("one of `role_definition_id,role_definition_name` must be specified");
}

const titles: Readonly<Record<string, string>> = {
  subscriptions: "Subscription",
  resourceGroups: "Resource Group Name",
  storageAccounts: "Storage Account Name",
  blobServices: "Blob Service Name",
  containers: "Container Name",
  userAssignedIdentities: "User Assigned Identity Name",
  workspaces: "Workspace Name",
  components: "Component Name",
  serverFarms: "Server Farm Name",
  accounts: "Account Name",
  deployments: "Deployment Name",
  projects: "Project Name",
};

function titleOf(kind: string): string {
  return titles[kind] ?? kind;
}
