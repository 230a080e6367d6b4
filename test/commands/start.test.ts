/** `npm start` when something is wrong: what a person sees, and the exit code. The README's test runs it when all is well. */
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import { faultNamed, faultNames } from "../../rehearsal/faults";
import { runCommand, type Ended } from "../support/command";
import { inTemporaryFolder } from "../support/temporary-folder";

jest.setTimeout(180_000);

function script(name: "start" | "local", args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return runCommand(process.execPath, ["--import", "tsx", `scripts/${name}.ts`, ...args], { env });
}

describe("bad input", () => {
  test.each([
    [
      "a stack that there is not",
      ["weather-okta"],
      /"weather-okta" is no deployment.*Did you mean "weather-okta-dev"\?\n$/,
    ],
    [
      "a file that there is not",
      ["nowhere/none.yaml"],
      /^nowhere\/none\.yaml:1:1 {2}The file cannot be read: it does not exist\.\n$/,
    ],
    ["an option that there is not", ["--nope"], /^error: unknown option '--nope'\n$/],
    [
      "a fault that there is not",
      ["--break", "nope"],
      /^error: .*'nope' is invalid\. Allowed choices are .*host-key-on/,
    ],
    [
      "a fault that is nearly one",
      ["--break", "conection-scope-empty"],
      /^error: .*'conection-scope-empty' is invalid\. Did you mean "connection-scopes-empty"\? Allowed choices are /,
    ],
    [
      "a fault that cannot happen",
      ["--break", "second-provider-left-on", "--deployment", "weather-okta-dev"],
      /^The fault "second-provider-left-on" can happen to connections with gate easy-auth alone, and weather-okta-dev has none\./,
    ],
    [
      "a deployment to break and nothing to break it with",
      ["--deployment", "weather-okta-dev"],
      /^--deployment goes with --break alone/,
    ],
    [
      "several deployments to break",
      ["--break", "host-key-on", "weather-okta-dev"],
      /^--break breaks one deployment; name it with --deployment\.\n$/,
    ],
  ])("%s", async (_name, args, message) => {
    expect(await script("start", args)).toEqual({ exitCode: 2, stdout: "", stderr: expect.stringMatching(message) });
  });

  test("a file with a mistake", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, "mistaken.yaml");
      writeFileSync(file, "name: weather\nenvironment: 7\n");
      const { exitCode, stderr } = await script("start", [file]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^\S+mistaken\.yaml:2:14 {2}environment is 7; /m);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });
});

const wanted =
  "Terraform 1.11 or newer is needed on the path. Get it from https://developer.hashicorp.com/terraform/install";

describe("without a Terraform that will do", () => {
  test.each([
    ["start", []],
    ["local", ["true"]],
  ] as const)("npm %s: there is none", async (name, args) => {
    await inTemporaryFolder(async (folder) => {
      const ended = await script(name, args, { PATH: folder });
      expect(ended).toEqual({ exitCode: 2, stdout: "", stderr: `There is no terraform on the path. ${wanted}\n` });
    });
  });

  test.each([
    ["too old", `echo '{"terraform_version": "1.9.8"}'`, 'The terraform on the path is "1.9.8".'],
    ["broken", "echo broken >&2; exit 3", 'The terraform on the path tells no version: exit code 3, "broken".'],
  ])("it is %s", async (_name, body, message) => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "terraform"), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, "terraform"), 0o755);
      const ended = await script("start", [], { PATH: folder });
      expect(ended).toEqual({ exitCode: 2, stdout: "", stderr: `${message} ${wanted}\n` });
    });
  });
});

test("a gate that a deployment cannot have is told of the file that a person knows", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "extension.yaml");
    const server = { source: resolve("examples/weather-extension"), hosting: "mcp-extension", gate: "easy-auth" };
    writeFileSync(
      file,
      JSON.stringify({ extends: resolve("deployments/weather-entra.yaml"), name: "extension", server }),
    );
    const { exitCode, stderr } = await script("start", [file, "--gate", "server"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(
        /^--gate server does not go with extension-dev: in "\S+extension\.yaml" server\.hosting is /,
      ),
    });
    expect(stderr).not.toContain("with-gate");
  });
});

test("--break names the host.json that a person can mend, and tells where the server's refusals stand in Azure", async () => {
  const [host, server] = await Promise.all([
    script("start", ["--break", "host-key-on", "--deployment", "weather-okta-dev"]),
    script("start", ["--break", "tool-requires-more", "--deployment", "weather-okta-dev"]),
  ]);
  expect([host.exitCode, server.exitCode]).toEqual([1, 1]);
  expect(host.stdout).toMatch(/DefaultAuthorizationLevel \(\S*examples\/weather-server\/host\.json:\d+:\d+\)/);
  expect(host.stdout).not.toContain("az monitor log-analytics query");
  expect(server.stdout).toMatch(/In Azure the log of the function app tells .*\n.*\n +az monitor log-analytics query /);
});

test("--list-faults tells every fault", async () => {
  const { exitCode, stdout } = await script("start", ["--list-faults"]);
  expect(exitCode).toBe(0);
  for (const name of faultNames) expect(stdout).toContain(`${name}\n  ${faultNamed(name).what}\n`);
});

test("--break shows the failure of the thread, names the connection, and says what it should request", async () => {
  const args = ["--break", "connection-scopes-empty"];
  const { exitCode, stdout, stderr } = await script("start", args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
  const order = [
    /Broken on purpose, weather-editor: The connection requests no scopes\./,
    /error {2}connection-requests-no-scopes/,
    /shows "Sign in successful"\n.*shows "Sign in successful"\n {4}tools: none\n {4}the model: /,
    ...Array.from(
      { length: 2 },
      () => /a link was given\n[^]*✘ identity provider, example\.okta\.com: refused.*invalid_scope/,
    ),
    /To blame is the layer "connection" of weather-okta-dev, connection weather-editor\./,
    /Write scopes = \["openid", "offline_access", "weather\.alert", "weather\.read"\] into the connection/,
  ];
  expect(stdout).toMatch(new RegExp(order.map(({ source }) => source).join("[^]*")));
});

test("what Terraform says is wrong comes first, and its whole output with --debug", async () => {
  await inTemporaryFolder(async (folder) => {
    const terraform = [
      "#!/bin/sh",
      `case "$*" in *version*|-v) echo '{"terraform_version": "1.11.4"}'; exit 0;; esac`,
      "echo 'Initializing the backend...'",
      "printf '╷\\n│ \\033[31mError: \\033[0mIt is full\\n│ \\n│   on cdk.tf.json line 1\\n╵\\n' >&2",
      "exit 1",
    ];
    writeFileSync(join(folder, "terraform"), terraform.join("\n"), { mode: 0o755 });
    const path = { PATH: `${folder}${delimiter}${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}` };

    const failed = await script("start", ["weather-entra-dev"], path);
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).not.toContain("✔");
    expect(failed.stderr).toBe(
      [
        "cdktf deploy ended with exit code 1.",
        "Error: It is full\n\n  on cdk.tf.json line 1",
        "--debug shows all that it printed.\n",
      ].join("\n\n"),
    );

    const debugged = await script("start", ["--debug", "weather-entra-dev"], path);
    expect(debugged.exitCode).toBe(1);
    expect(debugged.stderr).toMatch(/^\s+at /m);
    expect(debugged.stderr).toContain("Initializing the backend...");
  });
});
