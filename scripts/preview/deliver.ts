/** Brings a preview to where people and pipelines look for it. */
import { randomUUID } from "node:crypto";
import { appendFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Outcome } from "../../preview/outcome";
import { fileProblem } from "./errors";

/**
 * Writes a file as a whole or not at all.
 * @throws {CannotPreview} where it cannot be written; what stood there before stands there still
 */
export function writeWhole(path: string, text: string): void {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw fileProblem(path, "written", error as NodeJS.ErrnoException);
  }
}

/** What later steps of a workflow are told. */
export interface StepOutputs extends Outcome {
  readonly fingerprint: string;
  /** File of the whole preview. @default none was written */
  readonly path?: string;
}

/**
 * Sets the outputs of a step of GitHub Actions; elsewhere it does nothing, and asks for nothing.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-output-parameter
 * @throws {CannotPreview} where the file of the outputs cannot be written
 */
export function setOutputs(outputs: () => StepOutputs, environment: NodeJS.ProcessEnv): void {
  const { GITHUB_OUTPUT: file = "" } = environment;
  if (file === "") return;
  const entries = Object.entries(outputs()).map(([name, value]) => {
    // No text can hold a delimiter that nobody knew before.
    const delimiter = `end-${randomUUID()}`;
    return `${name}<<${delimiter}\n${String(value)}\n${delimiter}\n`;
  });
  try {
    appendFileSync(file, entries.join(""));
  } catch (error) {
    throw fileProblem(file, "written", error as NodeJS.ErrnoException);
  }
}
