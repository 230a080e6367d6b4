import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CognitiveAccountProject } from "@cdktf/provider-azurerm/lib/cognitive-account-project";
import { CognitiveDeployment } from "@cdktf/provider-azurerm/lib/cognitive-deployment";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleDefinitionId } from "../contract/azure-roles";
import type { Contract } from "../contract/contract";
import { armId, parseArmId } from "../contract/deployment-file/arm-ids";
import { formFoundryEndpoint, type FoundryEndpoint } from "../contract/foundry-endpoint";
import { DataAzapiResource } from "./azapi/data-azapi-resource";
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
  /** Where the project's own API answers. */
  readonly endpoint: FoundryEndpoint;
  /** ARM id of the account, below which Resource Manager takes one write at a time. */
  readonly accountId: string;
  /** What is written below the account before its connections. */
  readonly written: readonly ITerraformDependable[];
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
        ? { id: foundry.project.id, name: foundryProjectName(foundry.project.id) }
        : this.addProject(account, foundry.project.name, model);
    this.id = project.id;
    this.endpoint = formFoundryEndpoint(account.subdomain, project.name);
    this.accountId = account.id;
    this.written = model ? [model] : [];

    for (const user of foundry.users) {
      if ("group" in user) this.grantUse(user.group, groups.objectId({ name: user.group }), "Group");
      else this.grantUse(user.id, user.id, user.type);
    }
    this.deployerRoles = foundry.deployers.map(({ id: principal, type }) => this.grantUse(principal, principal, type));
  }

  private account(): Account {
    const { contract, resourceGroup } = this.props;
    const { foundry, azure } = contract.deployment;
    const referenced = foundry.account ?? ("id" in foundry.project ? foundry.project.id : undefined);
    if (referenced !== undefined) {
      const found = new DataAzapiResource(this, "account", {
        type: "Microsoft.CognitiveServices/accounts@2025-06-01",
        resourceId: foundryAccountId(referenced),
        // azurerm's data source would bring the account's keys into the state.
        responseExportValues: { location: "location", subdomain: "properties.customSubDomainName" },
      });
      return {
        id: foundryAccountId(referenced),
        location: found.output("location"),
        subdomain: found.output("subdomain"),
      };
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

  /** Lets a principal use the project; its key in the file gives the construct its id, whatever the principal is named for. */
  private grantUse(key: string, principalId: string, principalType: string): RoleAssignment {
    return this.grant(`user-${principalConstructId(key)}`, principalId, principalType, this.id);
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

/** Id of the account in the id of an account or of a project in it; the schema of the deployment file has checked the form. */
function foundryAccountId(id: string): string {
  const project = parseArmId("foundryProject", id);
  return project ? armId("foundryAccount", { ...project, names: project.names.slice(0, 1) }) : id;
}

function foundryProjectName(id: string): string {
  return parseArmId("foundryProject", id)?.names[1] ?? "";
}
