/** What is published of a folder. */
import { chmodSync, mkdirSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fromBufferPromise } from "yauzl";
import { expect, test } from "@jest/globals";
import { packServer } from "../../../scripts/publish/package";
import { packageFiles } from "../../../scripts/publish/package-files";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { closedPackage, extensionApp, selfHosted, writeFiles, type FolderFiles } from "./server-folder";

/** Path and mode of everything in an archive. */
async function listed(archive: Buffer): Promise<Readonly<Record<string, string>>> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  const entries: [string, string][] = [];
  for await (const { fileName, externalFileAttributes } of zip.eachEntry()) {
    entries.push([fileName, (externalFileAttributes >>> 16).toString(8)]);
  }
  return Object.fromEntries(entries);
}

const inFolder = <Result>(files: FolderFiles, run: (folder: string) => Promise<Result> | Result): Promise<Result> =>
  inTemporaryFolder((folder) => {
    writeFiles(folder, files);
    return run(folder);
  });

const pathsOf = (folder: string): readonly string[] => packageFiles(folder).map(({ path }) => path);

/** `host.json` with another program. */
const running = (executable: string, ...args: readonly string[]): FolderFiles => {
  const customHandler = {
    ...selfHosted.customHandler,
    description: { defaultExecutablePath: executable, arguments: args },
  };
  return { "host.json": JSON.stringify({ ...selfHosted, customHandler }) };
};

test("files are readable and folders open to the host, whatever they are here", () =>
  inFolder({ ...closedPackage, "lib/deep/a.js": "", "b.sh": "" }, async (folder) => {
    chmodSync(join(folder, "server.js"), 0o600);
    chmodSync(join(folder, "b.sh"), 0o777);
    chmodSync(join(folder, "lib"), 0o700);
    expect(await listed((await packServer(folder, "self-hosted")).content)).toEqual({
      "b.sh": "100644",
      "host.json": "100644",
      "lib/": "40755",
      "lib/deep/": "40755",
      "lib/deep/a.js": "100644",
      "server.js": "100644",
    });
  }));

test("a program of the package may be run", () =>
  inFolder({ ...running("./bin/server"), "bin/server": "" }, async (folder) => {
    const modes = await listed((await packServer(folder, "self-hosted")).content);
    expect(modes).toMatchObject({ "bin/server": "100755", "host.json": "100644" });
  }));

test("the same files make the same package, whenever and however they were written", async () => {
  const pack = (files: FolderFiles, seconds: number) =>
    inFolder(files, async (folder) => {
      for (const path of Object.keys(files)) utimesSync(join(folder, path), seconds, seconds);
      return packServer(folder, "self-hosted");
    });
  const first = await pack({ ...closedPackage, a: "1", b: "2" }, 1_000_000_000);
  const second = await pack({ b: "2", a: "1", ...closedPackage }, 2_000_000_000);
  expect(second.content.equals(first.content)).toBe(true);
  expect((await pack({ ...closedPackage, a: "1", b: "3" }, 1)).hash).not.toBe(first.hash);
});

test(".funcignore leaves out what it names, and some things never go", () =>
  inFolder(
    {
      "host.json": "{}",
      "a.ts": "",
      "src/b.ts": "",
      "src/b.js": "",
      "keep.ts": "",
      "node_modules/x/index.js": "",
      "local.settings.json": "secret",
      "src/local.settings.json": "secret",
      ".git/config": "",
      ".funcignore": "*.ts\n!keep.ts\n# a comment\nnode_modules\n!local.settings.json\n!.git\n",
    },
    (folder) => {
      expect(pathsOf(folder)).toEqual(["host.json", "keep.ts", "src", "src/b.js"]);
    },
  ));

test("a link becomes what it leads to", () =>
  inFolder({ "host.json": "{}", "lib/a.js": "content" }, (folder) => {
    symlinkSync("lib/a.js", join(folder, "a.js"));
    symlinkSync("lib", join(folder, "linked"));
    const entries = packageFiles(folder);
    expect(entries.map(({ path }) => path)).toEqual(["a.js", "host.json", "lib", "lib/a.js", "linked", "linked/a.js"]);
    expect(entries[0]).toMatchObject({ kind: "file", content: Buffer.from("content") });
  }));

test.each(["/etc/passwd", "..", "../outside.txt"])("a link to %s is refused, unless it is left out", (target) =>
  inFolder({ "outside.txt": "", "server/host.json": "{}" }, (folder) => {
    const server = join(folder, "server");
    symlinkSync(target, join(server, "link"));
    expect(() => packageFiles(server)).toThrow(/^"link" is a link that leads out of /);
    writeFiles(server, { ".funcignore": "link" });
    expect(pathsOf(server)).toEqual(["host.json"]);
  }),
);

test("links in a circle, links to nothing and what is no file are told", () =>
  inTemporaryFolder((folder) => {
    mkdirSync(join(folder, "a"));
    symlinkSync("../a", join(folder, "a", "again"));
    expect(() => packageFiles(folder)).toThrow('"a/again" is a link');
    writeFiles(folder, { ".funcignore": "a" });
    symlinkSync("nothing", join(folder, "gone"));
    expect(() => packageFiles(folder)).toThrow(/gone" cannot be read: ENOENT/);
    expect(() => packageFiles(join(folder, "missing"))).toThrow(/missing" cannot be read: ENOENT/);
  }));

const needed: Readonly<Record<string, readonly [FolderFiles, "self-hosted" | "mcp-extension", string]>> = {
  "node needs its script": [
    running("node", "--enable-source-maps", "./dist/server.js"),
    "self-hosted",
    'The script "dist/server.js"',
  ],
  "npm needs package.json": [running("npm", "run", "start"), "self-hosted", 'The file "package.json"'],
  "a program must be there": [running("handler"), "self-hosted", 'The program "handler"'],
  "an app needs package.json": [{ "host.json": "{}" }, "mcp-extension", 'The file "package.json"'],
  "nothing goes without host.json": [{ "package.json": "{}" }, "mcp-extension", 'The file "host.json"'],
  "a program must be named": [{ "host.json": "{}" }, "self-hosted", "names no program"],
};
test.each(Object.entries(needed))("%s", (_what, [files, hosting, said]) =>
  inFolder(files, async (folder) => {
    await expect(packServer(folder, hosting)).rejects.toThrow(said);
  }),
);

test("an app with the MCP extension is packed", () =>
  inFolder(extensionApp(["a"]), async (folder) => {
    expect((await packServer(folder, "mcp-extension")).files).toBe(3);
  }));
