import { readFileSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";

import type { DeploymentFileProblem } from "./deployment-file-error";
import * as problems from "./problems";
import type { SourceFile } from "./source-tree";

/** Largest file that is read, in bytes: a deployment file has some thousands. */
export const maxFileSize = 1024 * 1024;

/** Names a file: relative to the working directory where it lies below it, else absolute. */
export function sourceFile(path: string): SourceFile {
  const absolute = resolve(path);
  const below = relative(process.cwd(), absolute);
  const outside = below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  return { absolute, shown: outside ? absolute : below };
}

/**
 * Reads a file that a person wrote.
 *
 * @returns its text without byte order mark, or what is wrong with it
 */
export function readText(path: string): { text: string } | { reason: string } {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return { reason: "it is a directory; a file is needed" };
    if (!status.isFile()) return { reason: "it is no regular file" };
    if (status.size > maxFileSize) return { reason: `it has ${status.size} bytes; at most ${maxFileSize} are read` };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Reads a file, or says at the top of it what is wrong with it. */
export function readSource(file: SourceFile): { text: string } | { problem: DeploymentFileProblem } {
  const result = readText(file.absolute);
  return "text" in result ? result : { problem: problems.unreadableFile(file, result.reason) };
}

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "it does not exist";
    case "ENOTDIR":
      return "a part of its path is no directory";
    case "EACCES":
    case "EPERM":
      return "permission to read it is denied";
    case "ELOOP":
      return "its symbolic links form a circle";
    case "ENAMETOOLONG":
      return "its path is too long";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "it is not UTF-8";
    case "ERR_INVALID_ARG_VALUE":
      return "its path holds a NUL character";
    default:
      return `reading it fails with ${typeof code === "string" ? code : "an unknown error"}`;
  }
}
