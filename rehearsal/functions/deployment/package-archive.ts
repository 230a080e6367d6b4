import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { archiveUnreadable, entryTwice, entryUnsafe, tooManyEntries, unpackedTooLarge, PackageRefused } from "./errors";

/** How large a package may be. */
export interface PackageLimits {
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  readonly entries: number;
}

/** What a rehearsal takes; a package of Azure's may be larger. */
export const packageLimits: PackageLimits = { bytes: 256 * 1024 * 1024, entries: 50_000 };

const readableByAll = 0o444;
const openToAll = 0o555;
const fileType = { mask: 0o170000, regular: 0o100000, folder: 0o040000 } as const;

/**
 * Unpacks a package into a folder. What its modes keep from the process that would read it is not unpacked: the host behaves as if it
 * were not there.
 * @throws PackageRefused for what is no zip, is too large, or names a place outside of the folder
 * @see https://pkwaredownloads.blob.core.windows.net/pkware-general/Documentation/APPNOTE-6.3.9.TXT
 */
export async function unpack(archive: Buffer, folder: string, limits: PackageLimits = packageLimits): Promise<void> {
  try {
    const zip = await fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true, autoClose: false });
    const entries = await listed(zip, limits);
    const closed = entries.filter((entry) => isFolder(entry) && !hasMode(entry, openToAll));
    for (const entry of entries) {
      const hidden = closed.some(({ fileName }) => entry.fileName.startsWith(fileName));
      if (!isFolder(entry) && !hidden && hasMode(entry, readableByAll)) await unpackEntry(zip, entry, folder);
    }
  } catch (error) {
    // Whatever else a reader of archives, or the file system, dislikes makes the package a bad one.
    throw error instanceof PackageRefused ? error : archiveUnreadable(error);
  }
}

async function listed(zip: ZipFile, limits: PackageLimits): Promise<readonly Entry[]> {
  if (zip.entryCount > limits.entries) throw tooManyEntries(zip.entryCount, limits.entries);
  const entries: Entry[] = [];
  const names = new Set<string>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const type = modeOf(entry) & fileType.mask;
    if (type !== 0 && type !== fileType.regular && type !== fileType.folder) throw entryUnsafe(entry.fileName);
    const name = entry.fileName.replace(/\/$/, "");
    if (names.has(name)) throw entryTwice(entry.fileName);
    names.add(name);
    bytes += entry.uncompressedSize;
    if (bytes > limits.bytes) throw unpackedTooLarge(limits.bytes);
    entries.push(entry);
  }
  return entries;
}

async function unpackEntry(zip: ZipFile, entry: Entry, folder: string): Promise<void> {
  const path = join(folder, entry.fileName);
  mkdirSync(dirname(path), { recursive: true });
  // The sizes that the archive names were added up before, and reading ends with an error where one is exceeded.
  writeFileSync(path, await buffer(await zip.openReadStreamPromise(entry)), { flag: "wx" });
  chmodSync(path, modeOf(entry) & 0o755);
}

function isFolder({ fileName }: Entry): boolean {
  return fileName.endsWith("/");
}

function hasMode(entry: Entry, mode: number): boolean {
  return (modeOf(entry) & mode) === mode;
}

/** Unix mode; an archive that was made elsewhere has none. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  const unix = 3;
  return versionMadeBy >>> 8 === unix ? externalFileAttributes >>> 16 : 0;
}
