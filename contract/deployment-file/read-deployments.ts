import type { Deployment, SourcePosition } from "../deployment";
import { connectionScopedName, stackName } from "../names";
import { DeploymentFileError, type DeploymentFileProblem } from "./deployment-file-error";
import { readMerged } from "./extends";
import { judged, type JudgedFile } from "./read-deployment";
import * as resources from "./resource-problems";
import { sourceFile } from "./source-file";
import { entriesAt, placeOf } from "./source-tree";
import { pathText } from "./wording";

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
  const stacks = new Claimed();
  const clients = new Claimed();
  const states = new Claimed();
  return files.flatMap(({ deployment, root }) => {
    const { file } = deployment;
    const stack = stackName(deployment);
    const place = placeOf(root, ["name"]);
    const sameStack = stacks.claim(stack, file, place.position);
    // Files of one stack share all that is formed from it: one problem tells it.
    if (sameStack !== undefined) return [resources.stackTwice(place, stack, sameStack)];
    const found: DeploymentFileProblem[] = [];
    for (const [key, { keyPosition }] of entriesAt(root, "connections")) {
      const name = connectionScopedName(deployment, key);
      const sameName = clients.claim(name, file, keyPosition);
      const at = { position: keyPosition, path: pathText(["connections", key]) };
      if (sameName !== undefined) found.push(resources.clientTwice(at, name, sameName));
    }
    const state = placeOfState(deployment);
    const at = placeOf(root, ["backend"]);
    const sameState = state === undefined ? undefined : states.claim(state, file, at.position);
    if (sameState !== undefined) found.push(resources.stateTwice(at, sameState));
    return found;
  });
}

/** What files claim for themselves, the first one first. */
class Claimed {
  private readonly owners = new Map<string, { file: string; position: SourcePosition }>();

  /** Claims it for a file. @returns both claims where another file was first */
  claim(what: string, file: string, position: SourcePosition): resources.Claims | undefined {
    const owner = this.owners.get(what);
    if (owner !== undefined) return { file, other: owner.file, otherPosition: owner.position };
    this.owners.set(what, { file, position });
    return undefined;
  }
}

/** Undefined where the place is formed from the stack, or chosen by the workspace that is selected at run time. */
function placeOfState({ backend }: Deployment): string | undefined {
  const workspaces = backend.settings["workspaces"];
  const isChosen = typeof workspaces === "object" && workspaces !== null && !("name" in workspaces);
  if (backend.type === "local" || isChosen) return undefined;
  return JSON.stringify([backend.type, Object.entries(backend.settings).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
