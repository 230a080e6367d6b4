/** `passthrough verify` as a person runs it. */
import { writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { StoryConnection } from "../../rehearsal/story/participants";
import type { Verification } from "../../verify/verify";
import { projectFolder, runCommand, RunningCommand, type Ended } from "../support/command";
import { samples } from "../support/deployments";
import { rehearsed, type Rehearsed } from "../support/rehearsed";
import { inTemporaryFolder } from "../support/temporary-folder";
import { tokenFor } from "../verify/support/foundry";

const nobody = { FOUNDRY_TOKEN: "", FOUNDRY_TOKEN_SECOND: "", SECOND_AZURE_CONFIG_DIR: "" };
const command = ["--import", "tsx", join(projectFolder, "scripts/passthrough.ts"), "verify"];

/** Runs the command with nobody signed in, unless the environment says otherwise. */
function verify(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return runCommand(process.execPath, [...command, ...args], { env: { ...nobody, ...env } });
}

describe("what cannot be verified", () => {
  test.each<readonly [string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
    ["no deployment", [], {}, /^Name a deployment/],
    ["an unknown deployment", ["weather-octa-dev"], {}, /Did you mean "weather-okta-dev"\?/],
    ["the local cloud, which the package lacks", ["weather-okta-dev", "--local"], {}, /unknown option '--local'/],
    [
      "a token of an application",
      ["weather-okta-dev"],
      { FOUNDRY_TOKEN: tokenFor("app", { idtyp: "app" }) },
      /one user for everybody/,
    ],
  ])("%s: exit code 2", async (_what, args, env, said) => {
    const { exitCode, stdout, stderr } = await verify(args, env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/^\s+at |eyJ/m);
  });

  test("nobody is signed in at the command line of Azure: exit code 2, and how to", async () => {
    await inTemporaryFolder(async (folder) => {
      const { exitCode, stderr } = await verify(
        ["weather-okta-dev"],
        withAz(folder, "echo 'Please run az login' >&2; exit 1"),
      );
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^There is no token of a person for Foundry \(nobody is signed in\)\. Run `az login`/);
    });
  });

  test("the tokens come from the sign-ins of `az`, each from its folder", async () => {
    await inTemporaryFolder(async (folder) => {
      const answer = (login: string): string =>
        JSON.stringify({ accessToken: tokenFor(login), expires_on: 4102444800, tokenType: "Bearer" });
      const script = `case "$AZURE_CONFIG_DIR" in */second) echo '${answer("grace@example.com")}';; *) echo '${answer("ada@example.com")}';; esac`;
      const environment = { ...withAz(folder, script), SECOND_AZURE_CONFIG_DIR: join(folder, "second") };
      // Somebody who listens on no port: both sign-ins have gone well when Foundry is looked for.
      const unreachable = { ...environment, HTTPS_PROXY: "http://127.0.0.1:9" };
      const { exitCode, stdout } = await verify(["weather-okta-dev", "--second-user"], unreachable);
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/ {2}ada@example\.com asks: /);
      expect(stdout).toMatch(/✘ The agent answers the person: ".*services\.ai\.azure\.com" cannot be read/);

      const sameFolder = { ...environment, SECOND_AZURE_CONFIG_DIR: join(folder, "first") };
      expect(await verify(["weather-okta-dev", "--second-user"], sameFolder)).toMatchObject({ exitCode: 2 });
    });
  });
});

/** A command line of Azure that does what a script says. */
function withAz(folder: string, script: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, "az"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const path = [folder, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  return { PATH: path, AZURE_CONFIG_DIR: folder };
}

describe("against a cloud", () => {
  const deployment = samples.entra();
  let running: Rehearsed;
  let connection: StoryConnection;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    running = await rehearsed(deployment);
    const [only] = await running.connections(deployment);
    if (only === undefined) throw new Error("no connection");
    connection = only;
    const [first, second] = only.members;
    const tokens = { FOUNDRY_TOKEN: first.foundryToken(), FOUNDRY_TOKEN_SECOND: second.foundryToken() };
    environment = { ...running.terraform.environment, ...tokens };
  });
  afterAll(() => running.close());

  test("a pipeline is given JSON and no consent link, which nobody there could follow", async () => {
    const { exitCode, stdout, stderr } = await verify(["weather-entra-dev", "--json", "--no-browser"], environment);
    expect(exitCode).toBe(1);
    const verification = JSON.parse(stdout) as Verification;
    expect(verification).toMatchObject({
      deployment: "weather-entra-dev",
      connection: connection.key,
      verified: false,
    });
    expect(verification.people[0]?.steps.at(-1)).toMatchObject({ id: "consent", symptom: "consent-link-twice" });
    expect(stderr).toContain("nobody is there to follow it");
    expect(stdout + stderr).not.toMatch(/data=|eyJ/);
  });

  test("two people sign in through the links that they are shown, and each is known to the tool", async () => {
    const args = [...command, "weather-entra-dev", "--second-user", "--no-browser"];
    const child = new RunningCommand(process.execPath, args, { env: environment });
    try {
      for (const { login, browser } of connection.members) {
        const link = (): string | undefined =>
          new RegExp(`consent link for ${login}: (https://\\S+)\\n`).exec(child.output)?.[1];
        await child.until(() => link() !== undefined);
        await browser.open(link() ?? "", login);
      }
      const { exitCode, stdout, stderr } = await child.ended;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout.match(/✔/g)).toHaveLength(12);
      expect(stdout).not.toMatch(/✘|eyJ/);
    } finally {
      await child.close();
    }
  });

  test("whoever has consented before is verified without a browser", async () => {
    const { exitCode, stdout } = await verify(["deployments/weather-entra.yaml", "--json"], environment);
    const verification = JSON.parse(stdout) as Verification;
    expect({ exitCode, verified: verification.verified }).toEqual({ exitCode: 0, verified: true });
    expect(verification.people[0]?.steps.map(({ outcome }) => outcome).join(" ")).toBe(
      "passed not shown passed passed passed passed",
    );
    expect(stdout).not.toContain("eyJ");
  });
});

describe("npm run verify -- --local", () => {
  function verifyHere(...args: readonly string[]): Promise<Ended> {
    return runCommand(process.execPath, ["--import", "tsx", join(projectFolder, "scripts/verify-here.ts"), ...args]);
  }

  test("shows and explains what people see of a deployment that is broken on purpose", async () => {
    const broken = ["--break", "connection-scopes-empty", "weather-entra-dev"];
    const { exitCode, stdout, stderr } = await verifyHere("--local", ...broken);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    const order = [
      /Broken on purpose, weather-reader: The connection requests no scopes\./,
      /consent link for ada@example\.com: global\.consent\.azure-apim\.net\n/,
      /ada@example\.com follows it, and global\.consent\.azure-apim\.net shows "Sign in successful"\n/,
      /✘ After the sign-in nobody is asked for another: a second consent link came after the sign-in\n/,
    ];
    expect(stdout).toMatch(new RegExp(order.map(({ source }) => source).join("[^]*")));
    expect(stdout).not.toMatch(/data=|eyJ/);
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ["a fault without the local cloud", ["--break", "host-key-on", "weather-okta-dev"], /^--break needs --local/],
    ["people of one's own", ["--local", "--second-user"], /^--second-user does not go with --local/],
    ["a fault that there is not", ["--local", "--break", "nope"], /Allowed choices are/],
    [
      "a fault that cannot happen",
      ["--local", "--break", "pkce-demanded", "weather-entra-dev"],
      /can happen to connections with provider okta alone/,
    ],
  ])("%s: exit code 2", async (_what, args, said) => {
    const { exitCode, stdout, stderr } = await verifyHere(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(said);
  });
});
