/** `passthrough preview` of plan files, as a person and as a pipeline run it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { planJson, valuesWith } from "../../preview/support/plan-builder";
import { projectFolder, runCommand } from "../../support/command";
import { preview } from "./run";

const rule = "okta_auth_server_policy_rule.client";

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
