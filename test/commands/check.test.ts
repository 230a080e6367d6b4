/** `passthrough check` and `passthrough explain` as a person runs them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { projectFolder, runCommand, type Ended } from "../support/command";
import { inTemporaryFolder } from "../support/temporary-folder";

const fixtures = "test/fixtures/hcl";

function passthrough(...args: readonly string[]): Promise<Ended> {
  return runCommand(process.execPath, ["--import", "tsx", join(projectFolder, "scripts/passthrough.ts"), ...args]);
}

describe("passthrough check", () => {
  it("exits with 1 where something is wrong, and says what", async () => {
    const { exitCode, stdout } = await passthrough("check", `${fixtures}/entra-without-scopes`);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAIL: 1 deployment judged/);
    expect(stdout).toContain("connection-requests-no-scopes");
  });

  it("exits with 0 where something is undecided, and with 1 if it is strict", async () => {
    const healthy = `${fixtures}/entra-whole-application`;
    const [lenient, strict] = await Promise.all([
      passthrough("check", healthy),
      passthrough("check", healthy, "--strict"),
    ]);
    expect(lenient).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^UNDECIDED/) });
    expect(strict).toMatchObject({ exitCode: 1, stdout: lenient.stdout });
  });

  it("writes several reports at once", () =>
    inTemporaryFolder(async (folder) => {
      const [sarif, markdown] = [join(folder, "a.sarif"), join(folder, "b.md")];
      const { exitCode, stdout } = await passthrough(
        ...["check", `${fixtures}/entra-without-scopes`, "--format", "json"],
        ...["--output", `sarif=${sarif}`, "--output", `markdown=${markdown}`],
      );
      expect(exitCode).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, verdict: "fail" });
      expect(JSON.parse(readFileSync(sarif, "utf8"))).toMatchObject({ version: "2.1.0" });
      expect(readFileSync(markdown, "utf8")).toMatch(/^## FAIL/);
      expect(existsSync(sarif)).toBe(true);
    }));

  it.each([
    ["a path that is not there", ["check", "no-such-folder"], "no-such-folder"],
    ["an unknown format", ["check", "--format", "xml"], "Formats are text, json, sarif, github, markdown."],
    ["an output without a file", ["check", "--output", "json"], "Expected <format>=<file>"],
    [
      "an output that cannot be written",
      ["check", `${fixtures}/okta-by-hand`, "--output", "json=no/a.json"],
      "no/a.json",
    ],
    ["an unknown option", ["check", "--strikt"], "unknown option"],
    ["a folder without Terraform", ["check", "docs"], "docs"],
    ["an unknown rule", ["explain", "gate-mising"], 'Did you mean "gate-missing"?'],
  ])("exits with 2 for %s", async (_, args, said) => {
    const { exitCode, stdout, stderr } = await passthrough(...args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("never passes where nothing was judged", () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "main.tf"), 'resource "null_resource" "a" {}\n');
      const { exitCode, stderr } = await passthrough("check", folder);
      expect(exitCode).toBe(2);
      expect(stderr).toContain("nothing was judged");
    }));
});

describe("passthrough explain", () => {
  it("prints the page of a rule", async () => {
    const { exitCode, stdout } = await passthrough("explain", "gate-missing");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^gate-missing \(error\)\n/);
  });
});
