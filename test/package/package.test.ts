/** The package, packed and installed into projects of others: what it ships, that its types hold, and that its constructs work. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import ts from "typescript";
import { readDeployment } from "../../contract/deployment-file";
import { synthesize } from "../support/synthesize";
import { at, object, TerraformJson, texts, withoutMetadata } from "../support/terraform-json";
import { compile, settings, stacksOf, writeProject } from "./consumer";
import { documentedFiles } from "./library-document";
import {
  byFolder,
  filesIn,
  install,
  packAndUnpack,
  planted,
  readManifest,
  repository,
  run,
  succeed,
  type Ended,
  type Manifest,
} from "./packed";

const minutes = 60_000;

let folder: string;
/** Where the package is installed, and each project that uses it has a folder. */
let consumers: string;
let installed: string;
let manifest: Manifest;
let shipped: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  consumers = join(folder, "consumers");
  mkdirSync(consumers);
  const unpacked = await packAndUnpack(folder);
  manifest = readManifest(unpacked);
  install(unpacked, consumers);
  installed = join(consumers, "node_modules", manifest.name);
  shipped = filesIn(installed);
}, 2 * minutes);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The shipped files with an ending. */
function shippedWith(ending: string): readonly string[] {
  return shipped.filter((file) => file.endsWith(ending));
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(installed, file), "utf8"), ts.ScriptTarget.Latest, true);
}

describe("the tarball", () => {
  test("holds these folders", () => {
    expect(byFolder(shipped)).toMatchInlineSnapshot(`
     {
       ".": "CHANGELOG.md LICENSE README.md package.json",
       "contract/deployment-file": "schema.json",
       "dist/checks": "*.d.ts *.js",
       "dist/checks/report": "*.d.ts *.js",
       "dist/checks/rules": "*.d.ts *.js",
       "dist/checks/rules/support": "*.d.ts *.js",
       "dist/checks/wiring": "*.d.ts *.js",
       "dist/checks/wiring/layers": "*.d.ts *.js",
       "dist/checks/wiring/readers": "*.d.ts *.js",
       "dist/checks/wiring/readers/generated": "*.d.ts *.js",
       "dist/checks/wiring/readers/hcl": "*.d.ts *.js",
       "dist/checks/wiring/readers/json": "*.d.ts *.js",
       "dist/checks/wiring/readers/module": "*.d.ts *.js",
       "dist/contract": "*.d.ts *.js",
       "dist/contract/deployment-file": "*.d.ts *.js",
       "dist/contract/deployment-file/schema": "*.d.ts *.js",
       "dist/contract/deployment-file/schema/backends": "*.d.ts *.js",
       "dist/doctor": "*.d.ts *.js",
       "dist/doctor/azure": "*.d.ts *.js",
       "dist/doctor/diagnosis": "*.d.ts *.js",
       "dist/doctor/drift": "*.d.ts *.js",
       "dist/doctor/entra": "*.d.ts *.js",
       "dist/doctor/http": "*.d.ts *.js",
       "dist/doctor/log": "*.d.ts *.js",
       "dist/doctor/okta": "*.d.ts *.js",
       "dist/doctor/person": "*.d.ts *.js",
       "dist/doctor/reading": "*.d.ts *.js",
       "dist/doctor/report": "*.d.ts *.js",
       "dist/doctor/sign-in": "*.d.ts *.js",
       "dist/doctor/symptoms": "*.d.ts *.js",
       "dist/doctor/token": "*.d.ts *.js",
       "dist/doctor/wire": "*.d.ts *.js",
       "dist/preview": "*.d.ts *.js",
       "dist/preview/discretion": "*.d.ts *.js",
       "dist/preview/markdown": "*.d.ts *.js",
       "dist/preview/people": "*.d.ts *.js",
       "dist/preview/picture": "*.d.ts *.js",
       "dist/preview/plan": "*.d.ts *.js",
       "dist/preview/post": "*.d.ts *.js",
       "dist/preview/render": "*.d.ts *.js",
       "dist/scripts": "*.js",
       "dist/scripts/check": "*.js",
       "dist/scripts/doctor": "*.js",
       "dist/scripts/local": "*.js",
       "dist/scripts/preview": "*.js",
       "dist/scripts/publish": "*.js",
       "dist/scripts/start": "*.js",
       "dist/scripts/verify": "*.js",
       "dist/stacks": "*.d.ts *.js",
       "dist/stacks/azapi": "*.d.ts *.js",
       "dist/verify": "*.d.ts *.js",
       "docs": "library.md",
     }
    `);
  });

  test("holds every module of the contract and of the stacks, and nothing of an earlier build", () => {
    const sources = shippedWith(".js").map((file) => file.replace(/^dist\/(.*)\.js$/, "$1.ts"));
    expect(sources.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
    for (const part of ["contract", "stacks"]) {
      const expected = filesIn(join(repository, part)).filter((file) => file.endsWith(".ts"));
      expect(sources.filter((file) => file.startsWith(`${part}/`))).toEqual(expected.map((file) => `${part}/${file}`));
    }
  });

  test("holds nothing that was planted beside the sources", () => {
    const tainted = shipped.filter((file) => readFileSync(join(installed, file), "utf8").includes(planted.text));
    expect(tainted).toEqual([]);
  });

  test("declares what it imports: peers where two copies would break an app, dependencies otherwise", () => {
    const imported = new Set(
      [...shippedWith(".js"), ...shippedWith(".d.ts")]
        .flatMap((file) => ts.preProcessFile(readFileSync(join(installed, file), "utf8"), true, true).importedFiles)
        .map(({ fileName }) => fileName)
        .filter((name) => !name.startsWith(".") && !name.startsWith("node:") && !builtinModules.includes(name))
        .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/")),
    );
    const isPeer = (name: string): boolean => /^(cdktf|constructs|@cdktf\/provider-.*)$/.test(name);
    const names = [...imported].sort();
    expect(Object.keys(manifest.peerDependencies)).toEqual(names.filter(isPeer));
    expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining(names.filter((name) => !isPeer(name))));
    expect(Object.keys(manifest.devDependencies)).toEqual(
      expect.arrayContaining(Object.keys(manifest.peerDependencies)),
    );
  });

  test("documents every export", () => {
    const declarations = shippedWith(".d.ts").map(parse);
    const undocumented = declarations.flatMap((file) =>
      file.statements
        .filter((statement) => ts.canHaveModifiers(statement) && isExported(statement))
        .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
        .map((statement) => `${file.fileName}: ${statement.getText().split("\n", 1).join("")}`),
    );
    expect(declarations.length).toBeGreaterThan(50);
    expect(undocumented).toEqual([]);
  });
});

function isExported(statement: ts.HasModifiers): boolean {
  return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

describe("the programs of docs/library.md", () => {
  const programs = ["whole-stack", "single-layers"] as const;
  const deploymentFile = "deployments/weather.yaml";

  let compiled: readonly Ended[];

  beforeAll(async () => {
    const files = documentedFiles();
    for (const [name, ofProject] of Object.entries(settings)) writeProject(join(consumers, name), ofProject, files);
    compiled = await Promise.all(Object.keys(settings).map((name) => compile(join(consumers, name))));
  }, 3 * minutes);

  test("compile under every way to resolve modules", () => {
    const [first, ...others] = programs.map((name) => `${name}.ts`);
    expect([...documentedFiles().keys()]).toEqual([deploymentFile, first, "accepted-findings.yaml", ...others]);
    const each = Object.keys(settings).map((name, index) => [name, compiled[index]]);
    expect(each).toEqual(Object.keys(settings).map((name) => [name, { code: 0, stdout: "", stderr: "" }]));
  });

  describe.each(["commonjs-node16", "esm-node20"] as const)("in a project of the kind %s", (kind) => {
    const project = (): string => join(consumers, kind);

    test(
      "the whole stack is what this repository makes of the same file",
      async () => {
        await succeed(process.execPath, ["compiled/whole-stack.js"], project());
        const stack = TerraformJson.read(join(project(), "cdktf.out"), "weather-dev");
        const here = synthesize(readDeployment(join(project(), deploymentFile)));
        for (const part of ["terraform", "provider", "resource", "data", "locals"]) {
          expect(withoutMetadata(stack.json[part])).toEqual(withoutMetadata(here.json[part]));
        }
        expect(stack.ofType("okta_app_oauth")).toHaveLength(2);
        expect(object(stack.json["output"])["tools_by_connection"]).toEqual({
          value: { "weather-editor": ["publish_alert", "get_forecast"], "weather-reader": ["get_forecast"] },
        });
      },
      minutes,
    );

    test(
      "the whole stack is not synthesized where the server contradicts it, and the findings say so",
      async () => {
        const host = join(project(), "server", "host.json");
        const right = readFileSync(host, "utf8");
        writeFileSync(host, right.replace('"anonymous"', '"function"'));
        const { code, stderr } = await run(process.execPath, ["compiled/whole-stack.js"], project());
        writeFileSync(host, right);
        expect({ code, told: stderr.match(/FindingsError: FAIL: .*|^ {2}error {2}\S+$/gm) }).toEqual({
          code: 1,
          // The warning is accepted, as the document shows.
          told: ["FindingsError: FAIL: 1 deployment judged, 1 error, 1 accepted", "  error  host-key-on"],
        });
        expect(existsSync(join(project(), "cdktf.out", "manifest.json"))).toBe(false);
      },
      minutes,
    );

    test(
      "single layers agree with each other and bring nothing else",
      async () => {
        rmSync(join(project(), "cdktf.out"), { recursive: true, force: true });
        await succeed(process.execPath, ["compiled/single-layers.js"], project());
        expect(stacksOf(project())).toEqual(["weather-server"]);
        const stack = TerraformJson.read(join(project(), "cdktf.out"), "weather-server");

        const connections = stack
          .ofType("azapi_resource")
          .filter(({ attributes }) => String(attributes["type"]).includes("/connections@"));
        const requested = connections.map(({ attributes }) => at(attributes, "body", "properties", "scopes"));
        const allowed = stack
          .ofType("okta_auth_server_policy_rule")
          .map(({ attributes }) => texts(attributes["scope_whitelist"]).map((scope) => String(stack.resolve(scope))));
        expect(requested.map((scopes) => [...texts(scopes)].sort())).toEqual(allowed.map((scopes) => scopes.sort()));
        expect(requested).toHaveLength(2);
        for (const { attributes } of connections) {
          expect(attributes["parent_id"]).toMatch(/\/accounts\/shared\/projects\/weather$/);
          expect(at(attributes, "body", "properties", "target")).toBe(
            at(object(stack.json["output"]), "mcp_endpoint", "value"),
          );
        }
        const types = new Set(stack.blocks.map(({ type }) => type));
        expect([...types].filter((type) => /cognitive|data_plane|azuread/.test(type))).toEqual([]);
      },
      minutes,
    );
  });

  test(
    "a wrong prop, and an import of what is not public, do not compile",
    async () => {
      const project = join(consumers, "wrong");
      const lines: readonly (readonly [string, string?])[] = [
        ['import type { Construct } from "constructs";'],
        ['import type { Deployment } from "foundry-mcp-passthrough/contract/deployment";'],
        ['import { OktaGroups } from "foundry-mcp-passthrough/stacks/okta-groups";'],
        ['import { OktaIdentity } from "foundry-mcp-passthrough/stacks/okta-identity";'],
        ['import { PassthroughStack } from "foundry-mcp-passthrough/stacks/passthrough-stack";'],
        ['import "foundry-mcp-passthrough";', "TS2882"],
        ['import "foundry-mcp-passthrough/contract/deployment-file/yaml-tree";', "TS2882"],
        ['import "foundry-mcp-passthrough/scripts/passthrough";', "TS2882"],
        ["export function wrong(scope: Construct, deployment: Deployment): void {"],
        ['  new PassthroughStack(scope, "right", { deployment });'],
        ['  new PassthroughStack(scope, "missing", {});', "TS2345"],
        ['  new PassthroughStack(scope, "misspelt", { deploymnet: deployment });', "TS2561"],
        ['  new PassthroughStack(scope, "another", { deployment: "deployments/weather.yaml" });', "TS2322"],
        ['  new OktaIdentity(scope, "incomplete", { contract: deployment });', "TS2740"],
        ['  new OktaGroups(scope, "groups").ids("nobody");', "TS2345"],
        ["  deployment.name = scope.node.id;", "TS2540"],
        ["}"],
      ];
      writeProject(project, settings["esm-node20"], new Map([["wrong.ts", lines.map(([line]) => line).join("\n")]]));
      const { code, stdout } = await compile(project, "--noEmit", "--noUncheckedSideEffectImports");
      const found = [...stdout.matchAll(/^wrong\.ts\((\d+),\d+\): error (TS\d+)/gm)].map(([, line, error]) => [
        line,
        error,
      ]);
      const expected = lines.flatMap(([, error], index) => (error === undefined ? [] : [[String(index + 1), error]]));
      expect(found).toEqual(expected);
      expect(code).not.toBe(0);
    },
    minutes,
  );

  test("an import loads what it needs and no more", async () => {
    const loaded = async (path: string): Promise<readonly string[]> => {
      const program = `require(${JSON.stringify(`${manifest.name}/${path}`)}); console.log(Object.keys(require.cache).join("\\n"))`;
      const files = (await succeed(process.execPath, ["-e", program], consumers)).split("\n");
      const names = files.map((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? "");
      return [...new Set(names)].filter((name) => /^(cdktf|@cdktf\/.*)$/.test(name)).sort();
    };
    expect(await loaded("checks/at-synth")).toEqual([]);
    expect(await loaded("contract/contract")).toEqual([]);
    expect(await loaded("contract/deployment-file")).toEqual([]);
    expect(await loaded("stacks/entra-client")).toEqual(["@cdktf/provider-azuread", "cdktf"]);
    expect(await loaded("stacks/connection")).toEqual(["cdktf"]);
    expect(
      JSON.parse(
        await succeed(process.execPath, ["-p", `JSON.stringify(require("${manifest.name}/schema.json"))`], consumers),
      ),
    ).toHaveProperty("title");
  });
});

describe("the command line", () => {
  const passthrough = (...args: readonly string[]) =>
    run(join(consumers, "node_modules/.bin/passthrough"), args, folder);

  test("--version prints the version of the package", async () => {
    expect(await passthrough("--version")).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  test("--help tells how to use it", async () => {
    const { code, stdout, stderr } = await passthrough("--help");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: passthrough /);
    expect(stdout).toMatch(/^ {2}--version +print the version$/m);
  });

  test.each([["--nonsense"], ["nonsense"]])("%s is answered with one line and exit code 2", async (argument) => {
    const { code, stdout, stderr } = await passthrough(argument);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
  });
});
