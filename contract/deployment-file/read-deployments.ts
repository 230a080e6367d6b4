import type { Deployment, SourcePosition } from "../deployment";
import { connectionScopedName, stackName } from "../names";
import { DeploymentFileError, type DeploymentFileProblem } from "./deployment-file-error";
import { readMerged } from "./extends";
import { judged, type JudgedFile } from "./read-deployment";
import * as resources from "./resource-problems";
import { sourceFile } from "./source-file";
import { entriesAt, placeOf } from "./source-tree";

/**
 * Reads several deployment files, in the order given.
 *
 * @throws {DeploymentFileError} with every mistake of every file; and where all are right by themselves, with what two of them
 *   claim both: a stack, the name of an agent and client, or the place of the state
 */
export function readDeployments(paths: readonly string[]): Deployment[] {
  const files: JudgedFile[] = [];
  const problems: DeploymentFileProblem[] = [];
  for (const path of paths) {
    try {
      files.push(judged(sourceFile(path), readMerged(path)));
    } catch (error) {
      if (!(error instanceof DeploymentFileError)) throw error;
      problems.push(...error.problems);
    }
  }
  const all = [...problems, ...claimedTwice(files)];
  if (all.length > 0) throw new DeploymentFileError(all);
  return files.map(({ deployment }) => deployment);
}

function claimedTwice(files: readonly JudgedFile[]): DeploymentFileProblem[] {
  const stacks = new Map<string, SourcePosition>();
  const clients = new Map<string, SourcePosition>();
  const states = new Map<string, SourcePosition>();
  return files.flatMap(({ deployment, root }) => {
    const stack = stackName(deployment);
    const place = placeOf(root, ["name"]);
    const first = claim(stacks, stack, place.position);
    // Files of one stack share all that is formed from it: one problem tells it.
    if (first !== undefined) return [resources.stackTwice(place, stack, first)];
    const found: DeploymentFileProblem[] = [];
    for (const [key, { keyPosition }] of entriesAt(root, "connections")) {
      const name = connectionScopedName(deployment, key);
      const other = claim(clients, name, keyPosition);
      const at = { position: keyPosition, path: `connections.${key}` };
      if (other !== undefined) found.push(resources.clientTwice(at, name, other));
    }
    const state = placeOfState(deployment);
    if (state !== undefined) {
      const at = placeOf(root, ["backend"]);
      const other = claim(states, state, at.position);
      if (other !== undefined) found.push(resources.stateTwice(at, other));
    }
    return found;
  });
}

function claim(claims: Map<string, SourcePosition>, key: string, position: SourcePosition): SourcePosition | undefined {
  const first = claims.get(key);
  if (first === undefined) claims.set(key, position);
  return first;
}

/** Undefined where the place is formed from the stack, or chosen by the workspace that is selected at run time. */
function placeOfState({ backend }: Deployment): string | undefined {
  const workspaces = backend.settings["workspaces"];
  const isChosen = typeof workspaces === "object" && workspaces !== null && !("name" in workspaces);
  if (backend.type === "local" || isChosen) return undefined;
  return JSON.stringify([backend.type, Object.entries(backend.settings).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
