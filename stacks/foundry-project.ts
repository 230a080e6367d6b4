import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CognitiveAccountProject } from "@cdktf/provider-azurerm/lib/cognitive-account-project";
import { CognitiveDeployment } from "@cdktf/provider-azurerm/lib/cognitive-deployment";
import { DataAzurermCognitiveAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-cognitive-account";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Fn, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleDefinitionId } from "../contract/azure-roles";
import type { Contract } from "../contract/contract";
import { parseArmId } from "../contract/deployment-file/arm-ids";
import { principalConstructId } from "./construct-ids";
import type { EntraGroups } from "./entra-groups";
import type { DeploymentResourceGroup } from "./resource-group";

/** What the Foundry layer is formed from. */
export interface FoundryProjectProps {
  readonly contract: Contract;
  readonly resourceGroup: DeploymentResourceGroup;
  /** Looks up the groups of `foundry.users`. */
  readonly groups: EntraGroups;
}

/** An account, as far as project and agents need it. */
interface Account {
  readonly id: string;
  readonly location: string;
  /** First label of the account's host names. */
  readonly subdomain: string;
}

/** A project, as far as connections and agents need it. */
interface Project {
  readonly id: string;
  readonly name: string;
}

/**
 * Account, model deployment and project, each created or referenced, and who may use them. Account, deployment, project and
 * connections are written one after the other: Resource Manager refuses writes side by side on one account.
 * @see https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry
 */
export class FoundryProject extends Construct {
  /** ARM id of the project. */
  readonly id: string;
  /** Host name and path of the project's own API, without a scheme. */
  readonly dataPlanePath: string;
  /** Name of the model deployment, as a reference where it is created here. */
  readonly modelDeployment: string;
  /** Roles without which an agent cannot be created. */
  readonly deployerRoles: readonly ITerraformDependable[];
  private readonly props: FoundryProjectProps;

  constructor(scope: Construct, id: string, props: FoundryProjectProps) {
    super(scope, id);
    this.props = props;
    const { contract, groups } = props;
    const { foundry } = contract.deployment;

    const account = this.account();
    const model = this.addModelDeployment(account);
    this.modelDeployment = model?.name ?? contract.modelDeployment;
    const project =
      "id" in foundry.project
        ? { id: foundry.project.id, name: foundryNames(foundry.project.id).project }
        : this.addProject(account, foundry.project.name, model);
    this.id = project.id;
    this.dataPlanePath = `${account.subdomain}.services.ai.azure.com/api/projects/${project.name}`;

    for (const user of foundry.users) {
      const named = "group" in user;
      this.grant(
        `user-${principalConstructId(named ? user.group : user.id)}`,
        named ? groups.objectId({ name: user.group }) : user.id,
        named ? "Group" : user.type,
        project.id,
      );
    }
    this.deployerRoles = foundry.deployers.map(({ id: principal, type }) =>
      this.grant(`deployer-${principalConstructId(principal)}`, principal, type, project.id),
    );
  }

  private account(): Account {
    const { contract, resourceGroup } = this.props;
    const { foundry, azure } = contract.deployment;
    const referenced = foundry.account ?? ("id" in foundry.project ? foundry.project.id : undefined);
    if (referenced !== undefined) {
      const { account, resourceGroup: resourceGroupName } = foundryNames(referenced);
      const found = new DataAzurermCognitiveAccount(this, "account", { name: account, resourceGroupName });
      // The data source tells no subdomain, but an endpoint: https://<subdomain>.cognitiveservices.azure.com/
      const host = Token.asString(Fn.element(Fn.split("/", found.endpoint), 2));
      return { id: found.id, location: found.location, subdomain: Token.asString(Fn.element(Fn.split(".", host), 0)) };
    }
    const created = new CognitiveAccount(this, "account", {
      name: contract.names.foundryAccount,
      resourceGroupName: resourceGroup.name,
      location: azure.location,
      tags: { ...azure.tags },
      kind: "AIServices",
      skuName: "S0",
      customSubdomainName: contract.names.foundryAccount,
      projectManagementEnabled: true,
      localAuthEnabled: false,
      identity: { type: "SystemAssigned" },
    });
    return { id: created.id, location: created.location, subdomain: created.customSubdomainName };
  }

  private addModelDeployment(account: Account): CognitiveDeployment | undefined {
    const { contract } = this.props;
    const { model } = contract.deployment.foundry;
    if ("deployment" in model) return undefined;
    return new CognitiveDeployment(this, "model", {
      name: contract.modelDeployment,
      cognitiveAccountId: account.id,
      model: { format: "OpenAI", name: model.name, version: model.version },
      sku: { name: model.sku, capacity: model.capacity },
    });
  }

  private addProject(account: Account, name: string, after: CognitiveDeployment | undefined): Project {
    const project = new CognitiveAccountProject(this, "project", {
      name,
      cognitiveAccountId: account.id,
      location: account.location,
      tags: { ...this.props.contract.deployment.azure.tags },
      identity: { type: "SystemAssigned" },
      dependsOn: after && [after],
    });
    this.grant("project-role", project.identity.principalId, "ServicePrincipal", account.id);
    return { id: project.id, name: project.name };
  }

  /** Gives the role Foundry User. */
  private grant(id: string, principalId: string, principalType: string, on: string): RoleAssignment {
    return new RoleAssignment(this, id, {
      scope: on,
      roleDefinitionId: roleDefinitionId(this.props.contract.deployment.azure.subscriptionId, "foundryUser"),
      principalId,
      principalType,
    });
  }
}

/** Names in the id of an account or of a project; the schema of the deployment file has checked its form. */
function foundryNames(id: string): { resourceGroup: string; account: string; project: string } {
  const found = parseArmId("foundryProject", id) ?? parseArmId("foundryAccount", id);
  const [account = "", project = ""] = found?.names ?? [];
  return { resourceGroup: found?.resourceGroup ?? "", account, project };
}
