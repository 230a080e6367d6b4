import { join } from "node:path";
import type { Deployment, Gate, Hosting } from "../../contract/deployment";
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

/** What may be combined: the identity provider, how the server is hosted, and who rejects a bad token first. */
export const combinations: readonly (readonly [keyof typeof samples, Hosting, Gate])[] = [
  ["okta", "self-hosted", "server"],
  ["okta", "self-hosted", "easy-auth"],
  ["okta", "mcp-extension", "easy-auth"],
  ["entra", "self-hosted", "server"],
  ["entra", "self-hosted", "easy-auth"],
  ["entra", "mcp-extension", "easy-auth"],
];

const examples = { "self-hosted": "weather-server", "mcp-extension": "weather-extension" } as const;

/** A deployment behind the other gate, or of the example for the other hosting. */
export function served(deployment: Deployment, server: Partial<Omit<Deployment["server"], "source">>): Deployment {
  const { hosting } = { ...deployment.server, ...server };
  const source = join(folder, "..", "examples", examples[hosting]);
  return changed(deployment, { server: { ...deployment.server, ...server, source } });
}
