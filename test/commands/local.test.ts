/** `npm run local`, and the commands of cdktf on it, on every Node version that is supported. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import { runCommand, type Ended } from "../support/command";
import { inTemporaryFolder } from "../support/temporary-folder";

jest.setTimeout(240_000);

function local(command: readonly string[], env: NodeJS.ProcessEnv = {}, node = process.execPath): Promise<Ended> {
  return runCommand(node, ["--import", "tsx", "scripts/local.ts", ...command], { env, node });
}

const cdktf = "node_modules/.bin/cdktf";

/** Node versions beside that of the tests, by the variable that names their binary. */
const otherNodes = { PASSTHROUGH_NODE_22: "v22.", PASSTHROUGH_NODE_24: "v24." } as const;

// With the Node of the tests, the README's test runs them.
const nodes = Object.entries(otherNodes)
  .filter(([, version]) => !process.version.startsWith(version))
  .map(([variable]) => ({ name: `the Node of ${variable}`, node: process.env[variable] }));

describe("all commands of cdktf on one local cloud", () => {
  const script = [
    "set -eu",
    `node --version`,
    `${cdktf} list`,
    `${cdktf} synth`,
    `${cdktf} diff weather-okta-dev --skip-synth`,
    `${cdktf} deploy weather-okta-dev --skip-synth --auto-approve`,
    `${cdktf} output weather-okta-dev --skip-synth --outputs-file "$OUTPUTS"`,
    `${cdktf} destroy weather-okta-dev --skip-synth --auto-approve`,
  ].join("\n");

  for (const { name, node } of nodes) {
    if (node === undefined || node === "") {
      // A terminal's summary of skipped tests does not say why.
      const reason = `not run with ${name}: it names no node binary`;
      if (process.env["CI"]) test(reason, () => expect(node).toBeDefined());
      else {
        process.stderr.write(`${reason}\n`);
        test.skip(reason, () => undefined);
      }
      continue;
    }
    test.concurrent(name, () =>
      inTemporaryFolder(async (folder) => {
        const outputs = join(folder, "outputs.json");
        const { exitCode, stdout, stderr } = await local(
          ["sh", "-c", script],
          { DEPLOYMENT: "weather-okta-dev", OUTPUTS: outputs },
          node,
        );
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
        expect(stdout).toMatch(/^weather-okta-dev +\S+/m);
        expect(stdout).toContain("Generated Terraform code for the stacks: weather-okta-dev");
        const steps = stdout.match(/Plan: .*|Apply complete! .*|Destroy complete! .*/g);
        expect(steps).toEqual([
          // diff, and the plans that deploy and destroy show
          "Plan: 34 to add, 0 to change, 0 to destroy.",
          "Plan: 34 to add, 0 to change, 0 to destroy.",
          "Apply complete! Resources: 34 added, 0 changed, 0 destroyed.",
          "Plan: 0 to add, 0 to change, 34 to destroy.",
          "Destroy complete! Resources: 34 destroyed.",
        ]);
        const written = JSON.parse(readFileSync(outputs, "utf8")) as Record<string, unknown>;
        expect(written["weather-okta-dev"]).toMatchObject({ audience: "api://weather-okta-dev" });
        // No complaint of node itself, and no spinner and no colour where nobody looks.
        expect(stdout).not.toContain("Warning: ");
        expect(stdout).not.toContain("\u001b");
      }),
    );
  }
});

test("a wrong deployment file fails synth with its message", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "mistaken.yaml");
    const sample = readFileSync("deployments/weather-okta.yaml", "utf8");
    const base = JSON.stringify(join(process.cwd(), "deployments/bases/weather.yaml"));
    const mistaken = sample.replace("bases/weather.yaml", base).replace("groups: everyone", "groups: everyon");
    writeFileSync(file, mistaken);
    const { exitCode, stdout, stderr } = await runCommand(cdktf, ["synth", "--output", join(folder, "out")], {
      env: { DEPLOYMENT: file, CI: "1" },
    });
    expect(exitCode).toBe(1);
    const line = mistaken.slice(0, mistaken.indexOf("everyon\n")).split("\n").length;
    expect(stdout + stderr).toMatch(
      new RegExp(`mistaken\\.yaml:${line}:13 {2}connections\\.weather-reader\\.groups is "everyon"; .*"everyone"\\?`),
    );
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  });
});

describe("npm run local", () => {
  test("hands on arguments and exit code, and what the command needs to reach the local cloud", async () => {
    const { exitCode, stdout } = await local(["sh", "-c", 'echo "$1 $TF_VAR_rehearsal"; exit 7', "sh", "--debug"]);
    expect(stdout).toBe("--debug true\n");
    expect(exitCode).toBe(7);
  });

  test.each([
    [
      "there is no such command",
      ["nope"],
      'Cannot run "nope": there is no such command on the path, and no such file.\n',
    ],
    ["it is no program", ["./package.json"], 'Cannot run "./package.json": it is no program, or may not be run.\n'],
    ["none is given", [], "error: missing required argument 'command'\n"],
  ])("%s", async (_name, command, stderr) => {
    expect(await local(command)).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});
