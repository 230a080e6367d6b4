import type { Deployment, SourcePosition } from "../deployment";
import { connectionScopedName, stackName } from "../names";
import { DeploymentFileError, type DeploymentFileProblem } from "./deployment-file-error";
import { readMerged } from "./extends";
import { judged, type JudgedFile } from "./read-deployment";
import * as resources from "./resource-problems";
import { sourceFile } from "./source-file";
import type { Place } from "./problems";
import { entriesAt, placeOf, type MapNode } from "./source-tree";
import { pathText } from "./wording";

/**
 * Reads several deployment files, in the order given.
 *
 * @throws {DeploymentFileError} with every mistake of every file; and where all are right by themselves, with what two of them
 *   claim both: a stack, the name of an agent and client, a project, a role, a scope, or the place of the state
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

/** A thing that only one file may have. */
interface Claim {
  /** Equal for two files that claim the same. */
  readonly what: string;
  readonly place: Place;
  readonly problem: (place: Place, claims: resources.Claims) => DeploymentFileProblem;
}

function claimedTwice(files: readonly JudgedFile[]): DeploymentFileProblem[] {
  const stacks = new Claimed();
  const others = new Claimed();
  return files.flatMap(({ deployment, root }) => {
    const stack = stackName(deployment);
    const place = placeOf(root, ["name"]);
    const sameStack = stacks.claim(stack, deployment.file, place.position);
    // Files of one stack share all that is formed from it: one problem tells it.
    if (sameStack !== undefined) return [resources.stackTwice(place, stack, sameStack)];
    return claimsOf(deployment, root).flatMap(({ what, place: at, problem }) => {
      const claims = others.claim(what, deployment.file, at.position);
      return claims === undefined ? [] : [problem(at, claims)];
    });
  });
}

function claimsOf(deployment: Deployment, root: MapNode): readonly Claim[] {
  const { foundry, identity } = deployment;
  const claims: Claim[] = [...entriesAt(root, "connections")].map(([key, { keyPosition }]) => {
    const name = connectionScopedName(deployment, key);
    return {
      what: JSON.stringify(["client", name]),
      place: { position: keyPosition, path: pathText(["connections", key]) },
      problem: (place, both) => resources.clientTwice(place, name, both),
    };
  });
  const state = placeOfState(deployment);
  if (state !== undefined)
    claims.push({ what: state, place: placeOf(root, ["backend"]), problem: resources.stateTwice });
  if ("name" in foundry.project && foundry.account !== undefined) {
    const { name } = foundry.project;
    claims.push({
      what: JSON.stringify(["project", foundry.account, name]).toLowerCase(),
      place: placeOf(root, ["foundry", "project"]),
      problem: (place, both) => resources.projectTwice(place, name, both),
    });
  }
  if ("id" in foundry.project) {
    const { id } = foundry.project;
    for (const list of ["users", "deployers"] as const) {
      foundry[list].forEach((principal, index) => {
        const named = "group" in principal ? principal.group : principal.id;
        claims.push({
          what: JSON.stringify(["role", id, named]).toLowerCase(),
          place: placeOf(root, ["foundry", list, index]),
          problem: (place, both) => resources.roleTwice(place, named, both),
        });
      });
    }
  }
  if (identity.provider === "okta" && identity.authorizationServer !== undefined) {
    for (const { name } of deployment.scopes) {
      claims.push({
        what: JSON.stringify(["scope", identity.organization, identity.authorizationServer.id, name]),
        place: placeOf(root, ["scopes", name]),
        problem: (place, both) => resources.scopeTwice(place, name, both),
      });
    }
  }
  return claims;
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
  return JSON.stringify(["state", backend.type, Object.entries(backend.settings).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
