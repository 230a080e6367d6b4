import type { ResourceType } from "../azure/resource-type";
import type { SwitchSettings } from "../switches";
import { foundryAccount, type DeletedAccounts } from "./account";
import { projectConnection, type CredentialVault } from "./connection";
import { foundryProject, modelDeployment } from "./project";

/** Foundry's resource types, for Resource Manager. */
export function foundryTypes(
  deleted: DeletedAccounts,
  vault: CredentialVault,
  switches: SwitchSettings,
): readonly ResourceType[] {
  return [foundryAccount(deleted), modelDeployment, foundryProject, projectConnection(vault, switches)];
}
