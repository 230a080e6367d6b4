import { DeploymentFileError, readDeployment, resolveDeploymentFile } from "../../contract/deployment-file";
import { readHostFile } from "../../checks/wiring/readers/host-file";
import type { HostFile } from "../../checks/wiring/wiring-function-app";

/**
 * `host.json` of the server that a stack deploys: from the folder that was given, else from the folder that the deployment file of the
 * stack's name names.
 *
 * @param stack name of the configuration, which is the stack's where cdktf synthesized it
 * @returns undefined where no deployment file has this name
 */
export function hostFileOf(stack: string, folder: string | undefined): HostFile | undefined {
  if (folder !== undefined) return readHostFile(folder);
  // A file of one stack is called by its path, in which cdktf writes the stack's name; Terraform's plan may lie beside it.
  const source = serverFolderOf(/[\\/]stacks[\\/]([^\\/]+)[\\/][^\\/]+$/.exec(stack)?.[1] ?? stack);
  return source === undefined ? undefined : readHostFile(source);
}

function serverFolderOf(stack: string): string | undefined {
  // A plan is called by its path; it is no deployment file, and may be too large to be tried as one.
  if (/[\\/]|\.json$/.test(stack)) return undefined;
  try {
    return readDeployment(resolveDeploymentFile(stack)).server.source;
  } catch (error) {
    // Anyone's Terraform can be judged, without deployment files and beside broken ones.
    if (error instanceof DeploymentFileError) return undefined;
    throw error;
  }
}
