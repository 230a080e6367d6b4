import type {
  Connection,
  Deployment,
  EntraIdentity,
  Foundry,
  Gate,
  OktaIdentity,
  SampleValue,
  Scope,
  Secrets,
} from "../deployment";
import { sampleDeployerId, samplePlaces } from "../sample-values";
import { accessProblems } from "./access-checks";
import { DeploymentFileError, type DeploymentFileProblem } from "./deployment-file-error";
import { mergeText, readMerged, type MergedFile } from "./extends";
import { resourceProblems } from "./resource-checks";
import { schemaProblems } from "./schema-problems";
import { defaultLifetimeDays, deploymentSchema, type DeploymentFile } from "./schema/deployment-schema";
import { serverFolder, serverProblems } from "./server-checks";
import { sourceFile } from "./source-file";
import { entriesAt, itemsAt, plainValue, textAt, type MapNode, type SourceFile } from "./source-tree";
import { pathText } from "./wording";

/**
 * Reads a deployment file and all that it extends.
 *
 * @param path of the file, relative to the working directory or absolute
 * @throws {DeploymentFileError} with every mistake of the file, where there is one
 */
export function readDeployment(path: string): Deployment {
  return judged(sourceFile(path), readMerged(path)).deployment;
}

/**
 * As `readDeployment`, of a text that stands for the content of the file: for an editor, or a test.
 *
 * @param text the content, as YAML
 * @param path of the file; what the text extends, and the server's folder, are looked for beside it
 * @throws {DeploymentFileError} with every mistake of the text, where there is one
 */
export function parseDeployment(text: string, path: string): Deployment {
  const file = sourceFile(path);
  return judged(file, mergeText(text, file)).deployment;
}

/** A deployment and the tree it was read from, in which its values have positions. */
export interface JudgedFile {
  readonly deployment: Deployment;
  readonly root: MapNode;
}

/** Judges a file that was read. @throws {DeploymentFileError} */
export function judged(file: SourceFile, { root, problems, isComplete }: MergedFile): JudgedFile {
  if (root === undefined) throw new DeploymentFileError(problems);
  const result = deploymentSchema.safeParse(plainValue(root));
  const all: DeploymentFileProblem[] = [
    ...problems,
    ...schemaProblems(root, result.error?.issues ?? [], isComplete),
    // What is missing, or fits nothing else, may stand in the file that could not be read.
    ...(isComplete ? [...accessProblems(root), ...resourceProblems(root), ...serverProblems(root)] : []),
  ];
  if (result.data === undefined || all.length > 0) throw new DeploymentFileError(all);
  return { deployment: deploymentOf(file, root, result.data), root };
}

function deploymentOf(file: SourceFile, root: MapNode, data: DeploymentFile): Deployment {
  const { name, environment, azure, clients, server } = data;
  const { type, ...settings } = data.backend;
  return {
    file: file.shown,
    name,
    environment,
    identity: data.identity,
    server: {
      source: serverFolder(root) ?? server.source,
      hosting: server.hosting,
      gate: server.gate ?? defaultGate(data.identity),
    },
    scopes: scopesOf(data, root),
    connections: connectionsOf(data, root),
    secrets: secretsOf(data),
    azure,
    foundry: foundryOf(data),
    clients,
    backend: { type, settings },
    sampleValues: sampleValuesOf(root),
  };
}

/** Whether Easy Auth accepts an Okta access token is not settled; the server verifies tokens in any case. */
function defaultGate({ provider }: OktaIdentity | EntraIdentity): Gate {
  return provider === "entra" ? "easy-auth" : "server";
}

/** In the order of the file, which JavaScript's objects do not keep for names that look like numbers. */
function scopesOf({ scopes }: DeploymentFile, root: MapNode): Scope[] {
  return [...entriesAt(root, "scopes").keys()].flatMap((name) => {
    const scope = scopes[name];
    return scope === undefined ? [] : [{ name, description: scope.description, tools: scope.tools }];
  });
}

function connectionsOf({ connections }: DeploymentFile, root: MapNode): Connection[] {
  const order = new Map([...entriesAt(root, "scopes").keys()].map((name, index) => [name, index]));
  return Object.entries(connections)
    .map(([key, { scopes: requested, groups }]) => ({
      key,
      scopes: requested.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
      groups:
        groups === "everyone" ? groups : groups.map((group) => (typeof group === "string" ? { name: group } : group)),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function secretsOf({ secrets, identity }: DeploymentFile): Secrets {
  return identity.provider === "okta"
    ? { rotation: secrets.rotation }
    : { rotation: secrets.rotation, lifetimeDays: secrets.lifetimeDays ?? defaultLifetimeDays };
}

function foundryOf({ foundry }: DeploymentFile): Foundry {
  const { project } = foundry;
  return { ...foundry, project: typeof project === "string" ? { name: project } : project };
}

function sampleValuesOf(root: MapNode): SampleValue[] {
  const deployers = itemsAt(root, "foundry", "deployers").map((_item, index) => ({
    path: ["foundry", "deployers", index, "id"],
    value: sampleDeployerId,
  }));
  return [...samplePlaces, ...deployers].flatMap(({ path, value }) => {
    const node = textAt(root, ...path);
    return node?.value === value ? [{ path: pathText(path), value, position: node.position }] : [];
  });
}
