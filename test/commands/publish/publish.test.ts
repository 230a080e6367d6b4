/** Publishing to a function app of the local cloud: what is proven, and what a person can mend. */
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { served } from "../../support/deployments";
import { builtServer, closedPackage, extensionApp, selfHosted, type FolderFiles } from "./server-folder";
import { extensionOkta, publishingStage, selfHostedOkta } from "./stage";

const stage = publishingStage();
const tools = ["publish_alert", "get_forecast"];

describe("a server that is right", () => {
  test("is built, packed, sent again while its storage role is new, and answers", async () => {
    const { lines, progress, error } = await stage.published(builtServer, { build: true, switches: {} });
    expect(error).toBeUndefined();
    expect(lines).toEqual([
      expect.stringMatching(/^Package: 3 files, 1 kB, sha256 [0-9a-f]{12}$/),
      expect.stringMatching(/^Deployed to func-weather-okta-dev-\w{6}: .* has gone well\.$/),
      expect.stringMatching(
        /^https:\/\/func-weather-okta-dev-\w{6}\.azurewebsites\.net\/mcp answers 401 without a token/,
      ),
    ]);
    const waits = progress.filter((text) => text.includes("may not write to its storage yet"));
    expect(waits).toHaveLength(2);
  });

  test("is built without the secrets of whoever publishes", async () => {
    const secrets = ["ARM_CLIENT_SECRET", "OKTA_API_TOKEN", "OKTA_API_PRIVATE_KEY", "GITHUB_TOKEN"];
    const build = `const sees = (name) => name in process.env;
      process.exit(sees("ARM_CLIENT_ID") && !${JSON.stringify(secrets)}.some(sees) ? 0 : 3);`;
    const server = {
      ...closedPackage,
      "package.json": JSON.stringify({ scripts: { build: "node build.js" } }),
      "build.js": build,
    };
    const before = { ...process.env };
    try {
      Object.assign(process.env, { ARM_CLIENT_ID: "client" }, Object.fromEntries(secrets.map((name) => [name, "x"])));
      expect(await stage.published(server, { build: true })).not.toHaveProperty("error");
    } finally {
      process.env = before;
    }
  });

  test("may be large, with all that it imports", async () => {
    // Nothing makes it smaller, as with code that is packed already.
    const large = randomBytes(12 * 1024 * 1024).toString("base64");
    const { lines, error } = await stage.published({ ...closedPackage, "node_modules/large/data.txt": large });
    expect(error).toBeUndefined();
    expect(lines[0]).toMatch(/^Package: 3 files, 1[2-9]\d{3} kB/);
  });

  test("a deployment that is forgotten when it is done is done", async () => {
    const { error } = await stage.published(closedPackage, { switches: { deploymentRecord: "forgotten" } });
    expect(error).toBeUndefined();
  });

  test("behind Easy Auth, what the answer proves and what it does not is said", async () => {
    const { lines, error } = await stage.published(closedPackage, {
      deployment: served(selfHostedOkta, { gate: "easy-auth" }),
    });
    expect(error).toBeUndefined();
    expect(lines.at(-1)).toMatch(/^That answer is Easy Auth's, .* shows with the first sign-in\.$/);
  });

  test("with the MCP extension, Resource Manager tells the functions", async () => {
    const { lines, error } = await stage.published(extensionApp(tools), { deployment: extensionOkta });
    expect(error).toBeUndefined();
    expect(lines).toContain("Resource Manager lists a function for each tool: publish_alert, get_forecast.");
    expect(lines.at(-1)).toBe("That answer is Easy Auth's, which gives it whether or not code is there.");
  });

  test("is not asked where nobody waits", async () => {
    const { lines, error } = await stage.published(extensionApp([]), { deployment: extensionOkta, wait: false });
    expect(error).toBeUndefined();
    expect(lines).toHaveLength(2);
  });
});

describe("what a person can mend in the folder", () => {
  const keyOn = {
    ...selfHosted,
    customHandler: { ...selfHosted.customHandler, http: { DefaultAuthorizationLevel: "function" } },
  };
  const cases: Readonly<Record<string, readonly [FolderFiles, string]>> = {
    "no host.json": [{}, "holds no host.json that can be read"],
    "host.json of another hosting": [
      extensionApp([]),
      'is one of hosting "mcp-extension", the deployment says "self-hosted"',
    ],
    "the host's key is on": [
      { "host.json": JSON.stringify(keyOn) },
      'has the authorization level "function", so the host would demand a key',
    ],
    "no level is named": [
      { "host.json": JSON.stringify({ configurationProfile: "mcp-custom-handler" }) },
      "names no authorization level",
    ],
    "the script is not there": [
      { "host.json": JSON.stringify(selfHosted) },
      'The script "server.js" is not in the package.',
    ],
    "the script is left out": [
      { ...closedPackage, ".funcignore": "*.js" },
      'The script "server.js" is not in the package.',
    ],
  };
  test.each(Object.entries(cases))("%s", async (_what, [files, said]) => {
    const { error, lines } = await stage.published(files);
    expect(error).toMatchObject({ name: "CannotPublish", message: expect.stringContaining(said) });
    expect(lines).toEqual([]);
  });

  test("what does not fit may be published all the same", async () => {
    const files = { ...closedPackage, "host.json": JSON.stringify(keyOn) };
    const { error } = await stage.published(files, { check: false, wait: false });
    expect(error).toBeUndefined();
  });

  test("a build that fails is told with its output", async () => {
    const scripts = { build: "node -e \"console.error('no such module'); process.exit(3)\"" };
    const files = { ...closedPackage, "package.json": JSON.stringify({ scripts }) };
    const { error } = await stage.published(files, { build: true });
    expect(error).toMatchObject({ name: "CommandFailed", message: expect.stringContaining("no such module") });
  });
});
