/** `passthrough publish` as a person runs it, against a local cloud. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { runCommand, projectFolder, type Ended } from "../support/command";
import { samples } from "../support/deployments";
import { startLocalSite, type LocalSite } from "../support/local-site";
import { inTemporaryFolder } from "../support/temporary-folder";
import { builtServer, writeFiles } from "./publish/server-folder";

let site: LocalSite;
beforeAll(async () => {
  site = await startLocalSite(samples.okta(), { storageRoleSpread: "at-once" });
});
afterAll(() => site.close());

/** Runs the command with a server's folder, in the environment of the local cloud. */
function publish(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return inTemporaryFolder((folder) => {
    const { proxyUrl, certificateAuthority, environment: credentials } = site.cloud;
    const certificates = join(folder, "certificate-authority.pem");
    writeFileSync(certificates, certificateAuthority);
    const server = join(folder, "server");
    writeFiles(server, builtServer);
    const env = { ...credentials, HTTPS_PROXY: proxyUrl, NODE_EXTRA_CA_CERTS: certificates, ...environment };
    const command = ["--import", "tsx", join(projectFolder, "scripts/passthrough.ts"), "publish"];
    return runCommand(process.execPath, [...command, ...args, "--source", server], { env });
  });
}

describe("passthrough publish", () => {
  test("publishes, and says what it has proven", async () => {
    expect(await publish(["weather-okta-dev", "--timeout", "60"])).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^Package: .*\nDeployed to .*\nhttps:.* answers 401 without a token .*\n$/),
      stderr: "",
    });
  });

  test("signs in as Azure's own tools do", async () => {
    const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: secret = "" } = site.cloud.environment;
    const { exitCode } = await publish(["deployments/weather-okta.yaml", "--no-wait"], {
      ARM_CLIENT_ID: "",
      ARM_CLIENT_SECRET: "",
      AZURE_TENANT_ID: samples.okta().azure.tenantId,
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: secret,
    });
    expect(exitCode).toBe(0);
  });

  test("exits with 1 where Azure refuses, in one message", async () => {
    const { exitCode, stderr } = await publish(["weather-okta-dev"], { ARM_CLIENT_SECRET: "do-not-show" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^There is no Azure sign-in for tenant \S+ \(AADSTS7000215\)\. .*\n$/);
  });

  test.each([
    ["an unknown deployment", ["weather-octa-dev"], 'Did you mean "weather-okta-dev"?'],
    ["a time that is none", ["weather-okta-dev", "--timeout", "soon"], "Expected a number of seconds"],
  ])("exits with 2 for %s", async (_what, args, said) => {
    const { exitCode, stdout, stderr } = await publish(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("exits with 2 for a build that was not made; --debug shows where that was found", async () => {
    const { exitCode, stderr } = await publish(["weather-okta-dev", "--no-build", "--debug"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The script "server.js" is not in the package.');
    expect(stderr).toMatch(/^\s+at packServer/m);
  });
});
