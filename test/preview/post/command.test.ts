import { expect, test } from "@jest/globals";
import { runCommand } from "../../support/command";

const preview = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runCommand("node", ["--import", "tsx", "scripts/preview-here.ts", ...args], {
    env: { GITHUB_TOKEN: "", GITHUB_REPOSITORY: "", GITHUB_EVENT_PATH: "", GITHUB_REF: "", GITHUB_API_URL: "", ...env },
  });

test.each([
  [["--post", "github"], {}, "GitHub: GITHUB_TOKEN is not set."],
  [["--post", "github"], { GITHUB_TOKEN: "ghs_secret" }, "GITHUB_REPOSITORY is not set"],
  [
    ["--post", "github"],
    { GITHUB_TOKEN: "ghs_secret", GITHUB_REPOSITORY: "octo/weather" },
    "Neither GITHUB_EVENT_PATH nor GITHUB_REF names a pull request.",
  ],
  [
    ["--post", "github", "--pull-request", "7"],
    { GITHUB_TOKEN: "ghs_secret", GITHUB_REPOSITORY: "octo/weather" },
    "The state of weather-entra-dev, weather-okta-dev lies in a local file",
  ],
  [["--same-as", "0".repeat(64)], {}, "The state of weather-entra-dev, weather-okta-dev lies in a local file"],
  [["--same-as", "yes"], {}, '--same-as is "yes"; allowed is github, or a fingerprint'],
  [["--pull-request", "7"], {}, "--pull-request needs --post github or --same-as github."],
] as const)("%j with %j is refused before anything is planned", async (args, env, message) => {
  const { exitCode, stdout, stderr } = await preview(args, env);
  expect(stderr).toContain(message);
  expect(stderr.trim()).not.toContain("\n");
  expect(stdout + stderr).not.toContain("ghs_secret");
  expect(exitCode).toBe(2);
});
