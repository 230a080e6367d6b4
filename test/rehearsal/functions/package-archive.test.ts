/** Packages that are no good: the archive is somebody else's. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { expect, test } from "@jest/globals";
import { PackageRefused } from "../../../rehearsal/functions/deployment/errors";
import { unpack } from "../../../rehearsal/functions/deployment/package-archive";
import { requirement } from "../../support/requirement";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { zipOf } from "./packages";

const limits = { bytes: 1_000_000, entries: 100 };

/** Replaces a text wherever it stands in an archive by one of the same length: what no honest tool writes. */
function forged(archive: Buffer, from: string, to: string): Buffer {
  expect(to).toHaveLength(from.length);
  return Buffer.from(archive.toString("latin1").replaceAll(from, to), "latin1");
}

async function linkTo(target: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(target), "link", { mode: 0o120777 });
  zip.end();
  return buffer(zip.outputStream);
}

async function refusal(archive: Buffer): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const inside = join(folder, "inside");
    const error: unknown = await unpack(archive, inside, limits).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PackageRefused);
    // Nothing has left the folder.
    expect(readdirSync(folder).filter((name) => name !== "inside")).toEqual([]);
    return (error as PackageRefused).message;
  });
}

const cases: Readonly<Record<string, { readonly archive: () => Buffer | Promise<Buffer>; readonly said: RegExp }>> = {
  "no zip": { archive: () => Buffer.from("no zip"), said: /no zip archive/ },
  "an empty body": { archive: () => Buffer.alloc(0), said: /no zip archive/ },
  "a zip that is cut": {
    archive: async () => (await zipOf({ "a.txt": "a".repeat(1000) })).subarray(0, -10),
    said: /no zip archive/,
  },
  "contents that were changed": {
    archive: async () => {
      const archive = await zipOf({ "a.txt": Array.from({ length: 2000 }, (_, index) => index).join() });
      return Buffer.concat([archive.subarray(0, 200), Buffer.alloc(50), archive.subarray(250)]);
    },
    said: /no zip archive/,
  },
  "a path that leads out": {
    archive: async () => forged(await zipOf({ "aa/evil.txt": "x" }), "aa/evil.txt", "../evil.txt"),
    said: /\.\.\/evil/,
  },
  "a path that leads out in the middle": {
    archive: async () => forged(await zipOf({ "a/aa/aa/evil": "x" }), "a/aa/aa/evil", "a/../../evil"),
    said: /evil/,
  },
  "an absolute path": {
    archive: async () => forged(await zipOf({ "atmp/evil": "x" }), "atmp/evil", "/tmp/evil"),
    said: /evil/,
  },
  "a path of another system": {
    archive: async () => forged(await zipOf({ "aa/evil": "x" }), "aa/evil", "..\\evil"),
    said: /evil/,
  },
  "a link": { archive: () => linkTo("/etc/passwd"), said: /neither a file nor a folder/ },
  "a name that stands there twice": {
    archive: async () => forged(await zipOf({ "a.txt": "1", "b.txt": "2" }), "b.txt", "a.txt"),
    said: /twice/,
  },
  "a file that is a folder too": { archive: () => zipOf({ a: "1", "a/b": "2" }), said: /no zip archive/ },
  "too many entries": {
    archive: () => zipOf(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`${index}`, ""]))),
    said: /101 entries/,
  },
  "much in little": {
    archive: async () => {
      const archive = await zipOf(Object.fromEntries(["a", "b", "c"].map((name) => [name, "0".repeat(400_000)])));
      expect(archive.length).toBeLessThan(5_000);
      return archive;
    },
    said: /larger than 1000000 bytes/,
  },
  "more than it says": {
    archive: async () => {
      const archive = await zipOf({ "a.txt": "0".repeat(900_000) });
      const size = Buffer.alloc(4);
      size.writeUInt32LE(900_000);
      return forged(archive, size.toString("latin1"), "\x01\0\0\0");
    },
    said: /no zip archive/,
  },
};
for (const [what, { archive, said }] of Object.entries(cases)) {
  requirement("functions.package-refused", async () => expect(await refusal(await archive())).toMatch(said), what);
}

test("a good package is unpacked with its modes", () =>
  inTemporaryFolder(async (folder) => {
    await unpack(await zipOf({ "a/b/c.js": "content", "run.sh": "" }, 0o100755), folder);
    expect(readFileSync(join(folder, "a/b/c.js"), "utf8")).toBe("content");
    expect(statSync(join(folder, "run.sh")).mode & 0o777).toBe(0o755);
  }));

test("a folder that is closed hides what is in it", () =>
  inTemporaryFolder(async (folder) => {
    const zip = new ZipFile();
    zip.addEmptyDirectory("closed", { mode: 0o40700 });
    zip.addEmptyDirectory("open", { mode: 0o40755 });
    for (const path of ["closed/a", "open/a"]) zip.addBuffer(Buffer.from("a"), path, { mode: 0o100644 });
    zip.end();
    await unpack(await buffer(zip.outputStream), folder);
    expect([existsSync(join(folder, "closed/a")), existsSync(join(folder, "open/a"))]).toEqual([false, true]);
  }));
