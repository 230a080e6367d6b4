import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from "../../rehearsal/local-cloud";
import type { Seed } from "../../rehearsal/seed";
import { localStatePath } from "../../stacks/local-state";
import { rehearsalVariable } from "../../stacks/sample-values";
import type { Person } from "./people";
import { seedFor } from "./seed";

/** A local cloud and a temporary folder in which cdktf and Terraform work against it. */
export interface LocalWorkspace {
  readonly cloud: LocalCloud;
  /** Who can sign in, by tenant id. */
  readonly people: ReadonlyMap<string, readonly Person[]>;
  /** For whatever else a command needs; removed with all in it. */
  readonly folder: string;
  /** Output folder of cdktf; the state lies beside it. */
  readonly output: string;
  /** The environment of this process and everything that a command needs to reach the local cloud and nothing else. */
  readonly environment: NodeJS.ProcessEnv;
  /** Folder in which Terraform works on a stack. */
  stackFolder(stack: string): string;
  /** Stops the cloud and removes the folder. */
  close(): Promise<void>;
}

/** How the local cloud of a workspace is otherwise. */
export interface LocalWorkspaceOptions extends Pick<
  LocalCloudOptions,
  "switches" | "between" | "identityProviderSkew"
> {
  /** Adds to what exists before anything is deployed. @default what the deployments refer to */
  readonly seeded?: (seed: Seed) => Seed;
}

/**
 * Starts a local cloud that holds what the deployments refer to. State never mixes with that of real deployments: it lies in a
 * folder that is removed, also where a deployment names a remote backend.
 */
export async function openLocalWorkspace(
  deployments: readonly Deployment[],
  { seeded = (seed) => seed, ...options }: LocalWorkspaceOptions = {},
): Promise<LocalWorkspace> {
  const { seed, deployerObjectId, people } = seedFor(deployments);
  const cloud = await startLocalCloud({ seed: seeded(seed), deployerObjectId, ...options });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "passthrough-local-")));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  // However this process ends, the state with its secrets does not outlive it.
  process.on("exit", removeFolder);
  const output = join(folder, "cdktf.out");
  const stackFolder = (stack: string): string => join(output, "stacks", stack);
  for (const deployment of deployments) {
    if (deployment.backend.type !== "local") keepStateHere(stackFolder(stackName(deployment)), stackName(deployment));
  }
  const certificateAuthority = join(folder, "certificate-authority.pem");
  writeFileSync(certificateAuthority, cloud.certificateAuthority);
  const cliConfiguration = join(folder, "terraform.tfrc");
  writeFileSync(cliConfiguration, "");
  return {
    cloud,
    people,
    folder,
    output,
    stackFolder,
    environment: {
      ...process.env,
      ...cloud.environment,
      ...proxied(cloud.proxyUrl, certificateAuthority),
      CDKTF_OUTPUT: output,
      // A lock file records providers from a registry; these come from none.
      CDKTF_SKIP_PROVIDER_LOCK: "true",
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: cliConfiguration,
      [`TF_VAR_${rehearsalVariable}`]: "true",
    },
    async close() {
      await cloud.close();
      removeFolder();
      process.off("exit", removeFolder);
    },
  };
}

/** Terraform prefers the backend of an override file to that of the configuration, which stays as it is. */
function keepStateHere(stackFolder: string, stack: string): void {
  mkdirSync(stackFolder, { recursive: true });
  const override = { terraform: { backend: { local: { path: localStatePath(stack) } } } };
  writeFileSync(join(stackFolder, "backend_override.tf.json"), JSON.stringify(override));
}

/** How common HTTP clients learn of a proxy and of its certificate authority. */
function proxied(proxyUrl: string, certificateAuthority: string): Record<string, string> {
  const local = "127.0.0.1,localhost";
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    NO_PROXY: local,
    no_proxy: local,
    NODE_EXTRA_CA_CERTS: certificateAuthority,
    SSL_CERT_FILE: certificateAuthority,
    REQUESTS_CA_BUNDLE: certificateAuthority,
    CURL_CA_BUNDLE: certificateAuthority,
  };
}
