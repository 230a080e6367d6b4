/** Secrets stand in every place where a live system can hold them, and in nothing that the doctor prints or writes; nor do names get to a terminal. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { formatNames } from "../../../checks/report";
import type { LocalCloud } from "../../../rehearsal/local-cloud";
import { healthySystem, type SystemUnderDoctor } from "../../doctor/support/broken-system";
import { projectFolder, runCommand } from "../../support/command";
import { samples } from "../../support/deployments";
import { doctor } from "./support/doctor";
import { watchedFront } from "./support/watched-front";

const deployment = samples.okta();
const planted = (place: string): string => `planted-${place}`;
/** Moves a cursor, rings, begins a line of its own, and would be a command of a pipeline. */
const hostile = "\u001b[2J\u0007\n::error::owned\u202e";

let system: SystemUnderDoctor;
let folder: string;

beforeAll(async () => {
  system = await healthySystem(deployment);
  folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
});

afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true, force: true });
});

type Document = Readonly<Record<string, unknown>>;

/** An object with something added to every object that it holds, as vendors' answers may grow. */
function grown(value: unknown, add: Document): unknown {
  if (Array.isArray(value)) return value.map((item) => grown(item, add));
  if (typeof value !== "object" || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([name, item]) => [name, grown(item, add)])), ...add };
}

/** Names become hostile, URLs get users, passwords and codes, and what holds secrets holds one that can be told. */
function poisoned(path: string, body: unknown): unknown {
  if (path.endsWith("/config/appsettings/list")) {
    const { properties, ...rest } = body as { readonly properties: Document };
    const connection = `AccountKey=${planted("connection-string")};EndpointSuffix=core.windows.net`;
    return { ...rest, properties: { ...properties, AzureWebJobsStorage: connection, API_KEY: planted("app-setting") } };
  }
  const secrets = {
    client_secret: planted("client-secret"),
    clientSecret: planted("credential"),
    secretText: planted("password-text"),
    accessToken: planted("access-token"),
    debugData: { authorizationCode: planted("code"), requestUri: `/token?code=${planted("code-in-query")}` },
  };
  const text = JSON.stringify(grown(body, secrets), (name, value: unknown) =>
    (name === "label" || name === "description" || name === "displayName") && typeof value === "string"
      ? `${value}${hostile}`
      : name === "redirect_uris"
        ? [...(value as string[]), `https://me:${planted("password")}@evil.example/cb?code=${planted("redirect-code")}`]
        : value,
  );
  return JSON.parse(text);
}

/** A front whose management APIs answer with planted secrets. */
async function poisonedFront(cloud: LocalCloud) {
  return watchedFront(cloud, system.environment, ({ method, url }, response, headers) => {
    const isManagement =
      url.hostname === "management.azure.com" ||
      (url.hostname === "example.okta.com" && url.pathname.startsWith("/api/"));
    if (!isManagement) return false;
    void cloud
      .fetch(url, { method, headers: { authorization: headers.authorization ?? "" }, redirect: "manual" })
      .then(async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end(JSON.stringify(poisoned(url.pathname, await answer.json())));
      });
    return true;
  });
}

/** Where something that must not be there is. */
function leaksIn(outputs: ReadonlyMap<string, string>, secrets: readonly string[]): readonly string[] {
  return [...outputs].flatMap(([name, text]) => [
    ...secrets.flatMap((secret) =>
      text
        .split("\n")
        .filter((line) => line.includes(secret))
        .map((line) => `${secret.slice(0, 30)} in ${name}: ${line.slice(0, 500)}`),
    ),
    // A program may read what it likes; JSON escapes it.
    ...(["\u001b", "\u0007", "\u202e"].some((character) => text.includes(character))
      ? [`control characters in ${name}`]
      : []),
    ...(/^::error::owned/m.test(text) ? [`a command in ${name}`] : []),
  ]);
}

test("no secret of a live system reaches an output of the doctor, with --debug neither", async () => {
  const { cloud } = system.rehearsed.terraform;
  const [connection] = await system.rehearsed.connections(deployment);
  if (connection === undefined) throw new Error("no connection");
  const token = (await system.rehearsed.stage.tokenInHand(connection, connection.members[0])).reveal();
  const log = join(folder, "server.log");
  writeFileSync(log, `refused ${hostile} Authorization: Bearer ${token} ${planted("log")} audience\n`);
  const front = await poisonedFront(cloud);
  try {
    const outputs = formatNames.flatMap((format) => ["--output", `${format}=${join(folder, `report.${format}`)}`]);
    const args = [deployment.file, "--token", "-", "--log", log, "--user", connection.members[0].login];
    const whole = await doctor([...args, "--debug", ...outputs], { env: front.environment, input: token });
    const plain = await doctor([...args, "--format", "github"], { env: front.environment, input: token });
    expect(front.asked.some(({ url }) => url.pathname.endsWith("/config/appsettings/list"))).toBe(true);
    const all = new Map([
      ...[whole, plain].flatMap(({ stdout, stderr }, index): [string, string][] => [
        [`standard output ${index}`, stdout],
        [`standard error ${index}`, stderr],
      ]),
      ...readdirSync(folder)
        .filter((name) => name.startsWith("report."))
        .map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8")]),
    ]);
    expect(all.size).toBe(4 + formatNames.length);
    expect(all.get("standard output 0")).toContain("Nothing was changed");
    const { OKTA_API_TOKEN: apiToken = "", ARM_CLIENT_SECRET: armSecret = "" } = system.environment;
    expect(apiToken).not.toBe("");
    const parts = token.split(".").filter((part) => part.length > 20);
    const secrets = ["planted-", apiToken, armSecret, ...parts, "eyJ"];
    expect(leaksIn(all, secrets)).toEqual([]);
  } finally {
    await front.close();
  }
});

test("nor one of verify, where the doctor explains what failed", async () => {
  const [connection] = await system.rehearsed.connections(deployment);
  const token = connection?.members[0].foundryToken() ?? "";
  const front = await poisonedFront(system.rehearsed.terraform.cloud);
  try {
    const run = (...args: readonly string[]) =>
      runCommand(
        process.execPath,
        [
          "--import",
          "tsx",
          join(projectFolder, "scripts/passthrough.ts"),
          "verify",
          deployment.file,
          "--no-browser",
        ].concat(args),
        { env: { ...front.environment, FOUNDRY_TOKEN: token } },
      );
    const outputs = new Map<string, string>();
    for (const args of [["--json"], ["--json", "--debug"]]) {
      const { stdout, stderr } = await run(...args);
      outputs.set(`standard output ${args.join(" ")}`, stdout);
      outputs.set(`standard error ${args.join(" ")}`, stderr);
    }
    expect(outputs.get("standard output --json")).toContain('"verified"');
    const { OKTA_API_TOKEN: apiToken = "", ARM_CLIENT_SECRET: armSecret = "" } = system.environment;
    expect(leaksIn(outputs, ["planted-", apiToken, armSecret, "eyJ"])).toEqual([]);
  } finally {
    await front.close();
  }
});
