import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import type { Contract } from "../contract/contract";

/**
 * The resource group of a deployment, created or referenced. Everything in Azure hangs on it, so it carries the condition that the
 * deployer is signed in to the tenant of the deployment file.
 */
export class DeploymentResourceGroup extends Construct {
  /** ARM id. */
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, contract: Contract) {
    super(scope, id);
    const { tenantId, location, tags, resourceGroup } = contract.deployment.azure;
    const signedIn = new DataAzurermClientConfig(this, "signed-in");
    const lifecycle: TerraformResourceLifecycle = {
      precondition: [
        {
          condition: `\${${signedIn.fqn}.tenant_id == "${tenantId}"}`,
          errorMessage: `Signed in to another tenant than the deployment file names: azure.tenantId is ${tenantId}.`,
        },
      ],
    };
    const group =
      resourceGroup === undefined
        ? new ResourceGroup(this, "group", { name: contract.names.resourceGroup, location, tags, lifecycle })
        : new DataAzurermResourceGroup(this, "group", { name: resourceGroup, lifecycle });
    this.id = group.id;
    this.name = group.name;
  }
}
