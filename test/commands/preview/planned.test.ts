/** `passthrough preview` with Terraform: what it runs, what it leaves behind, and what it says where Terraform fails. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { planJson } from "../../preview/support/plan-builder";
import { RunningCommand } from "../../support/command";
import { preview, program } from "./run";

let folder: string;
let shown: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  shown = join(folder, "shown.json");
  writeFileSync(shown, JSON.stringify(planJson({ "null_resource.a": { actions: ["create"], after: { note: "a" } } })));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
      `show) cat '${shown}';;`,
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
