import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { PackageEntry } from "./package-files";

/** A package ready to be sent. */
export interface PackageArchive {
  readonly content: Buffer;
  /** Files in it. */
  readonly files: number;
  /** The same for the same files, wherever and whenever they were packed: SHA-256, in hexadecimal digits. */
  readonly hash: string;
}

/** With any other modes the host finds no function in the package, and says that all went well. */
const modes = { file: 0o100644, executable: 0o100755, folder: 0o040755 } as const;

/** The oldest moment that the format knows, in local time as it stands in the archive. */
const mtime = new Date(1980, 0, 1);

/**
 * Packs a package.
 * @param entries what goes into it
 * @param executable path of the one file that the host runs as a program. @default none
 */
export async function packageArchive(entries: readonly PackageEntry[], executable?: string): Promise<PackageArchive> {
  const zip = new ZipFile();
  for (const entry of entries) {
    if (entry.kind === "folder") {
      zip.addEmptyDirectory(entry.path, { mtime, mode: modes.folder, forceDosTimestamp: true });
    } else {
      const mode = entry.path === executable ? modes.executable : modes.file;
      zip.addBuffer(entry.content, entry.path, { mtime, mode, forceDosTimestamp: true });
    }
  }
  zip.end();
  const content = await buffer(zip.outputStream);
  const hash = createHash("sha256").update(content).digest("hex");
  return { content, files: entries.filter(({ kind }) => kind === "file").length, hash };
}
