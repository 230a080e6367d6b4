/** The deployment file: what a person edits, and the mistakes that are told before anything else happens. */
export { DeploymentFileError, type DeploymentFileProblem } from "./deployment-file-error";
export { deploymentFolder, findDeploymentFiles, resolveDeploymentFile } from "./find-deployments";
export { deploymentJsonSchema } from "./json-schema";
export { placesIn, type PlaceIn } from "./places";
export { parseDeployment, readDeployment } from "./read-deployment";
export { readDeployments } from "./read-deployments";
export type { DeploymentFileInput } from "./schema/deployment-schema";
