/** A function app as a deployment makes it, in a local cloud without Terraform: what publishing needs, and nothing else. */
import { platformSettings, serverSettings } from "../../contract/app-settings";
import { azureRoles } from "../../contract/azure-roles";
import { formContract, type Contract } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { startLocalCloud, type LocalCloud } from "../../rehearsal/local-cloud";
import { switchSettings, type SwitchSettings } from "../../rehearsal/switches";
import { seedFor } from "../../scripts/local/seed";
import { easyAuthSettings } from "../../stacks/easy-auth";

/** A local cloud and the way to its Resource Manager. */
export interface LocalSite {
  readonly cloud: LocalCloud;
  readonly contract: Contract;
  /** Asks Resource Manager as the deployer. @throws Error where it refuses */
  arm(method: "GET" | "PUT" | "POST" | "DELETE", id: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Token of the deployer for Resource Manager. */
  readonly token: string;
  /** ARM id of the site. */
  readonly siteId: string;
  close(): Promise<void>;
}

const issuer = "https://example.okta.com/oauth2/aus1";

/** Starts a local cloud that holds the site of a deployment. */
export async function startLocalSite(
  deployment: Deployment,
  switches: Partial<SwitchSettings> = {},
): Promise<LocalSite> {
  const contract = formContract(deployment);
  const { seed, deployerObjectId } = seedFor([deployment]);
  const cloud = await startLocalCloud({ seed, deployerObjectId, switches: switchSettings(switches) });
  const token = await managementToken(cloud, deployment.azure.tenantId);
  const arm: LocalSite["arm"] = async (method, id, body) => {
    const answer = await cloud.fetch(`https://management.azure.com${id}?api-version=2024-04-01`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${id}: ${answer.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  const siteId = await createSite(contract, arm);
  return { cloud, contract, arm, token, siteId, close: () => cloud.close() };
}

async function managementToken(cloud: LocalCloud, tenantId: string): Promise<string> {
  const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = cloud.environment;
  const answer = await cloud.fetch(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: "https://management.azure.com/.default",
    }),
  });
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}

async function createSite(contract: Contract, arm: LocalSite["arm"]): Promise<string> {
  const { names, deployment, scopes, endpoint, connections } = contract;
  const { location, subscriptionId } = deployment.azure;
  const subscription = `/subscriptions/${subscriptionId}`;
  const group = `${subscription}/resourceGroups/${names.resourceGroup}`;
  const named = (type: string, name: string): string => `${group}/providers/${type}/${name}`;
  const storage = named("Microsoft.Storage/storageAccounts", names.storageAccount);
  const identity = named("Microsoft.ManagedIdentity/userAssignedIdentities", names.managedIdentity);
  const plan = named("Microsoft.Web/serverfarms", names.servicePlan);
  const site = named("Microsoft.Web/sites", names.functionApp);
  const { server } = deployment;

  await arm("PUT", group, { location });
  for (const namespace of ["ManagedIdentity", "Storage", "Web"]) {
    await arm("POST", `${subscription}/providers/Microsoft.${namespace}/register`);
  }
  const { properties } = await arm("PUT", identity, { location });
  await arm("PUT", storage, { location, kind: "StorageV2", sku: { name: "Standard_LRS" } });
  await arm("PUT", `${storage}/blobServices/default/containers/deployments`, {});
  await arm(
    "PUT",
    `${storage}/providers/Microsoft.Authorization/roleAssignments/11111111-2222-4333-8444-555555555555`,
    {
      properties: {
        roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${azureRoles.storageBlobDataOwner}`,
        principalId: (properties as { readonly principalId: string }).principalId,
      },
    },
  );
  await arm("PUT", plan, { location, kind: "functionapp", sku: { name: "FC1" }, properties: { reserved: true } });
  const token = {
    issuer,
    audience: `api://${contract.stackName}`,
    allowedClients: connections.map(({ clientName }) => clientName),
  };
  const authentication = { type: "UserAssignedIdentity", userAssignedIdentityResourceId: identity };
  const value = `https://${names.storageAccount}.blob.core.windows.net/deployments`;
  await arm("PUT", site, {
    location,
    kind: "functionapp,linux",
    identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } },
    properties: {
      serverFarmId: plan,
      functionAppConfig: { deployment: { storage: { type: "blobContainer", value, authentication } } },
      siteConfig: { appSettings: [...platformSettings(server, scopes), ...serverSettings(endpoint, scopes, token)] },
    },
  });
  const openIdConfigurationUrl = `${issuer}/.well-known/openid-configuration`;
  const gate = easyAuthSettings(server.gate, { provider: "okta", openIdConfigurationUrl }, token);
  await arm("PUT", `${site}/config/authsettingsV2`, { properties: gate });
  return site;
}
