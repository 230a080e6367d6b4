/** Files and folders, with what may be wrong with them. */
import { isAscii, isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import * as errors from "./errors";

/** Largest file that a person wrote, in bytes. */
export const mostWritten = 16 * 1024 * 1024;

/** Largest file that Terraform wrote, in bytes: what one text of Node holds. */
export const mostGenerated = 500 * 1024 * 1024;

/** Whether a path is a folder; fails where there is nothing. */
export function isFolder(path: string): boolean {
  return tried(path, () => statSync(path).isDirectory());
}

/** Names of the files and folders in a folder, in order. */
export function namesIn(folder: string): readonly string[] {
  return tried(folder, () => readdirSync(folder).sort());
}

/** The text of a file without byte order mark. */
export function readText(path: string, most: number): string {
  const status = tried(path, () => statSync(path));
  if (!status.isFile()) throw errors.unreadable(path, "it is no regular file");
  if (status.size > most) throw errors.tooLarge(path, status.size, most);
  const content = tried(path, () => readFileSync(path));
  // Most files hold nothing else, and it is decoded several times as fast.
  if (isAscii(content)) return content.toString("latin1");
  if (!isUtf8(content)) throw errors.notUtf8(path);
  const text = content.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function tried<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw errors.unreadable(path, reasonOf(error));
  }
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "it does not exist"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["ELOOP", "its symbolic links form a circle"],
  ["ENAMETOOLONG", "its path is too long"],
  ["ERR_INVALID_ARG_VALUE", "its path holds a NUL character"],
]);

/** Why the file system refused, in words. */
function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return reasons.get(code) ?? `reading it fails with ${typeof code === "string" ? code : "an unknown error"}`;
}
