/** A deployment on the local cloud with its server published, ready for people. */
import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Deployment } from "../../contract/deployment";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import type { StoryConnection } from "../../rehearsal/story/participants";
import type { Stage } from "../../rehearsal/story/story";
import type { LocalWorkspaceOptions } from "../../scripts/local/workspace";
import type { Exchange } from "../../scripts/publish/http";
import { publish } from "../../scripts/publish/publish";
import type { StackOutputs } from "../../scripts/start/outputs";
import { Cast } from "../../scripts/start/participants";
import { stageOf } from "../../scripts/start/stage";
import { LocalTerraform } from "./local-terraform";
import { inTemporaryFolder } from "./temporary-folder";

/** How it comes to be. */
export interface RehearsedOptions extends Pick<LocalWorkspaceOptions, "switches" | "identityProviderSkew" | "seeded"> {
  /** Changes the generated configuration before it is applied. @default it stays as it is */
  readonly rewrite?: (json: string) => string;
  /** Changes `host.json` of the published package. @default it stays as it is */
  readonly hostFile?: (written: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** What tests work with. */
export interface Rehearsed {
  readonly terraform: LocalTerraform;
  readonly stage: Stage;
  /** What was told while people acted. */
  readonly told: readonly string[];
  connections(deployment: Deployment): Promise<readonly StoryConnection[]>;
  close(): Promise<void>;
}

const built = new Map<string, Promise<unknown>>();

/** Builds a server's folder once, however many tests of a file publish it. */
function build(folder: string): Promise<unknown> {
  const building = built.get(folder) ?? promisify(execFile)("npm", ["run", "build", "--if-present"], { cwd: folder });
  built.set(folder, building);
  return building;
}

/** Applies a deployment and publishes its server, whose endpoint may then answer whatever it does. */
export async function rehearsed(deployment: Deployment, options: RehearsedOptions = {}): Promise<Rehearsed> {
  const { rewrite, hostFile, ...cloudOptions } = options;
  const terraform = await LocalTerraform.start([deployment], cloudOptions);
  try {
    await terraform.prepare(deployment);
    if (rewrite !== undefined) terraform.rewrite(deployment, rewrite);
    await terraform.appliedAsItIs(deployment);
    await build(deployment.server.source);
    if (hostFile === undefined) await publishTo(terraform, deployment, deployment.server.source);
    else await withHostFile(deployment.server.source, hostFile, (folder) => publishTo(terraform, deployment, folder));
  } catch (error) {
    await terraform.close();
    throw error;
  }
  const { cloud } = terraform;
  const told: string[] = [];
  const cast = new Cast(cloud);
  return {
    terraform,
    told,
    stage: { ...stageOf(cloud, { line: (text) => told.push(text ?? "") }, cloudOptions.switches) },
    async connections(current) {
      const outputs = (await terraform.outputs(current)) as unknown as StackOutputs;
      return cast.connectionsOf(current, outputs, terraform.people.get(current.azure.tenantId) ?? []);
    },
    close: () => terraform.close(),
  };
}

async function publishTo({ cloud }: LocalTerraform, deployment: Deployment, source: string): Promise<void> {
  await publish({
    deployment,
    source,
    build: false,
    check: false,
    wait: false,
    timeout: 60,
    credential: { getToken: async (scope) => deployerToken(cloud, deployment.azure.tenantId, String(scope)) },
    exchange: exchangeThrough(cloud),
    processes: { run: () => Promise.reject(new Error("nothing is built here")) },
    report: { line: () => undefined, progress: () => undefined },
  });
}

/** Does something with a copy of a server's folder that has another `host.json`. */
async function withHostFile(
  source: string,
  change: NonNullable<RehearsedOptions["hostFile"]>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    cpSync(source, folder, { recursive: true });
    const file = join(folder, "host.json");
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>)));
    await use(folder);
  });
}

async function deployerToken({ fetch, environment }: LocalCloud, tenantId: string, scope: string) {
  const response = await fetch(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: environment["ARM_CLIENT_ID"] ?? "",
      client_secret: environment["ARM_CLIENT_SECRET"] ?? "",
      scope,
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  return { token, expiresOnTimestamp: Number.POSITIVE_INFINITY };
}

/** Requests as the systems of a local cloud send them to each other. */
export function exchangeThrough({ fetch }: LocalCloud): Exchange {
  return async ({ method, url, headers = {}, body }) => {
    const response = await fetch(url, { method, headers, redirect: "manual", ...(body !== undefined && { body }) });
    return { status: response.status, headers: new Map(response.headers), body: await response.text() };
  };
}
