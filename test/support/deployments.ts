import { join } from "node:path";
import type { Deployment } from "../../contract/deployment";
import { readDeployment } from "../../contract/deployment-file";

const folder = join(__dirname, "..", "..", "deployments");

/** The samples, as a person finds them. */
export const samples = {
  okta: (): Deployment => readDeployment(join(folder, "weather-okta.yaml")),
  entra: (): Deployment => readDeployment(join(folder, "weather-entra.yaml")),
} as const;

/** A deployment with some of its parts replaced. */
export function changed(deployment: Deployment, changes: Partial<Deployment>): Deployment {
  return { ...deployment, ...changes };
}

/** A deployment behind the other gate, or with the other hosting. */
export function served(deployment: Deployment, server: Partial<Deployment["server"]>): Deployment {
  return changed(deployment, { server: { ...deployment.server, ...server } });
}
