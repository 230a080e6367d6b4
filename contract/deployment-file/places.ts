import type { SourcePosition } from "../deployment";
import { readMerged } from "./extends";
import { placeOf } from "./source-tree";
import type { Step } from "./wording";

/** Tells where in a deployment file, or in a file that it extends, a value stands: its nearest surroundings where it is not written. */
export type PlaceIn = (...path: readonly Step[]) => SourcePosition;

/**
 * Reads a deployment file for the places of its values.
 *
 * @param path of the file, as `Deployment.file`
 */
export function placesIn(path: string): PlaceIn {
  const { root } = readMerged(path);
  return (...steps) => (root === undefined ? { file: path, line: 1, column: 1 } : placeOf(root, steps).position);
}
