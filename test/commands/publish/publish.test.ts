/** Publishing to a function app of the local cloud: what is proven, and what is said where something is wrong. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Deployment } from "../../../contract/deployment";
import type { SwitchSettings } from "../../../rehearsal/switches";
import { Interruption } from "../../../scripts/local/interruption";
import { Processes } from "../../../scripts/local/processes";
import { notReached } from "../../../scripts/publish/errors";
import type { Exchange } from "../../../scripts/publish/http";
import { publish, type PublishOptions } from "../../../scripts/publish/publish";
import { Deadline } from "../../../scripts/publish/waiting";
import type { Credential } from "../../../scripts/publish/sign-in";
import { samples, served } from "../../support/deployments";
import { startLocalSite, type LocalSite } from "../../support/local-site";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { builtServer, closedPackage, extensionApp, selfHosted, writeFiles, type FolderFiles } from "./server-folder";

const selfHostedOkta = samples.okta();
const extensionOkta = served(samples.okta(), { hosting: "mcp-extension", gate: "easy-auth" });
const tools = ["publish_alert", "get_forecast"];

/** The site of a test that needs another one, or changes it. */
let own: LocalSite | undefined;
/** The site of all other tests. */
let shared: LocalSite;
const processes = new Processes(new Interruption());
beforeAll(async () => {
  shared = await startLocalSite(selfHostedOkta, { storageRoleSpread: "at-once" });
});
afterEach(async () => {
  await own?.close();
  own = undefined;
});
afterAll(async () => {
  await shared.close();
  processes.close();
});

/** What publishing printed, and how it ended. */
interface Published {
  readonly lines: readonly string[];
  readonly progress: readonly string[];
  readonly error?: Error;
}

/** Publishes files to a site of the local cloud. */
async function published(
  files: FolderFiles,
  deployment: Deployment = selfHostedOkta,
  options: Partial<PublishOptions> & {
    readonly switches?: Partial<SwitchSettings>;
    /** Ends the waiting when this is said, however long that takes. */
    readonly until?: RegExp;
  } = {},
): Promise<Published> {
  const { switches, until, ...chosen } = options;
  if (switches !== undefined || deployment !== selfHostedOkta) {
    own = await startLocalSite(deployment, switches ?? { storageRoleSpread: "at-once" });
  }
  const reach = through((own ?? shared).cloud.fetch);
  return inTemporaryFolder(async (folder) => {
    writeFiles(folder, files);
    const [lines, progress]: [string[], string[]] = [[], []];
    const report = {
      line: (text = "") => void lines.push(text),
      progress: (text: string) => void progress.push(text),
    };
    const interrupted = (): void => {
      if (until !== undefined && progress.some((text) => until.test(text))) throw new Error("seen");
    };
    const usual = { deployment, source: folder, build: false, check: true, wait: true, timeout: 60, interrupted };
    try {
      await publish({ ...usual, credential, exchange: reach, processes, report, ...chosen });
      return { lines, progress };
    } catch (error) {
      return { lines, progress, error: error as Error };
    }
  });
}

/** The deployer of the local cloud. */
const credential: Credential = {
  getToken: () => Promise.resolve({ token: (own ?? shared).token, expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** Requests as the local cloud's systems send them to each other. */
function through(fetch: LocalSite["cloud"]["fetch"]): Exchange {
  return async ({ method, url, headers = {}, body }) => {
    const answer = await fetch(url, { method, headers, redirect: "manual", ...(body !== undefined && { body }) });
    return { status: answer.status, headers: new Map(answer.headers), body: await answer.text() };
  };
}

/** Publishes until something is said, and would go on waiting then. */
async function seen(
  said: RegExp,
  files: FolderFiles = closedPackage,
  { deployment = selfHostedOkta, ...options }: Partial<PublishOptions> = {},
): Promise<void> {
  const { error } = await published(files, deployment, { ...options, until: said });
  expect(error?.message).toBe("seen");
}

/** Changes what some addresses answer. */
function answering(change: (url: string, answer: Awaited<ReturnType<Exchange>>) => object): Exchange {
  const reach = through(shared.cloud.fetch);
  return async (request) => {
    const answer = await reach(request);
    return { ...answer, ...change(request.url, answer) };
  };
}

describe("a server that is right", () => {
  test("is built, packed, sent again while its storage role is new, and answers", async () => {
    const { lines, progress, error } = await published(builtServer, selfHostedOkta, { build: true, switches: {} });
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

  test("a deployment that is forgotten when it is done is done", async () => {
    const { error } = await published(closedPackage, selfHostedOkta, { switches: { deploymentRecord: "forgotten" } });
    expect(error).toBeUndefined();
  });

  test("behind Easy Auth, what the answer proves and what it does not is said", async () => {
    const { lines, error } = await published(closedPackage, served(selfHostedOkta, { gate: "easy-auth" }));
    expect(error).toBeUndefined();
    expect(lines.at(-1)).toMatch(/^That answer is Easy Auth's, .* shows with the first sign-in\.$/);
  });

  test("with the MCP extension, Resource Manager tells the functions", async () => {
    const { lines, error } = await published(extensionApp(tools), extensionOkta);
    expect(error).toBeUndefined();
    expect(lines).toContain("Resource Manager lists a function for each tool: publish_alert, get_forecast.");
    expect(lines.at(-1)).toBe("That answer is Easy Auth's, which gives it whether or not code is there.");
  });

  test("is not asked where nobody waits", async () => {
    const { lines, error } = await published(extensionApp([]), extensionOkta, { wait: false });
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
    const { error, lines } = await published(files);
    expect(error).toMatchObject({ name: "CannotPublish", message: expect.stringContaining(said) });
    expect(lines).toEqual([]);
  });

  test("what does not fit may be published all the same", async () => {
    const files = { ...closedPackage, "host.json": JSON.stringify(keyOn) };
    const { error } = await published(files, selfHostedOkta, { check: false, wait: false });
    expect(error).toBeUndefined();
  });

  test("a build that fails is told with its output", async () => {
    const scripts = { build: "node -e \"console.error('no such module'); process.exit(3)\"" };
    const files = { ...closedPackage, "package.json": JSON.stringify({ scripts }) };
    const { error } = await published(files, selfHostedOkta, { build: true });
    expect(error).toMatchObject({ name: "CommandFailed", message: expect.stringContaining("no such module") });
  });
});

describe("what Azure refuses", () => {
  test("nobody is signed in", async () => {
    const nobody: Credential = { getToken: () => Promise.resolve(null) };
    const { error } = await published(closedPackage, selfHostedOkta, { credential: nobody });
    expect(error?.message).toMatch(/^There is no Azure sign-in for tenant .* \(nobody is signed in\)\. Run `az login/);
  });

  const failures: Readonly<Record<string, string>> = {
    "AADSTS7000215: Invalid client secret provided: do-not-show": "(AADSTS7000215)",
    "network_error: do-not-show": "(login.microsoftonline.com cannot be reached)",
    "CredentialUnavailableError: do-not-show": "(nobody is signed in)",
  };
  test.each(Object.entries(failures))("%s", async (text, said) => {
    const wrong: Credential = { getToken: () => Promise.reject(new Error(text)) };
    const { error } = await published(closedPackage, selfHostedOkta, { credential: wrong });
    expect(error?.message).toContain(said);
    expect(error?.message).not.toContain("do-not-show");
  });

  test("there is no such site", async () => {
    own = await startLocalSite(selfHostedOkta);
    await own.arm("DELETE", own.siteId);
    const { error } = await published(closedPackage);
    expect(error?.message).toMatch(
      /There is no function app "func-.*" \(ResourceNotFound\)\. Deploy it first: `npx cdktf deploy weather-okta-dev`/,
    );
  });

  const forbidden: Readonly<Record<string, readonly [RegExp, string]>> = {
    "the site may not be read": [/management\.azure\.com/, "Microsoft.Web/sites/read"],
    "nothing may be published": [/\/api\/publish/, "Microsoft.Web/sites/publish/Action"],
  };
  test.each(Object.entries(forbidden))("%s", async (_what, [address, action]) => {
    const exchange = answering((url) => (address.test(url) ? { status: 403, body: "{}" } : {}));
    const { error } = await published(closedPackage, selfHostedOkta, { exchange });
    expect(error?.message).toContain(`${action} is missing. The role Website Contributor`);
  });

  test("the storage role never comes", async () => {
    own = await startLocalSite(selfHostedOkta, { storageRoleSpread: "at-once" });
    const { names } = own.contract;
    const storage = own.siteId.replace(
      `Microsoft.Web/sites/${names.functionApp}`,
      `Microsoft.Storage/storageAccounts/${names.storageAccount}`,
    );
    const role = "Microsoft.Authorization/roleAssignments/11111111-2222-4333-8444-555555555555";
    await own.arm("DELETE", `${storage}/providers/${role}`);
    await seen(/the app's identity may not write to its storage yet; a new role takes minutes/);
  });

  test("the package is too large", async () => {
    const exchange = answering((url) => (url.includes("/api/publish") ? { status: 413 } : {}));
    const { error } = await published(closedPackage, selfHostedOkta, { exchange });
    expect(error?.message).toMatch(/^The package of \d+ bytes is larger than the deployment endpoint takes\./);
  });

  test("the package is refused, and the log says why", async () => {
    const exchange = answering((url) => {
      if (url.endsWith("/log")) return { body: JSON.stringify([{ message: "The package is broken." }]) };
      return url.includes("/api/deployments/") ? { status: 200, body: JSON.stringify({ status: 3 }) } : {};
    });
    const { error } = await published(closedPackage, selfHostedOkta, { exchange });
    expect(error?.message).toBe('The deployment endpoint refuses the package: "The package is broken."');
  });

  test("the endpoint forgets what it was sent", async () => {
    const exchange = answering((url) => (url.includes("/api/deployments/") ? { status: 404 } : {}));
    const { error } = await published(closedPackage, selfHostedOkta, { exchange });
    expect(error?.message).toContain("does not know its own deployment");
  });

  test("a connection that breaks is tried again", async () => {
    let broken = 3;
    const exchange = answering((url) => {
      if (url.includes("/api/publish") && broken-- > 0) throw notReached(new URL(url).host, "ECONNRESET", "");
      return {};
    });
    const { error } = await published(closedPackage, selfHostedOkta, { exchange });
    expect(error).toBeUndefined();
  });

  test("a busy endpoint is tried again", async () => {
    let busy = 3;
    const exchange = answering((url) => (url.includes("/api/publish") && busy-- > 0 ? { status: 409 } : {}));
    const { error, progress } = await published(closedPackage, selfHostedOkta, { exchange });
    expect(error).toBeUndefined();
    expect(progress).toContain("the deployment endpoint is not ready: it answers 409");
  });
});

describe("an endpoint that does not answer as it must", () => {
  test("the server does not run", async () => {
    const files = { ...closedPackage, "server.js": "process.exitCode = 1;" };
    await seen(/^https:.*\/mcp answers 503 instead of 401: ""$/, files);
  });

  const wrong: Readonly<Record<string, readonly [RegExp, object, RegExp]>> = {
    "no challenge": [/\/mcp$/, { headers: new Map() }, /challenge "", which does not name https:/],
    "another challenge": [
      /net\/mcp$/,
      { headers: new Map([["www-authenticate", 'Bearer resource_metadata="https://other.example/x"']]) },
      /does not name https:/,
    ],
    "no metadata": [
      /oauth-protected-resource/,
      { status: 404, body: "none" },
      /oauth-protected-resource\/mcp answers 404 instead of 200: "none"/,
    ],
    "another resource": [
      /oauth-protected-resource/,
      { body: JSON.stringify({ resource: "https://other.example/mcp" }) },
      /names the resource "https:\/\/other\.example\/mcp" instead of "https:\/\/func/,
    ],
    "metadata that is no JSON": [/oauth-protected-resource/, { body: "<html>" }, /names the resource undefined/],
  };
  test.each(Object.entries(wrong))("%s", async (_what, [address, answer, said]) => {
    const exchange = answering((url) => (address.test(url) && !url.includes("/api/") ? answer : {}));
    await seen(said, closedPackage, { exchange });
  });

  test("scopes that are not those of the deployment", async () => {
    own = await startLocalSite(selfHostedOkta, { storageRoleSpread: "at-once" });
    const { properties } = await own.arm("POST", `${own.siteId}/config/appsettings/list`);
    const settings = { ...(properties as Record<string, string>), MCP_SCOPES_SUPPORTED: "weather.read weather.write" };
    await own.arm("PUT", `${own.siteId}/config/appsettings`, { properties: settings });
    await seen(/advertises \["weather.read","weather.write"\] instead of \["weather.alert","weather.read"\]$/);
  });

  test("a tool without a function", async () => {
    await seen(/^the host has not found the tools publish_alert yet$/, extensionApp(["get_forecast"]), {
      deployment: extensionOkta,
    });
  });
});

test("what does not come in time is told with what came instead, and how to wait longer", async () => {
  const deadline = new Deadline(0.05, () => undefined);
  let tries = 0;
  const never = deadline.until(
    () => {
      tries += 1;
      return Promise.resolve(undefined);
    },
    () => "The tide has not come",
  );
  await expect(never).rejects.toThrow(
    /^The tide has not come after 0\.05 seconds\. --timeout <seconds> waits longer\.$/,
  );
  expect(tries).toBeGreaterThan(1);
  const gone = deadline.until(
    () => Promise.reject(notReached("host", "ECONNREFUSED", "")),
    () => "",
  );
  await expect(gone).rejects.toThrow(/^"host" cannot be reached: ECONNREFUSED\.$/);
});
