import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Ended, runCommand } from "../../support/command";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { GithubServer, token, viewer } from "./github-server";

/** A plan in which one connection is created. */
const plan = (target: string): string =>
  JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    resource_changes: [
      {
        address: "azapi_resource.connection",
        mode: "managed",
        type: "azapi_resource",
        name: "connection",
        provider_name: "registry.terraform.io/azure/azapi",
        change: {
          actions: ["create"],
          before: null,
          after: {
            type: "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01",
            name: "reader",
            body: { properties: { authType: "OAuth2", category: "RemoteTool", target } },
          },
          after_unknown: {},
          before_sensitive: false,
          after_sensitive: {},
        },
      },
    ],
  });

test("a posted preview is the same for the same change, and another one stops what follows", () =>
  inTemporaryFolder(async (folder) => {
    const server = new GithubServer();
    const file = join(folder, "weather.json");
    const preview = async (...args: readonly string[]): Promise<Ended> =>
      runCommand("node", ["--import", "tsx", "scripts/preview-here.ts", "--plan", file, ...args], {
        env: {
          GITHUB_API_URL: apiUrl,
          GITHUB_TOKEN: token,
          GITHUB_REPOSITORY: "octo/weather",
          GITHUB_REF: "refs/pull/7/merge",
          GITHUB_SHA: "merged",
        },
      });
    const apiUrl = await server.start();
    try {
      writeFileSync(file, plan("https://one.example.com/mcp"));
      const nothing = await preview("--same-as", "github");
      expect(nothing.stderr).toContain("holds no whole preview of these deployments");
      expect(nothing.exitCode).toBe(1);
      const posted = await preview("--post", "github");
      expect(posted.stderr).toBe("");
      expect(server.bodiesOf(viewer)).toHaveLength(1);
      expect(server.bodiesOf(viewer).join()).toContain(posted.stdout.trimEnd());
      expect((await preview("--same-as", "github")).stderr).toBe("");
      writeFileSync(file, plan("https://other.example.com/mcp"));
      const other = await preview("--same-as", "github");
      expect(other.stderr).toContain("This is not the change that was reviewed.");
      expect(other.stdout).toContain("other.example.com");
      expect(other.exitCode).toBe(1);
    } finally {
      await server.stop();
    }
  }));
