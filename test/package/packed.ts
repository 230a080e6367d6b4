/** The package as `npm pack` makes it, unpacked into projects that use it. */
import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** Root of this repository. */
export const repository = join(__dirname, "..", "..");

/** What the package says of itself. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What a program printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; an exit code other than 0 is a result, one that cannot be started, or hangs, is an error. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      [...args],
      { cwd, encoding: "utf8", maxBuffer: 2 ** 26, timeout: 90_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === "number") resolve({ code, stdout, stderr });
        else reject(new Error(`${command} did not run to its end`, { cause: error }));
      },
    );
  });
}

/** As `run`, where nothing but success will do. */
export async function succeed(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, cwd);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Put where no package may take them along: a leftover of an earlier build, and files that hold secrets. */
export const planted = {
  text: "planted-and-never-shipped",
  files: [".env", ".npmrc", ".state/weather-dev.tfstate", "dist/stacks/renamed-since.js", "stacks/.env"],
} as const;

const notCopied: ReadonlySet<string> = new Set([".git", ".state", "cdktf.out", "coverage", "dist", "node_modules"]);

/**
 * Packs a copy of this repository, so that its own `dist` is neither used nor written, and unpacks the result.
 * @returns the unpacked folder
 */
export async function packAndUnpack(folder: string): Promise<string> {
  const copy = join(folder, "copy");
  cpSync(repository, copy, { recursive: true, filter: (path) => !notCopied.has(relative(repository, path)) });
  symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
  for (const file of planted.files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), `# ${planted.text}\n`);
  }
  await succeed("npm", ["pack", "--offline", "--pack-destination", folder, "--cache", join(folder, "cache")], copy);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack left no tarball");
  await succeed("tar", ["-xzf", tarball], folder);
  return join(folder, "package");
}

/** Reads the manifest of an unpacked package. */
export function readManifest(unpacked: string): Manifest {
  return JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as Manifest;
}

/**
 * Installs an unpacked package the way npm would: what the package declares stands beside it, and nothing else does, so that an
 * import of something undeclared fails. Node's own types are what every project has. All of it links to what is installed here.
 */
export function install(unpacked: string, project: string): void {
  const { name, bin, dependencies, peerDependencies } = readManifest(unpacked);
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  renameSync(unpacked, join(modules, name));
  for (const dependency of [...Object.keys(dependencies), ...Object.keys(peerDependencies), "@types/node"]) {
    mkdirSync(dirname(join(modules, dependency)), { recursive: true });
    symlinkSync(join(repository, "node_modules", dependency), join(modules, dependency));
  }
  for (const [command, file] of Object.entries(bin)) {
    chmodSync(join(modules, name, file), 0o755);
    symlinkSync(join("..", name, file), join(modules, ".bin", command));
  }
}

/** Paths of all files under a folder, relative to it, sorted. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What each folder holds: the endings of compiled modules, the names of everything else. */
export function byFolder(files: readonly string[]): Readonly<Record<string, string>> {
  const folders: Record<string, Set<string>> = {};
  for (const file of files) {
    const name = basename(file);
    const what = file.startsWith("dist/") ? name.replace(/^.*?(?=(\.d)?\.ts$|\.js$)/, "*") : name;
    (folders[dirname(file)] ??= new Set()).add(what);
  }
  return Object.fromEntries(Object.entries(folders).map(([folder, names]) => [folder, [...names].join(" ")]));
}
