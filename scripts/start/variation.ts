import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import type { Deployment } from "../../contract/deployment";
import { readDeployment } from "../../contract/deployment-file";
import { stackName } from "../../contract/names";

/** What a deployment file is changed in; all else stays. In the words of the file. */
export interface Variation {
  readonly server?: Partial<Pick<Deployment["server"], "gate" | "source">>;
  readonly secrets?: Partial<Deployment["secrets"]>;
}

/**
 * Writes a deployment file that extends another one, which stays as it is, and reads it.
 * @param deployment what is extended
 * @param variation what the new file says otherwise
 * @param folder where it is written
 * @throws {DeploymentFileError} where the deployment may not be changed in this way
 */
export function vary(deployment: Deployment, variation: Variation, folder: string): Deployment {
  const path = join(folder, `${stackName(deployment)}.yaml`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stringify({ extends: resolve(deployment.file), ...variation }));
  return readDeployment(path);
}
