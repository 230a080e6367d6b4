/** `passthrough preview` as a person and as a pipeline run it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { planted } from "../preview/support/planted";
import { planJson, valuesWith } from "../preview/support/plan-builder";
import { projectFolder, runCommand, RunningCommand, type CommandOptions, type Ended } from "../support/command";

const rule = "okta_auth_server_policy_rule.client";
const program = ["--import", "tsx", join(projectFolder, "scripts", "preview-here.ts")];

let folder: string;
let healthy: string;
let broken: string;
let unchanged: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  const write = (name: string, plan: unknown): string => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(plan));
    return path;
  };
  healthy = write("healthy", planJson({ "null_resource.a": { actions: ["create"], after: { note: "host-17" } } }));
  unchanged = write("unchanged", planJson());
  broken = write(
    "broken",
    planJson({ [rule]: { actions: ["update"], after: valuesWith(rule, { scope_whitelist: ["openid"] }) } }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a workflow that runs these tests says about itself is not for them. */
const noWorkflow = { GITHUB_OUTPUT: "", GITHUB_TOKEN: "" };

function preview(args: readonly string[], { env, ...options }: CommandOptions = {}): Promise<Ended> {
  return runCommand(process.execPath, [...program, ...args], { ...options, env: { ...noWorkflow, ...env } });
}

describe("from plan files", () => {
  test("prints the comment, and exits with 1 where the checks find errors", async () => {
    const [good, bad] = await Promise.all([preview(["--plan", healthy]), preview(["--plan", broken])]);
    expect(good).toMatchObject({ exitCode: 0, stderr: "" });
    expect(good.stdout).toMatch(/^## ❔ Nothing wrong is found with sign-in in `healthy`, and /);
    expect(bad).toMatchObject({ exitCode: 1, stderr: "" });
    expect(bad.stdout).toMatch(/^## ❌ Sign-in will break in `broken`: /);
  });

  test("writes the whole to a file, and tells later steps of a workflow", async () => {
    const [whole, outputs] = [join(folder, "whole.md"), join(folder, "outputs")];
    writeFileSync(outputs, "before=1\n");
    const { exitCode, stdout } = await preview(
      ["weather-okta-dev", "--plan", broken, "--output", whole, "--fail-on", "lost-access,replaced-connection"],
      { env: { GITHUB_OUTPUT: outputs } },
    );
    expect({ exitCode, first: stdout.split(":")[0] }).toEqual({
      exitCode: 1,
      first: "## ❌ Sign-in will break in `weather-okta-dev`",
    });
    expect(readFileSync(whole, "utf8").split("\n")[0]).toBe(stdout.split("\n")[0]);
    const told = readFileSync(outputs, "utf8");
    const values = Object.fromEntries(
      [...told.matchAll(/^(\w+)<<(end-[0-9a-f-]{36})\n([^]*?)\n\2$/gm)].map(([, name = "", , value = ""]) => [
        name,
        value,
      ]),
    );
    expect(told).toMatch(/^before=1\n/);
    expect(values).toEqual({
      verdict: "fail",
      errors: "1",
      warnings: expect.stringMatching(/^\d+$/),
      undecided: expect.stringMatching(/^\d+$/),
      changed: "true",
      created: "0",
      updated: "1",
      replaced: "0",
      destroyed: "0",
      met: "lost-access",
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      path: whole,
    });
  });

  test("says nothing of what does not change, where that is asked for", async () => {
    const [told, quiet] = await Promise.all([
      preview(["--plan", unchanged]),
      preview(["--plan", unchanged, "--skip-unchanged"]),
    ]);
    expect(told.stdout).toMatch(/^❔ Nothing changes in `unchanged`; .*\n$/);
    expect(quiet).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("exits with 1 for a condition that is met, and only then", async () => {
    const path = join(folder, "replaced.json");
    writeFileSync(path, JSON.stringify(planJson({ "azapi_resource.connection": { actions: ["create", "delete"] } })));
    const accepted = ["--plan", healthy, "--fail-on", "replaced-connection"];
    const [met, not] = await Promise.all([
      preview(["--plan", path, "--fail-on", "replaced-connection"]),
      preview(accepted),
    ]);
    expect([met.exitCode, not.exitCode]).toEqual([1, 0]);
  });

  test("hides what a mask matches", async () => {
    const { stdout } = await preview(["--plan", healthy, "--mask", "host-\\d+"]);
    expect(stdout).toContain('note = "(sensitive)"');
    expect(stdout).not.toContain("host-17");
  });

  test.each([
    ["a file that is not there", () => ["--plan", "no-such-plan.json"], "it does not exist"],
    ["a binary plan", () => ["--plan", binary()], "is shown by `terraform show -json <plan>`"],
    ["another JSON file", () => ["--plan", "package.json"], "and no plan"],
    [
      "an unknown condition",
      () => ["--plan", healthy, "--fail-on", "everything"],
      "Conditions are replaced-connection, lost-access.",
    ],
    [
      "posting without a token",
      () => ["weather-okta-dev", "--plan", healthy, "--post", "github", "--pull-request", "1"],
      "GITHUB_TOKEN",
    ],
    ["a mask that matches everything", () => ["--plan", healthy, "--mask", "x*"], "It matches the empty text"],
    ["a mask that is none", () => ["--plan", healthy, "--mask", "("], "It is no regular expression"],
    ["more names than plans", () => ["a", "b", "--plan", healthy], "Name one deployment for each --plan"],
    ["plans and the local cloud", () => ["--plan", healthy, "--local", "--change", "destroy"], "do not go together"],
    ["a change without the local cloud", () => ["--change", "destroy"], "--change needs --local."],
    ["the local cloud without a change", () => ["--local"], "--list-changes lists them"],
    ["an unknown change", () => ["--local", "--change", "moon"], "first-deployment"],
    ["an unknown option", () => ["--plann", healthy], "unknown option"],
    [
      "a file that cannot be written",
      () => ["--plan", healthy, "--output", join(folder, "no", "file.md")],
      "cannot be written: ENOENT",
    ],
  ])("exits with 2 for %s, with one message and nothing else", async (_name, args, said) => {
    const { exitCode, stdout, stderr } = await preview(args());
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  function binary(): string {
    const path = join(folder, "plan.out");
    writeFileSync(path, Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff]));
    return path;
  }
});

test("the same subcommand stands in the package's command, without the local cloud", async () => {
  const passthrough = ["--import", "tsx", join(projectFolder, "scripts", "passthrough.ts"), "preview"];
  const [printed, refused] = await Promise.all([
    runCommand(process.execPath, [...passthrough, "--plan", broken]),
    runCommand(process.execPath, [...passthrough, "--local", "--change", "destroy"]),
  ]);
  expect(printed).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^## ❌ Sign-in will break/) });
  expect(refused).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("unknown option") });
});

test("no secret of a plan reaches any output, with --debug neither", async () => {
  const { plan, secrets, mask, ofEnvironment } = planted();
  const [path, whole, outputs] = ["planted.json", "planted.md", "planted-outputs"].map((name) => join(folder, name));
  writeFileSync(path ?? "", JSON.stringify(plan));
  writeFileSync(join(folder, "half.json"), JSON.stringify(plan).slice(0, -20));
  writeFileSync(join(folder, "odd.json"), JSON.stringify({ ...plan, resource_changes: JSON.stringify(plan) }));
  const env = { GITHUB_OUTPUT: outputs, DEPLOY_TOKEN: ofEnvironment };
  const shown = await Promise.all([
    preview(["--plan", path ?? "", "--mask", mask, "--output", whole ?? "", "--debug"], { env }),
    preview(["--plan", join(folder, "half.json"), "--debug"], { env }),
    preview(["--plan", join(folder, "odd.json"), "--debug"], { env }),
  ]);
  expect(shown.map(({ exitCode }) => exitCode)).toEqual([1, 2, 2]);
  const all = [
    ...shown.flatMap(({ stdout, stderr }) => [stdout, stderr]),
    readFileSync(whole ?? "", "utf8"),
    readFileSync(outputs ?? "", "utf8"),
  ];
  expect(all.join("").length).toBeGreaterThan(10_000);
  expect(
    [...secrets].filter(([, secret]) => all.some((text) => text.includes(secret))).map(([place]) => place),
  ).toEqual([]);
});

describe("with Terraform", () => {
  /** A Terraform that does as it is told, and notes what it sees of the plan file. */
  function fakeTerraform(plan: string): { readonly env: NodeJS.ProcessEnv; readonly seen: string } {
    const bin = mkdtempSync(join(folder, "bin-"));
    const seen = join(bin, "seen");
    const script = [
      "#!/bin/sh",
      'case "$1" in',
      `version) echo '{"terraform_version": "1.11.4"}';;`,
      "init) ;;",
      "plan)",
      '  for argument in "$@"; do case "$argument" in -out=*) out="${argument#-out=}";; esac; done',
      '  echo "$@" >> ' + seen,
      '  stat -c "%a %n" "$out" "$(dirname "$out")" >> ' + seen,
      plan,
      "  ;;",
      `show) cat '${healthy}';;`,
      "esac",
    ];
    writeFileSync(join(bin, "terraform"), script.join("\n"));
    chmodSync(join(bin, "terraform"), 0o755);
    const path = [bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
    mkdirSync(join(bin, "out"));
    return { env: { PATH: path, CDKTF_OUTPUT: join(bin, "out"), OKTA_API_TOKEN: "fake-token-0123456789" }, seen };
  }

  test("synthesizes and plans, keeps the plan to itself, and leaves nothing behind", async () => {
    const { env, seen } = fakeTerraform("  true");
    const running = new RunningCommand(process.execPath, [...program, "weather-okta-dev", "--no-lock", "--destroy"], {
      env,
    });
    try {
      const { exitCode, stdout, stderr } = await running.ended;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout).toMatch(/^## .* `weather-okta-dev`/);
      const [args = "", file = "", directory = ""] = readFileSync(seen, "utf8").split("\n");
      expect(args).toMatch(/^plan -input=false -no-color -out=\S+ -lock=false -destroy$/);
      expect(file).toMatch(/^600 /);
      expect(directory).toMatch(/^700 /);
      expect(existsSync(directory.slice(4))).toBe(false);
      expect(running.remains()).toEqual([]);
    } finally {
      await running.close();
    }
  });

  test.each([[[]], [["--debug"]]])("tells what Terraform says is wrong, and no secret of it %j", async (more) => {
    const message = [
      "╷",
      "│ Error: Okta refuses",
      "│ ",
      "│ with token fake-token-0123456789 and https://h.example/?sig=fakesignature0123",
      "╵",
      "and client_secret = fakesecret0123456",
    ];
    const { env } = fakeTerraform(`  printf '%s\\n' ${message.map((line) => `'${line}'`).join(" ")} >&2; exit 1`);
    const { exitCode, stdout, stderr } = await preview(["weather-okta-dev", ...more], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("terraform plan of weather-okta-dev ended with exit code 1.");
    expect(stderr).toContain("Error: Okta refuses");
    expect(stderr.includes("client_secret = (sensitive)")).toBe(more.length > 0);
    expect(stderr).not.toMatch(/fake-token|fakesignature|fakesecret/);
  });

  test("leaves nothing behind where it is interrupted", async () => {
    const { env, seen } = fakeTerraform("  sleep 60");
    const running = new RunningCommand(process.execPath, [...program, "weather-okta-dev"], { env });
    try {
      await running.until(
        () => existsSync(seen) && statSync(seen).size > 0 && readFileSync(seen, "utf8").split("\n").length > 3,
      );
      running.interrupt("SIGINT");
      const { exitCode, stdout } = await running.ended;
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
      expect(running.remains()).toEqual([]);
    } finally {
      await running.close();
    }
  });
});

describe("on the local cloud", () => {
  test("lists the changes", async () => {
    const { exitCode, stdout } = await preview(["--list-changes"]);
    expect(exitCode).toBe(0);
    expect(stdout.match(/^[a-z-]+$/gm)).toEqual([
      "first-deployment",
      "no-change",
      "scope-added",
      "scope-removed",
      "connection-replaced",
      "secret-rotated",
      "destroy",
      "group-added",
    ]);
  });

  test("shows a real preview from a real plan, whose first line says that sign-in will break and why", async () => {
    const running = new RunningCommand("npm", [
      "run",
      "--silent",
      "preview",
      "--",
      "--local",
      "--change",
      "scope-removed",
    ]);
    try {
      const { exitCode, stdout, stderr } = await running.ended;
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
      const [first = ""] = stdout.split("\n");
      expect(first).toMatch(/^## ❌ Sign-in will break in `weather-okta-dev`: .*`weather\.alert`\.$/);
      expect(stdout).toMatch(/\d+ rules judged configuration and plan together: 1 error/);
      expect(running.remains()).toEqual([]);
    } finally {
      await running.close();
    }
  });
});
