/** Projects that use the package, written in TypeScript. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository, run, type Ended } from "./packed";

/** How a project compiles. */
export interface Settings {
  /** @default the project holds CommonJS */
  readonly type?: "module";
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

/** As strict as TypeScript gets, but for `exactOptionalPropertyTypes`, which the bindings of cdktf do not bear. */
const strict = {
  target: "ES2023",
  lib: ["ES2023"],
  types: [],
  strict: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  outDir: "compiled",
} as const;

/** One project for each way to resolve modules. Those without `noEmit` are run. */
export const settings = {
  // The declarations that are shipped are checked too, and all that they stand on.
  "commonjs-node16": { compilerOptions: { module: "node16", skipLibCheck: false, types: ["node"] } },
  "esm-node20": { type: "module", compilerOptions: { module: "node20" } },
  bundler: { compilerOptions: { module: "preserve", moduleResolution: "bundler", noEmit: true } },
  // What `cdktf init` wrote; TypeScript 6 still knows it, under protest.
  "old-template": {
    compilerOptions: { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0", noEmit: true },
  },
} as const satisfies Record<string, Settings>;

/** Writes a project with these files. Its packages are those of the folder above. */
export function writeProject(folder: string, { type, compilerOptions }: Settings, files: ReadonlyMap<string, string>) {
  const configuration = {
    "package.json": { private: true, type: type ?? "commonjs" },
    "tsconfig.json": { compilerOptions: { ...strict, skipLibCheck: true, ...compilerOptions } },
    // What a server must have to be published.
    "server/host.json": {
      version: "2.0",
      configurationProfile: "mcp-custom-handler",
      customHandler: {
        description: { defaultExecutablePath: "node", arguments: ["server.js"] },
        http: { DefaultAuthorizationLevel: "anonymous" },
      },
    },
  };
  const all = new Map([
    ...files,
    ...Object.entries(configuration).map(([path, json]) => [path, JSON.stringify(json)] as const),
  ]);
  for (const [path, text] of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Compiles a project with the compiler of this repository. */
export function compile(folder: string, ...options: readonly string[]): Promise<Ended> {
  const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
  return run(process.execPath, [compiler, "--pretty", "false", ...options, "-p", folder], folder);
}

/** Names of the stacks that a project has synthesized. */
export function stacksOf(folder: string): readonly string[] {
  return readdirSync(join(folder, "cdktf.out", "stacks")).sort();
}
