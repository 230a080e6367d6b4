/** Self-hosted servers: the process that runs them, what it sees, and when it is started anew. */
import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hostKey } from "../../../rehearsal/functions/host/keys";
import { requirement } from "../../support/requirement";
import { siteId } from "../support/test-cloud";
import { host, startFunctionsCloud, type FunctionsCloud } from "./functions-cloud";
import { echoPackage, selfHostedFile, zipOf, type PackageFiles } from "./packages";

const flag = { AzureWebJobsFeatureFlags: "Other, EnableMcpCustomHandlerPreview" };

let cloud: FunctionsCloud;
beforeAll(async () => {
  cloud = await startFunctionsCloud();
});
afterAll(() => cloud.close());

const publish = async (files: PackageFiles): Promise<void> => {
  expect((await cloud.publish(await zipOf(files))).body).toMatchObject({ status: 4 });
};
const pidOf = async (): Promise<number> => ((await cloud.ask("/mcp")).body as { readonly pid: number }).pid;

describe("a site", () => {
  requirement("functions.nothing-published", async () => {
    expect((await cloud.ask("/mcp")).status).toBe(404);
    expect((await cloud.client.send("GET", "https://func-other.azurewebsites.net/mcp")).status).toBe(404);
  });

  requirement("functions.preview-flag", async () => {
    await publish(echoPackage);
    expect((await cloud.ask("/mcp")).status).toBe(404);
    expect(cloud.said("functions host").at(-1)).toContain("AzureWebJobsFeatureFlags");
    await cloud.appSettings(flag);
    expect((await cloud.ask("/mcp")).status).toBe(200);
  });
});

describe("the program of a custom handler", () => {
  beforeAll(async () => {
    await cloud.appSettings({ ...flag, MCP_ISSUER: "https://issuer", PATH_OF_NOTHING: "" });
    await publish(echoPackage);
  });

  requirement("functions.handler-receives-everything", async () => {
    const sent = {
      method: "POST",
      headers: { "x-custom": "a", cookie: "b=c" },
      body: { text: "é".repeat(100_000) },
    } as const;
    const { body } = await cloud.ask("/any/path%20here?a=b&a=c", sent);
    expect(body).toMatchObject({
      method: "POST",
      url: "/any/path%20here?a=b&a=c",
      headers: { "x-custom": "a", cookie: "b=c", "x-forwarded-proto": "https" },
      body: JSON.stringify(sent.body),
    });
    expect((await cloud.ask("/x", { method: "DELETE" })).body).toMatchObject({ method: "DELETE", body: "" });
  });

  requirement(
    "functions.handler-receives-everything",
    async () => {
      const answer = await stream("/stream");
      expect(await answer.next()).toBe("data: first\n\n");
      await cloud.ask("/finish");
      expect(await answer.next()).toBe("data: last\n\n");
      expect(await answer.next()).toBeUndefined();
    },
    "in pieces",
  );

  test("a caller that goes away leaves it running", async () => {
    const pid = await pidOf();
    const answer = await stream("/stream");
    await answer.next();
    answer.abort();
    expect(await pidOf()).toBe(pid);
  });

  requirement("functions.handler-environment", async () => {
    const environment = (await cloud.ask("/env")).body as Readonly<Record<string, string>>;
    expect(environment).toMatchObject({
      MCP_ISSUER: "https://issuer",
      WEBSITE_HOSTNAME: host,
      FUNCTIONS_CUSTOMHANDLER_PORT: expect.stringMatching(/^\d+$/),
    });
    expect(Object.keys(environment)).not.toContain("npm_config_user_agent");
    expect(JSON.stringify(environment)).not.toContain("JEST_WORKER_ID");
  });

  test("lives in the cloud's time", async () => {
    const offset = async (): Promise<number> => {
      const { now, made, isDate } = (await cloud.ask("/time")).body as { now: number; made: number; isDate: boolean };
      expect(isDate).toBe(true);
      expect(Math.abs(made - now)).toBeLessThan(1_000);
      return now - Date.now();
    };
    const before = await offset();
    for (let hours = 1; hours <= 20; hours += 1) await cloud.clock.advance(3_600_000);
    expect(Math.abs((await offset()) - before - 20 * 3_600_000)).toBeLessThan(5_000);
    // Also when it is started later.
    await cloud.ask("/die").catch(() => undefined);
    expect(Math.abs((await offset()) - before - 20 * 3_600_000)).toBeLessThan(5_000);
  });

  test("reaches the clouds that are here, and no other host", async () => {
    const fetched = async (url: string): Promise<unknown> =>
      (await cloud.ask(`/fetch?url=${encodeURIComponent(url)}`)).body;
    expect(await fetched("https://example.okta.com/oauth2/aus1/keys")).toMatchObject({ status: 200 });
    expect(await fetched("https://example.com/")).toHaveProperty("failed");
    expect(await fetched("http://example.com/")).toHaveProperty("failed");
    const { headers } = (await cloud.ask("/mcp")).body as { readonly headers: Readonly<Record<string, string>> };
    expect(await fetched(`http://${headers["host"]}/time`)).toMatchObject({ status: 200 });
  });

  test("its lines stand in the journal, and no token in them", async () => {
    const token = await cloud.okta.token({});
    const before = cloud.journal.length;
    await cloud.ask("/token", { token });
    const said = cloud.journal.entries(before).filter(({ party }) => party === "server");
    expect(said).toEqual([
      { party: "server", where: host, outcome: "done", text: "Bearer [token]" },
      { party: "server", where: host, outcome: "refused", text: 'No. {"tool":"get_forecast"}' },
    ]);
  });

  test("answers a hundred callers at once", async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const answers = await Promise.all(
      numbers.map((index) => cloud.ask(`/mcp/${index}`, { method: "POST", body: { index } })),
    );
    expect(answers.map(({ body }) => body)).toEqual(
      numbers.map((index): unknown =>
        expect.objectContaining({ url: `/mcp/${index}`, body: JSON.stringify({ index }) }),
      ),
    );
  });

  requirement("functions.settings-restart", async () => {
    const pid = await pidOf();
    expect(await pidOf()).toBe(pid);
    await cloud.appSettings({ ...flag, MCP_ISSUER: "https://another-issuer" });
    const pids = await Promise.all(Array.from({ length: 20 }, pidOf));
    expect(new Set(pids).size).toBe(1);
    expect(pids).not.toContain(pid);
    expect((await cloud.ask("/env")).body).toMatchObject({ MCP_ISSUER: "https://another-issuer" });
  });

  requirement("functions.handler-restarted", async () => {
    const pid = await pidOf();
    expect((await cloud.ask("/die")).status).toBe(502);
    const next = await pidOf();
    expect(next).toEqual(expect.any(Number));
    expect(next).not.toBe(pid);
  });

  requirement(
    "functions.handler-restarted",
    async () => {
      await publish({ ...echoPackage, "server.js": 'console.error("no settings"); process.exitCode = 1;' });
      const before = cloud.journal.length;
      for (let times = 0; times < 6; times += 1) expect((await cloud.ask("/mcp")).status).toBe(503);
      const said = cloud.journal.entries(before);
      expect(said.filter(({ party }) => party === "server").map(({ text }) => text)).toEqual(
        Array(3).fill("no settings"),
      );
      expect(said[1]?.text).toContain("it ended with exit code 1");
      expect(said.at(-1)?.text).toContain("failed 3 times in a row");
      // Other settings are another chance.
      await cloud.appSettings(flag);
      await cloud.ask("/mcp");
      expect(cloud.said("server").at(-1)).toBe("no settings");
    },
    "one that never runs",
  );

  test("one that cannot be run is told in the journal", async () => {
    const hostFile = selfHostedFile().replace('"node"', '"no-such-program"');
    await publish({ ...echoPackage, "host.json": hostFile });
    expect((await cloud.ask("/mcp")).status).toBe(503);
    expect(cloud.said("functions host").at(-1)).toContain("it cannot be run: ENOENT");
  });

  test("may be started by npm", async () => {
    const start = { name: "server", version: "1.0.0", scripts: { start: "node server.js" } };
    const hostFile = selfHostedFile().replace('"node"', '"npm"').replace('["server.js"]', '["run","start"]');
    await publish({ ...echoPackage, "host.json": hostFile, "package.json": JSON.stringify(start) });
    const pid = await pidOf();
    await cloud.clock.advance(1_000);
    // What npm has started goes with it.
    await publish(echoPackage);
    expect(await pidOf()).not.toBe(pid);
    await expectGone(pid);
  });

  requirement("functions.handler-key", async () => {
    const token = await cloud.okta.token({});
    for (const level of ["admin", null, "function"]) {
      await publish({ ...echoPackage, "host.json": selfHostedFile(level) });
      expect((await cloud.ask("/mcp", { token })).status).toBe(401);
      expect((await cloud.ask("/mcp", { token, headers: { "x-functions-key": "guess" } })).status).toBe(401);
    }
    const key = hostKey(siteId, "default").reveal();
    expect((await cloud.ask("/mcp", { headers: { "x-functions-key": key } })).status).toBe(200);
    expect((await cloud.ask(`/mcp?code=${key}`)).status).toBe(200);
  });

  for (const hostFile of ["{}", "no JSON", '{ "configurationProfile": "mcp-custom-handler" }']) {
    test(`host.json ${JSON.stringify(hostFile)} makes no function`, async () => {
      await publish({ ...echoPackage, "host.json": hostFile });
      expect((await cloud.ask("/mcp")).status).toBe(404);
      expect(cloud.said("functions host").at(-1)).toContain("no function is found. ");
    });
  }
});

requirement("functions.dies-with-the-cloud", async () => {
  const other = await startFunctionsCloud();
  await other.appSettings(flag);
  await other.publish(await zipOf(echoPackage));
  const { pid } = (await other.ask("/mcp")).body as { readonly pid: number };
  const { HOME: home = "" } = (await other.ask("/env")).body as { readonly HOME?: string };
  const folder = dirname(home);
  expect(basename(folder)).toMatch(/^passthrough-functions-/);
  await other.close();
  await expectGone(pid);
  expect(existsSync(folder)).toBe(false);
});

test("a program that does not listen yet is not waited for at the end", async () => {
  const other = await startFunctionsCloud();
  await other.appSettings(flag);
  const started = 'console.log("started"); setInterval(() => undefined, 1000);';
  await other.publish(await zipOf({ ...echoPackage, "server.js": started }));
  const asked = other.ask("/mcp").catch(() => undefined);
  while (other.said("server").length === 0) await new Promise((done) => setImmediate(done));
  await other.close();
  await asked;
  expect(other.said("functions host").at(-1)).toContain("does not listen: it is not wanted any more.");
});

test("the program may see the public host name", async () => {
  const other = await startFunctionsCloud({ customHandlerHost: "public" });
  await other.appSettings(flag);
  await other.publish(await zipOf(echoPackage));
  expect((await other.ask("/mcp")).body).toMatchObject({ headers: { host } });
  await other.close();
});

/** Waits for the end of a process, which is told by the system alone. */
async function expectGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((done) => setImmediate(done));
  }
}

/** Reads an answer piece by piece. */
async function stream(path: string): Promise<{ next(): Promise<string | undefined>; abort(): void }> {
  const { body } = await request(`https://${host}${path}`, { dispatcher: cloud.client.dispatcher });
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  return {
    next: async () => (await pieces.next()).value?.toString(),
    abort: () => body.destroy(),
  };
}
