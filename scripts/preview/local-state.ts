import { selectDeployments } from "../../contract/deployment-file/select-deployments";
import { stackName } from "../../contract/names";
import { localState } from "./errors";

/**
 * Refuses deployments whose state lies beside them.
 *
 * @param chosen stack names or paths; none means all
 * @throws {CannotPreview} where there is one
 * @throws {DeploymentFileError} where a deployment file is wrong
 */
export function refuseLocalState(chosen: readonly string[]): void {
  const local = selectDeployments(chosen).filter(({ backend }) => backend.type === "local");
  if (local.length > 0) throw localState(local.map(stackName));
}
