import type { Deployment } from "../deployment";
import { DeploymentFileError } from "./deployment-file-error";
import { deploymentFolder, findDeploymentFiles, resolveDeploymentFile } from "./find-deployments";
import { readDeployments } from "./read-deployments";

/**
 * Reads the deployments that a person chose.
 *
 * @param chosen stack names or paths; none means every file in `deployments/`
 * @throws {DeploymentFileError} with every mistake in the files, or where there is no file
 */
export function selectDeployments(chosen: readonly string[]): Deployment[] {
  const files = chosen.length > 0 ? chosen.map((argument) => resolveDeploymentFile(argument)) : findDeploymentFiles();
  if (files.length === 0) {
    throw new DeploymentFileError([
      {
        position: { file: deploymentFolder, line: 1, column: 1 },
        path: "",
        message: "There is no deployment file here. Write one that ends in .yaml, or name one by its path.",
      },
    ]);
  }
  return readDeployments([...new Set(files)]);
}

/** What the environment variable `DEPLOYMENT` chooses: stack names or paths, separated by commas. */
export function chosenInEnvironment(environment: NodeJS.ProcessEnv): readonly string[] {
  return (environment["DEPLOYMENT"] ?? "")
    .split(",")
    .map((argument) => argument.trim())
    .filter((argument) => argument !== "");
}
