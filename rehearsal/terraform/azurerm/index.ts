import type { ManagedResourceType } from "../resource-type";
import { cognitiveAccount } from "./cognitive-account";
import { cognitiveAccountProject } from "./cognitive-account-project";
import { cognitiveDeployment } from "./cognitive-deployment";
import { applicationInsights, logAnalyticsWorkspace } from "./monitor";
import { resourceGroup } from "./resource-group";
import { roleAssignment } from "./role-assignment";
import { servicePlan } from "./service-plan";
import { storageAccount } from "./storage-account";
import { storageContainer } from "./storage-container";
import { userAssignedIdentity } from "./user-assigned-identity";

export { dataSources } from "./data-sources";

/** Resource types of the provider `azurerm` that a deployment uses. */
export const resources: readonly ManagedResourceType[] = [
  resourceGroup,
  userAssignedIdentity,
  storageAccount,
  storageContainer,
  roleAssignment,
  logAnalyticsWorkspace,
  applicationInsights,
  servicePlan,
  cognitiveAccount,
  cognitiveDeployment,
  cognitiveAccountProject,
];
