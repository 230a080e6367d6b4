import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import type { Deployment } from "../../../contract/deployment";
import { readDeployment } from "../../../contract/deployment-file";
import { stackName } from "../../../contract/names";
import { doesNotFit } from "../errors";
import { type ChangeName, changeNamed } from "./changes";

/**
 * The deployment as a pull request would leave its file.
 *
 * @param name of the change
 * @param deployment what is changed; its file stays as it is
 * @param folder where a file that extends it is written
 * @throws {CannotPreview} where the change cannot happen to it
 * @throws {DeploymentFileError} where the file may not be changed in this way
 */
export function changedDeployment(name: ChangeName, deployment: Deployment, folder: string): Deployment {
  const { file } = changeNamed(name);
  if (!file) return deployment;
  const change = file(deployment);
  if (!change) {
    throw doesNotFit(
      name,
      stackName(deployment),
      "it has nothing that could be changed so. Choose another deployment.",
    );
  }
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${stackName(deployment)}-${name}.yaml`);
  writeFileSync(path, stringify({ extends: resolve(deployment.file), ...change }));
  return readDeployment(path);
}
