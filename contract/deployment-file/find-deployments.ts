import { readdirSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";

import type { SourcePosition } from "../deployment";
import { stackName } from "../names";
import { DeploymentFileError } from "./deployment-file-error";
import { readMerged } from "./extends";
import { nameAndEnvironment } from "./resource-checks";
import * as resources from "./resource-problems";
import { reasonOf, sourceFile } from "./source-file";
import { placeOf } from "./source-tree";
import { nearMiss } from "./wording";

/** Where deployment files lie, unless a caller says otherwise. */
export const deploymentFolder = "deployments";

/**
 * Finds the deployment files of a folder: those that end in `.yaml`, not those of subfolders, which hold what they extend.
 *
 * @returns their paths, sorted by name
 * @throws {DeploymentFileError} where the folder cannot be read, or a file ends in `.yml` and would be passed over
 */
export function findDeploymentFiles(folder: string = deploymentFolder): string[] {
  const files = list(folder).filter((name) => !name.startsWith(".") && isFile(join(folder, name)));
  const misnamed = files.filter((name) => /\.ya?ml$/i.test(name) && extname(name) !== ".yaml");
  if (misnamed.length > 0) {
    throw new DeploymentFileError(
      misnamed.map((name) => resources.wrongExtension(topOf(join(folder, name)), name.replace(/\.ya?ml$/i, ".yaml"))),
    );
  }
  return files
    .filter((name) => extname(name) === ".yaml")
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Finds the file of a deployment that a person names: by its stack, or by a path. Files with mistakes stay out of the way of
 * the others.
 *
 * @param argument stack name such as `weather-okta-dev`, or a path: with a separator, or ending in `.yaml` or `.yml`
 * @returns path of the file, which need not exist where a path was given
 * @throws {DeploymentFileError} where no file of the folder, or more than one, has this stack name
 */
export function resolveDeploymentFile(argument: string, folder: string = deploymentFolder): string {
  if (argument.includes("/") || argument.includes(sep) || /\.ya?ml$/i.test(argument)) return argument;
  const found = new Map<string, { path: string; position: SourcePosition }>();
  const unreadable: string[] = [];
  for (const path of findDeploymentFiles(folder)) {
    const { root } = readMerged(path);
    const deployment = root && nameAndEnvironment(root);
    if (root === undefined || deployment === undefined) {
      unreadable.push(path);
      continue;
    }
    const place = placeOf(root, ["name"]);
    const stack = stackName(deployment);
    const first = found.get(stack);
    if (first === undefined) found.set(stack, { path, position: place.position });
    else if (stack === argument) {
      const claims = {
        file: sourceFile(path).shown,
        other: sourceFile(first.path).shown,
        otherPosition: first.position,
      };
      throw new DeploymentFileError([resources.stackTwice(place, stack, claims)]);
    }
  }
  const match = found.get(argument);
  if (match !== undefined) return match.path;
  const stacks = [...found.keys()];
  const meant = nearMiss(argument, stacks);
  throw new DeploymentFileError([resources.noSuchDeployment(topOf(folder), argument, stacks, unreadable, meant)]);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new DeploymentFileError([resources.unreadableFolder(topOf(folder), reasonOf(error))]);
  }
}

/** A link to a file counts; one that leads nowhere is told when it is read. */
function isFile(path: string): boolean {
  return !(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function topOf(path: string): SourcePosition {
  return { file: sourceFile(path).shown, line: 1, column: 1 };
}
