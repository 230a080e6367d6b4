/** What reaches Terraform is judged as it lies on disk: in a program of one's own, and by `main.ts`. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { App, TerraformResource } from "cdktf";
import { FindingsError, judgeAtSynth, type Annotation } from "../../checks/at-synth";
import { InputError } from "../../checks/wiring/readers/input-error";
import type { Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { PassthroughStack } from "../../stacks/passthrough-stack";
import { projectFolder, runCommand, type Ended } from "../support/command";
import { samples } from "../support/deployments";

let folder: string;
const home = process.cwd();

// Acceptances are looked for where the app runs.
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "passthrough-test-")));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

/** An app with one deployment, and what is said about it. */
class JudgedApp {
  readonly app = new App({ outdir: "cdktf.out", stackTraces: false });
  readonly stack: PassthroughStack;
  private readonly deployment: Deployment;

  constructor(deployment: Deployment = samples.okta()) {
    this.deployment = deployment;
    this.stack = new PassthroughStack(this.app, stackName(deployment), { deployment });
  }

  /** The element of a type below a construct of the stack, for example `access-weather-editor`. */
  element(id: string, type: string): TerraformResource {
    const found = this.stack.node
      .findChild(id)
      .node.findAll()
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .find(({ terraformResourceType }) => terraformResourceType === type);
    if (!found) throw new Error(`No ${type} in ${id}`);
    return found;
  }

  async synthesize(): Promise<readonly string[]> {
    await judgeAtSynth(this.app, { deployments: [this.deployment] });
    this.app.synth();
    const manifest = JSON.parse(readFileSync("cdktf.out/manifest.json", "utf8")) as {
      stacks: Record<string, { annotations: { level: string; message: string }[] }>;
    };
    return (manifest.stacks[this.stack.node.id]?.annotations ?? []).map(({ level, message }) => `${level} ${message}`);
  }

  async stopped(): Promise<string> {
    const error: unknown = await this.synthesize().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof FindingsError)) throw new Error(`Not stopped by findings: ${String(error)}`);
    return error.message;
  }
}

/** The editor's policy rule allows one scope less. */
function withoutAllowedScope(): JudgedApp {
  const judged = new JudgedApp();
  const policyRule = judged.element("access-weather-editor", "okta_auth_server_policy_rule");
  // As an expression: cdktf would append a list to the one that is there.
  policyRule.addOverride("scope_whitelist", '${["openid", "offline_access", "weather.read"]}');
  return judged;
}

/** The editor's connection requests nothing. */
function withoutRequestedScopes(): JudgedApp {
  const judged = new JudgedApp();
  judged.element("connection-weather-editor", "azapi_resource").addOverride("body.properties.scopes", undefined);
  return judged;
}

function accept(entries: readonly Readonly<Record<"rule" | "deployment" | "at", string>>[]): void {
  writeFileSync("accepted-findings.yaml", JSON.stringify(entries.map((entry) => ({ ...entry, reason: "A trial." }))));
}

/** Ids of the rules in the text of a stop that are errors, and addresses of their ends. */
function errorsIn(text: string): readonly { readonly rule: string; readonly at: string }[] {
  return text
    .split(/^ {2}(?=error )/m)
    .slice(1)
    .map((finding) => ({
      rule: /^error {2}([\w-]+)/.exec(finding)?.[1] ?? "",
      at: /^ +at ([\w-]+\.[\w-]+)/m.exec(finding)?.[1] ?? "",
    }));
}

describe("synth of a sample", () => {
  test.each(["okta", "entra"] as const)("%s goes on; warnings are annotations of the stack", async (provider) => {
    const judged = new JudgedApp(samples[provider]());
    const said = await judged.synthesize();
    expect(said.filter((message) => / (error|undecided) /.test(message))).toEqual([]);
    const warnings = said.map((message) => /^@cdktf\/warn warning {2}([\w-]+) /.exec(message)?.[1]);
    expect(warnings.filter((rule) => rule !== undefined)).toEqual(
      provider === "okta" ? ["fewer-requested-than-advertised"] : [],
    );
  });
});

describe("synth to HCL", () => {
  test("of a deployment is refused, for cdktf leaves out what would be judged", async () => {
    // What `cdktf synth --hcl` sets.
    process.env["SYNTH_HCL_OUTPUT"] = "true";
    try {
      await expect(new JudgedApp().synthesize()).rejects.toThrow(
        /^cdktf\.out\/stacks\/weather-okta-dev\/cdk\.tf: There is no deployment in it.* synthesize JSON\.$/,
      );
    } finally {
      delete process.env["SYNTH_HCL_OUTPUT"];
    }
    expect(existsSync("cdktf.out/manifest.json")).toBe(false);
  });

  /** What cdktf tells a validation of a stack that it wrote as HCL; the stack is a fixture. */
  async function judgedAsHcl(fixture: string): Promise<readonly string[]> {
    const workingDirectory = join("stacks", fixture);
    await mkdir(join("cdktf.out", workingDirectory), { recursive: true });
    const hcl = readFileSync(join(projectFolder, "test", "fixtures", "hcl", fixture, "main.tf"));
    await writeFile(join("cdktf.out", workingDirectory, "cdk.tf"), hcl);
    const annotations: Annotation[] = [];
    const stack = {
      name: fixture,
      constructPath: fixture,
      workingDirectory,
      synthesizedStackPath: join(workingDirectory, "cdk.tf"),
      annotations,
    };
    const validations: { validate(): string[] }[] = [];
    await judgeAtSynth({
      outdir: "cdktf.out",
      manifest: { stacks: { [fixture]: stack } },
      node: { addValidation: (validation) => validations.push(validation) },
    });
    expect(validations.flatMap((validation) => validation.validate())).toEqual([]);
    return annotations.map(({ message }) => message);
  }

  test("is judged by file and line", async () => {
    expect(await judgedAsHcl("okta-by-hand")).toContainEqual(expect.stringMatching(/^warning {2}credentials-in-body /));
    await expect(judgedAsHcl("okta-without-scopes")).rejects.toThrow(
      /^FAIL: 1 deployment judged, 1 error[^]*\(cdktf\.out\/stacks\/okta-without-scopes\/cdk\.tf:\d+:1\)/,
    );
  });
});

describe("an override", () => {
  test("that takes a scope from a policy rule stops synth, and both ends are named", async () => {
    const text = await withoutAllowedScope().stopped();
    const [connection, policyRule] = [
      "azapi_resource.connection-weather-editor",
      "okta_auth_server_policy_rule.access",
    ];
    expect(text).toMatch(new RegExp(`connection .*\\n +at ${connection}`));
    expect(text).toMatch(new RegExp(`access policy .*\\n +at ${policyRule}`));
    expect(text).toContain('"weather.alert"');
    expect(text).toMatch(/^FAIL: 1 deployment judged, \d+ error/);
    expect(existsSync("cdktf.out/manifest.json")).toBe(false);
  });

  test("that takes the scopes from a connection stops synth, though an earlier run left a manifest", async () => {
    await new JudgedApp().synthesize();
    expect(existsSync("cdktf.out/manifest.json")).toBe(true);
    expect(errorsIn(await withoutRequestedScopes().stopped()).map(({ rule }) => rule)).toContain(
      "connection-requests-no-scopes",
    );
    expect(existsSync("cdktf.out/manifest.json")).toBe(false);
  });

  test("that Terraform could not read stops synth as bad input", async () => {
    const judged = new JudgedApp();
    judged.element("connection-weather-editor", "azapi_resource").addOverride("body.properties.target", "${1 +");
    await expect(judged.synthesize()).rejects.toThrow(InputError);
    expect(existsSync("cdktf.out/manifest.json")).toBe(false);
  });
});

describe("an acceptance", () => {
  test("lets its finding pass, and every finding needs its own", async () => {
    const errors = errorsIn(await withoutAllowedScope().stopped());
    expect(errors.length).toBeGreaterThan(0);
    const accepted = errors.map((error) => ({ ...error, deployment: "weather-okta-dev" }));
    accept(accepted.slice(1));
    expect(errorsIn(await withoutAllowedScope().stopped())).toEqual(errors.slice(0, 1));
    accept(accepted);
    const said = await withoutAllowedScope().synthesize();
    expect(said.filter((message) => message.includes(" error "))).toEqual([]);
  });

  test("that no finding needs is shown, those of stacks that are not synthesized are not", async () => {
    const entry = { rule: "host-key-on", at: "azapi_resource.site" };
    accept([
      { ...entry, deployment: "weather-okta-dev" },
      { ...entry, deployment: "another-stack" },
    ]);
    const said = (await new JudgedApp().synthesize()).filter((message) => message.includes("host-key-on"));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/needs to be accepted; take it out: accepted-findings\.yaml:1:2$/);
  });

  test("without a reason is refused before anything is synthesized", async () => {
    writeFileSync(
      "accepted-findings.yaml",
      "- { rule: host-key-on, deployment: weather-okta-dev, at: azapi_resource.site }\n",
    );
    await expect(new JudgedApp().synthesize()).rejects.toThrow(/reason is missing/);
    expect(readdirSync("cdktf.out/stacks")).toEqual([]);
  });
});

describe("main.ts", () => {
  const main = join(projectFolder, "main.ts");
  const tsx = pathToFileURL(require.resolve("tsx")).href;

  /** Runs it in the temporary folder, which holds one deployment file and the server that it names. */
  async function run(host: unknown): Promise<Ended> {
    const sample = readFileSync(join(projectFolder, "deployments", "weather-okta.yaml"), "utf8");
    const bases = join(projectFolder, "deployments", "bases");
    await mkdir(join(folder, "deployments"), { recursive: true });
    await mkdir(join(folder, "server"), { recursive: true });
    await writeFile(
      join(folder, "deployments", "weather.yaml"),
      `${sample.replace("extends: bases/", `extends: ${bases}/`)}\nserver: { source: ../server }\n`,
    );
    await writeFile(join(folder, "server", "host.json"), JSON.stringify(host));
    const command = `cd ${JSON.stringify(folder)} && exec node --disable-warning=DEP0044 --import ${tsx} ${main}`;
    return runCommand("bash", ["-c", command], { env: { CDKTF_OUTDIR: "cdktf.out" } });
  }

  const host = (level: string): unknown => ({
    version: "2.0",
    configurationProfile: "mcp-custom-handler",
    customHandler: {
      description: { defaultExecutablePath: "node", arguments: ["server.js"] },
      http: { DefaultAuthorizationLevel: level },
    },
  });

  test("is silent where nothing stops it", async () => {
    expect(await run(host("anonymous"))).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(existsSync("cdktf.out/manifest.json")).toBe(true);
  });

  test("stops with the findings alone, leaves no manifest, and goes on where they are accepted", async () => {
    await run(host("anonymous"));
    const { exitCode, stdout, stderr } = await run(host("function"));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^FAIL: 1 deployment judged, 1 error, 1 warning\n/);
    expect(stderr).toContain("server/host.json:1:");
    expect(stderr).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
    expect(existsSync("cdktf.out/manifest.json")).toBe(false);

    accept([{ rule: "host-key-on", at: "host.json", deployment: "weather-okta-dev" }]);
    expect(await run(host("function"))).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(existsSync("cdktf.out/manifest.json")).toBe(true);
  });

  test("says what is wrong with the acceptances, as bad input", async () => {
    writeFileSync("accepted-findings.yaml", "- { rule: no-such-rule }\n");
    const { exitCode, stderr } = await run(host("anonymous"));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^accepted-findings\.yaml:1:/);
    expect(existsSync("cdktf.out/manifest.json")).toBe(false);
  });
});
