import {
  AzurermBackend,
  CloudBackend,
  ConsulBackend,
  CosBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  OssBackend,
  PgBackend,
  PrefixedRemoteWorkspaces,
  RemoteBackend,
  S3Backend,
  TaggedCloudWorkspaces,
  type CloudBackendConfig,
  type RemoteBackendConfig,
  type TerraformBackend,
  type TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { Contract } from "../contract/contract";
import { localStatePath } from "./local-state";

/** Settings of a backend; the schema of the deployment file holds them against cdktf's declarations. */
type Settings = Readonly<Record<string, unknown>>;

type AddBackend = (scope: Construct, settings: Settings) => TerraformBackend;

/** A backend whose settings reach cdktf as they stand in the file. */
function plain(Backend: new (scope: Construct, config: never) => TerraformBackend): AddBackend {
  return (scope, settings) => new Backend(scope, settings as never);
}

/** Every backend that cdktf offers and Terraform still has, but `local`. */
const backends: Readonly<Record<string, AddBackend>> = {
  azurerm: plain(AzurermBackend),
  cloud: (scope, settings) => {
    const workspaces = settings["workspaces"] as
      { name: string; project?: string } | { tags: string[]; project?: string };
    return new CloudBackend(scope, {
      ...(settings as Omit<CloudBackendConfig, "workspaces">),
      workspaces:
        "name" in workspaces
          ? new NamedCloudWorkspace(workspaces.name, workspaces.project)
          : new TaggedCloudWorkspaces(workspaces.tags, workspaces.project),
    });
  },
  consul: plain(ConsulBackend),
  cos: plain(CosBackend),
  gcs: plain(GcsBackend),
  http: plain(HttpBackend),
  oss: plain(OssBackend),
  pg: plain(PgBackend),
  remote: (scope, settings) => {
    const workspaces = settings["workspaces"] as { name: string } | { prefix: string };
    return new RemoteBackend(scope, {
      ...(settings as Omit<RemoteBackendConfig, "workspaces">),
      workspaces:
        "name" in workspaces
          ? new NamedRemoteWorkspace(workspaces.name)
          : new PrefixedRemoteWorkspaces(workspaces.prefix),
    });
  },
  s3: plain(S3Backend),
};

/** Adds the backend that the deployment file names. */
export function addBackend(stack: TerraformStack, { stackName, deployment }: Contract): void {
  const { type, settings } = deployment.backend;
  if (type === "local") {
    new LocalBackend(stack, { path: localStatePath(stackName) });
    return;
  }
  const add = backends[type];
  if (!add) throw new Error(`No backend of the type ${JSON.stringify(type)} in cdktf.`);
  add(stack, settings);
}
