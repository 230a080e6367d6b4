/** azurerm and azapi against the local cloud's own Resource Manager and Foundry, through the front, with real Terraform. */
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { createResourceManager } from "../../../rehearsal/azure/resource-manager";
import { createClock } from "../../../rehearsal/clock";
import { createDirectory } from "../../../rehearsal/directory";
import { createEntra } from "../../../rehearsal/entra/entra";
import { createFoundry } from "../../../rehearsal/foundry/foundry";
import { startFront, type Front } from "../../../rehearsal/front/front";
import { createJournal } from "../../../rehearsal/journal";
import { createOutgoing } from "../../../rehearsal/outgoing";
import { switchSettings } from "../../../rehearsal/switches";
import { startProviders, type RunningProviders } from "../../../rehearsal/terraform/providers";
import { throughProxy } from "../../../rehearsal/terraform/transport";
import { terraformProject, type TerraformProject } from "./terraform-project";

jest.setTimeout(60_000);

const tenantId = "11111111-1111-4111-8111-111111111111";
const subscription = "22222222-2222-4222-8222-222222222222";
const deployer = { clientId: "deployer", clientSecret: "s3cret", objectId: "deployer-object", oktaApiToken: "" };
const foundryUser = "53ca6127-db72-4b80-b1b0-d745d6d5456d";

const configuration = `
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
    azapi   = { source = "Azure/azapi" }
  }
}
provider "azurerm" {
  subscription_id                 = "${subscription}"
  resource_provider_registrations = "none"
  resource_providers_to_register  = ["Microsoft.Storage", "Microsoft.ManagedIdentity", "Microsoft.Web", "Microsoft.App",
    "Microsoft.OperationalInsights", "Microsoft.Insights", "Microsoft.CognitiveServices"]
  features {}
}
provider "azapi" {}
data "azurerm_client_config" "me" {}
resource "azurerm_resource_group" "rg" {
  name     = "rg-weather"
  location = "swedencentral"
}
resource "azurerm_user_assigned_identity" "id" {
  name                = "id-weather"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
}
resource "azurerm_storage_account" "st" {
  name                      = "stweather"
  resource_group_name       = azurerm_resource_group.rg.name
  location                  = azurerm_resource_group.rg.location
  account_tier              = "Standard"
  account_replication_type  = "LRS"
  shared_access_key_enabled = false
}
resource "azurerm_storage_container" "pkg" {
  name               = "deployments"
  storage_account_id = azurerm_storage_account.st.id
}
resource "azurerm_role_assignment" "blob" {
  scope                = azurerm_storage_account.st.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.id.principal_id
  principal_type       = "ServicePrincipal"
}
resource "azurerm_log_analytics_workspace" "log" {
  name                = "log-weather"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
}
data "azurerm_log_analytics_workspace" "log" {
  name                = azurerm_log_analytics_workspace.log.name
  resource_group_name = azurerm_resource_group.rg.name
}
resource "azurerm_application_insights" "ai" {
  name                = "appi-weather"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  workspace_id        = data.azurerm_log_analytics_workspace.log.id
  application_type    = "web"
}
resource "azurerm_service_plan" "plan" {
  name                = "asp-weather"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  os_type             = "Linux"
  sku_name            = "FC1"
}
resource "azurerm_cognitive_account" "foundry" {
  name                       = "aif-weather"
  resource_group_name        = azurerm_resource_group.rg.name
  location                   = azurerm_resource_group.rg.location
  kind                       = "AIServices"
  sku_name                   = "S0"
  custom_subdomain_name      = "aif-weather"
  project_management_enabled = true
  local_auth_enabled         = false
  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_cognitive_deployment" "model" {
  name                 = "gpt-5-mini"
  cognitive_account_id = azurerm_cognitive_account.foundry.id
  model {
    format  = "OpenAI"
    name    = "gpt-5-mini"
    version = "2025-08-07"
  }
  sku {
    name     = "GlobalStandard"
    capacity = 50
  }
}
resource "azurerm_cognitive_account_project" "project" {
  name                 = "weather"
  cognitive_account_id = azurerm_cognitive_account.foundry.id
  location             = azurerm_resource_group.rg.location
  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_role_assignment" "deployer" {
  scope              = azurerm_cognitive_account_project.project.id
  role_definition_id = "/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${foundryUser}"
  principal_id       = data.azurerm_client_config.me.object_id
}
resource "azapi_resource" "connection" {
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview"
  name      = "weather-reader"
  parent_id = azurerm_cognitive_account_project.project.id
  body = {
    properties = {
      category         = "RemoteTool"
      authType         = "OAuth2"
      target           = "https://func-weather.azurewebsites.net/mcp"
      authorizationUrl = "https://example.okta.com/oauth2/a/v1/authorize"
      tokenUrl         = "https://example.okta.com/oauth2/a/v1/token"
      refreshUrl       = "https://example.okta.com/oauth2/a/v1/token"
      scopes           = ["openid", "offline_access", "weather.read"]
      isSharedToAll    = true
    }
  }
  sensitive_body         = { properties = { credentials = { clientId = "client", clientSecret = "hunter2" } } }
  response_export_values = { redirect_url = "properties.redirectUrl" }
  depends_on             = [azurerm_cognitive_deployment.model]
}
resource "azapi_data_plane_resource" "agent" {
  type      = "Microsoft.Foundry/agents@v1"
  parent_id = "aif-weather.services.ai.azure.com/api/projects/\${azurerm_cognitive_account_project.project.name}"
  name      = "weather-agent"
  body = {
    name = "weather-agent"
    definition = {
      kind         = "prompt"
      model        = azurerm_cognitive_deployment.model.name
      instructions = "Use the weather tools."
      tools = [{ type = "mcp", server_label = "weather", server_url = "https://func-weather.azurewebsites.net/mcp",
      require_approval = "never", project_connection_id = azapi_resource.connection.id }]
    }
  }
  retry      = { error_message_regex = ["PermissionDenied", "Unauthorized"] }
  depends_on = [azurerm_role_assignment.deployer]
}
output "redirect_url" {
  value = azapi_resource.connection.output.redirect_url
}
`;

let front: Front;
let running: RunningProviders;
let terraform: TerraformProject;

beforeAll(async () => {
  const tenant = { tenantId, subscriptionIds: [subscription], groups: [], people: [], principals: [], resources: [] };
  const seed = { tenants: [tenant], organizations: [] };
  const directory = createDirectory();
  const switches = switchSettings();
  const quiet = { outgoing: createOutgoing(), journal: createJournal(), clock: createClock() };
  const { services, verifyBearer } = createEntra({ ...quiet, seed, deployer, directory, switches });
  const deployerObjectId = deployer.objectId;
  const resourceManager = createResourceManager({ seed, verifyBearer, directory, switches, deployerObjectId });
  const foundry = createFoundry({ resourceManager, verifyBearer, switches, ...quiet });
  front = await startFront([...services, resourceManager.service, ...foundry.services]);
  const { proxyUrl: url, certificateAuthority } = front;
  running = await startProviders({
    transport: throughProxy({ url, certificateAuthority }),
    environment: {
      ARM_CLIENT_ID: deployer.clientId,
      ARM_CLIENT_SECRET: deployer.clientSecret,
      ARM_TENANT_ID: tenantId,
      ARM_SUBSCRIPTION_ID: subscription,
    },
  });
  terraform = await terraformProject(running.reattach);
  await terraform.write(configuration);
  await terraform.run("init");
});

afterAll(async () => {
  await terraform.remove();
  await running.close();
  await front.close();
});

test("the Azure side of a deployment is applied, planned again without changes, and destroyed", async () => {
  const applied = await terraform.run("apply", "-auto-approve");
  expect(applied.output).toContain("Apply complete! Resources: 14 added");
  expect(applied.output).toMatch(/redirect_url = "https:\/\/global\.consent\.azure-apim\.net\/redirect\/\S{32,}"/);
  expect(await terraform.state()).not.toContain("hunter2");

  const again = await terraform.run("plan", "-detailed-exitcode");
  expect(again).toMatchObject({ exitCode: 0, output: expect.stringContaining("No changes") as unknown });

  const destroyed = await terraform.run("destroy", "-auto-approve");
  expect(destroyed.output).toContain("Destroy complete! Resources: 14 destroyed");
});

test("a wrong secret is refused before anything is planned", async () => {
  const { proxyUrl: url, certificateAuthority } = front;
  const environment = { ARM_CLIENT_ID: deployer.clientId, ARM_CLIENT_SECRET: "wrong", ARM_TENANT_ID: tenantId };
  const wrong = await startProviders({ transport: throughProxy({ url, certificateAuthority }), environment });
  const folder = await terraformProject(wrong.reattach);
  await folder.write(configuration);
  await folder.run("init");
  const { exitCode, output } = await folder.run("plan");
  expect(exitCode).toBe(1);
  expect(output).toContain("AADSTS7000215");
  await folder.remove();
  await wrong.close();
});
