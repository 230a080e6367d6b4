/** The Okta sample, healthy and tried by a person, as `passthrough doctor` sees it from a command line. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { formContract } from "../../../contract/contract";
import type { StoryConnection } from "../../../rehearsal/story/participants";
import { ask } from "../../../rehearsal/story/story";
import { samples } from "../../support/deployments";
import { healthySystem, type SystemUnderDoctor } from "../../doctor/support/broken-system";
import { doctor, examined, nobody, type Examined } from "./support/doctor";
import { watchedFront, type Instead, type WatchedFront } from "./support/watched-front";

const deployment = samples.okta();
const contract = formContract(deployment);
const organization = "https://example.okta.com";
const planted = "planted-okta-token-of-few";
const withoutLogs = ["authorizationServers", "apps", "groups", "users"].map((area) => `okta.${area}.read`);
const reader = {
  objectId: "5f0c1c1e-0000-4000-8000-000000000001",
  clientId: "5f0c1c1e-0000-4000-8000-000000000002",
  clientSecret: "planted-client-secret",
  graphPermissions: [],
};
/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles#reader */
const readerRole = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

let system: SystemUnderDoctor;
let editor: StoryConnection;

beforeAll(async () => {
  system = await healthySystem(deployment, {
    seeded: ({ tenants, organizations }) => ({
      tenants: tenants.map((tenant) => ({
        ...tenant,
        readers: [reader],
        roles: [...(tenant.roles ?? []), { principalId: reader.objectId, roleId: readerRole }],
      })),
      organizations: organizations.map((each) => ({ ...each, apiTokens: [{ token: planted, scopes: withoutLogs }] })),
    }),
  });
  const all = await system.rehearsed.connections(deployment);
  const found = all.find(({ key }) => key === "weather-editor");
  if (found === undefined) throw new Error("no connection");
  editor = found;
});

afterAll(() => system.close());

function run(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}, input = ""): Promise<Examined> {
  return examined([deployment.file, ...args], { env: { ...system.environment, ...env }, input });
}

/** Changes something by Okta's own API, as a person does in its console. */
async function okta(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await system.rehearsed.terraform.cloud.fetch(`${organization}/api/v1${path}`, {
    method,
    headers: {
      authorization: `SSWS ${system.environment["OKTA_API_TOKEN"] ?? ""}`,
      "content-type": "application/json",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

test("only reads, goes through the proxy alone, and says how many requests it sent", async () => {
  const front = await watchedFront(system.rehearsed.terraform.cloud, system.environment);
  try {
    const { exitCode, stderr, document } = await run([], front.environment);
    expect({ exitCode, stderr, verdict: document.diagnosis.verdict, gaps: document.notRead }).toEqual({
      exitCode: 0,
      stderr: "",
      verdict: "healthy",
      gaps: [],
    });
    const others = front.asked.filter(({ method }) => method !== "GET");
    const places = others.map(({ method, url, isSignedIn }) => ({ method, at: placeOf(url), isSignedIn }));
    expect([...new Map(places.map((place) => [JSON.stringify(place), place])).values()]).toEqual(
      expect.arrayContaining([
        { method: "POST", at: "sign-in of Azure", isSignedIn: false },
        { method: "POST", at: "app settings", isSignedIn: true },
        { method: "POST", at: "endpoint", isSignedIn: false },
      ]),
    );
    expect(places.filter(({ at }) => at === "elsewhere")).toEqual([]);
    const own = front.asked.filter(({ url }) => url.hostname !== "login.microsoftonline.com");
    expect(document.requests).toBeGreaterThanOrEqual(own.length);
  } finally {
    await front.close();
  }
});

/** Where the only requests go that are no GET. */
function placeOf({ hostname, pathname, href }: URL): string {
  if (hostname === "login.microsoftonline.com" && pathname.endsWith("/oauth2/v2.0/token")) return "sign-in of Azure";
  if (hostname === "management.azure.com" && pathname.endsWith("/config/appsettings/list")) return "app settings";
  return href === contract.endpoint.url ? "endpoint" : "elsewhere";
}

test("every format at once, each in its file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  try {
    const formats = ["text", "json", "sarif", "github", "markdown"] as const;
    const outputs = formats.flatMap((format) => ["--output", `${format}=${join(folder, format)}`]);
    const { exitCode, stdout } = await doctor([deployment.file, ...outputs], { env: system.environment });
    const written = Object.fromEntries(formats.map((format) => [format, readFileSync(join(folder, format), "utf8")]));
    expect(exitCode).toBe(0);
    expect(stdout).toBe(written["text"]);
    expect(stdout).toMatch(/^"weather-okta-dev" is healthy as far as anybody can see: /);
    expect(stdout).toMatch(/\nNothing was changed: \d+ requests, all of which only read\.\n$/);
    expect(written["github"]).toMatch(/^::notice title=diagnosis::"weather-okta-dev" is healthy/);
    expect(written["markdown"]).toMatch(/^```text\n"weather-okta-dev" is healthy/);
    expect(JSON.parse(written["json"] ?? "")).toMatchObject({ version: 1, diagnosis: { verdict: "healthy" } });
    expect(JSON.parse(written["sarif"] ?? "")).toMatchObject({ version: "2.1.0" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("without the deployment file", () => {
  async function connectionId(): Promise<string> {
    const { document } = await run();
    const text = JSON.stringify(document);
    return new RegExp(`/subscriptions/[^"]*/connections/${editor.connectionName}`).exec(text)?.[0] ?? "";
  }

  test("a connection by its ARM id, with and without its client id", async () => {
    const id = await connectionId();
    const without = await examined(["--connection", id], { env: system.environment });
    expect(without.document.diagnosis).toMatchObject({ verdict: "undecided" });
    expect(without.document.diagnosis.sentence).toContain(JSON.stringify(editor.connectionName));
    expect(without.document.diagnosis.sentence).toContain("--client-id tells it");
    const clientId = "weather-okta-dev-weather-editor";
    const given = await examined(["--connection", id, "--client-id", clientId], { env: system.environment });
    expect(given.document.diagnosis).toMatchObject({ verdict: "healthy" });
  });

  test("nothing but an endpoint, an issuer, a client id and scopes", async () => {
    const [server] = (await okta("GET", "/authorizationServers")) as readonly { readonly issuer: string }[];
    const known = ["--endpoint", contract.endpoint.url, "--issuer", server?.issuer ?? ""].concat(
      ["--client-id", "weather-okta-dev-weather-editor"],
      ["--scopes", "openid offline_access weather.read weather.alert"],
    );
    const signedIn = await examined(known, { env: system.environment });
    expect(signedIn.document.diagnosis).toMatchObject({
      verdict: "undecided",
      sentence: expect.stringMatching(/^Nothing is seen to be wrong with ".*", but it cannot be told /),
    });
    expect(signedIn.document.notRead).toEqual([]);
    const alone = await examined(known, {
      env: { ...system.environment, OKTA_API_TOKEN: "", ARM_CLIENT_ID: "", AZURE_CLIENT_ID: "" },
    });
    expect(alone.document.diagnosis).toMatchObject({ verdict: "undecided" });
    expect(alone.document.notRead.map(({ witness }) => witness)).toContain("Okta");
  });
});

describe("--user", () => {
  test("a member gets in, by a policy rule and an assignment", async () => {
    const { exitCode, document } = await run(["--user", editor.members[0].login]);
    expect(exitCode).toBe(0);
    expect(document.person?.find(({ connection }) => connection === editor.connectionName)).toMatchObject({
      login: editor.members[0].login,
      outcome: "admitted",
      why: expect.stringMatching(
        /^admitted by policy rule ".*" of policy ".*", and the app is assigned to "Forecasters"/,
      ),
    });
  });

  test("an outsider is refused, with the reason and what to do", async () => {
    const login = editor.outsider?.login ?? "";
    const { exitCode, document } = await run(["--user", login]);
    expect({ exitCode, layer: document.diagnosis.layer }).toEqual({ exitCode: 1, layer: "access policy" });
    expect(document.diagnosis.sentence).toMatch(/^The layer "access policy" refuses "/);
    expect(document.diagnosis.sentence).toContain(login);
    expect(document.diagnosis.fixes[0]).toContain('"Forecasters"');
  });

  test("a person whom nobody knows", async () => {
    const { exitCode, document } = await run(["--user", "nobody@example.com"]);
    expect({ exitCode, verdict: document.diagnosis.verdict }).toEqual({ exitCode: 0, verdict: "undecided" });
    expect(document.notRead).toMatchObject([
      { witness: "Okta", what: 'the person "nobody@example.com"', because: "nobody of this name is there" },
    ]);
  });
});

describe("--token -", () => {
  async function token(): Promise<string> {
    return (await system.rehearsed.stage.tokenInHand(editor, editor.members[0])).reveal();
  }

  test("a good one, one that is for something else, one that is none, and one that has expired", async () => {
    const held = await token();
    const parts = held.split(".");
    const shownIn = ({ stdout, stderr }: Examined, secret: string): boolean =>
      secret.split(".").some((part) => part.length > 8 && (stdout + stderr).includes(part));
    const good = await run(["--token", "-", "--debug"], {}, `Bearer ${held}\n`);
    expect(good.document.diagnosis.verdict).toBe("healthy");
    expect(good.document.observations.map(({ seen }) => seen)).toContain("With the token, the endpoint answers 200.");
    expect(shownIn(good, held)).toBe(false);

    const claims = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString()) as Record<string, unknown>;
    const forged = [
      parts[0] ?? "",
      Buffer.from(JSON.stringify({ ...claims, aud: "api://payroll" })).toString("base64url"),
      parts[2] ?? "",
    ].join(".");
    const other = await run(["--token", "-"], {}, forged);
    expect(other.exitCode).toBe(1);
    expect(symptomsOf(other)).toContain("token-for-other-audience");
    expect(shownIn(other, forged)).toBe(false);

    const past = Buffer.from(JSON.stringify({ ...claims, exp: 1 })).toString("base64url");
    expect(symptomsOf(await run(["--token", "-"], {}, [parts[0], past, parts[2]].join(".")))).toContain(
      "token-has-expired",
    );

    const garbage = await run(["--token", "-"], {}, "planted-garbage");
    expect(symptomsOf(garbage)).toContain("token-is-no-access-token");
    expect(garbage.stdout + garbage.stderr).not.toContain("planted-garbage");
  });

  function symptomsOf({ document }: Examined): readonly unknown[] {
    return document.observations.map(({ symptom }) => symptom);
  }
});

test("--since tells grants that have failed since then, and none that have before", async () => {
  if (editor.outsider === undefined) throw new Error("nobody is refused");
  await ask(editor, editor.outsider, system.rehearsed.stage);
  const failed = async (since: string) => {
    const { document } = await run(["--since", since]);
    return document.observations.filter(({ time, witness }) => time !== undefined && witness === "Okta");
  };
  const [newest] = await failed("1h");
  expect(newest).toMatchObject({
    symptom: "okta-user-not-assigned",
    seen: expect.stringContaining(editor.outsider.login),
  });
  expect(await failed(new Date().toISOString())).toEqual([]);
});

describe("whoever may read little", () => {
  test("of Okta everything but the log", async () => {
    const { exitCode, document, stdout, stderr } = await run([], { OKTA_API_TOKEN: planted });
    expect({ exitCode, verdict: document.diagnosis.verdict }).toEqual({ exitCode: 0, verdict: "undecided" });
    expect(document.notRead).toEqual([
      {
        witness: "Okta",
        what: "the System Log",
        because: "Okta answers 403 (E0000006)",
        needs: expect.stringContaining("the scope okta.logs.read "),
      },
    ]);
    expect(document.diagnosis.sentence).toContain("okta.logs.read");
    expect(stdout + stderr).not.toContain(planted);
    expect(
      await doctor([deployment.file, "--strict"], { env: { ...system.environment, OKTA_API_TOKEN: planted } }),
    ).toMatchObject({ exitCode: 1 });
  });

  test("of Azure what the role Reader shows", async () => {
    const { exitCode, document, stdout, stderr } = await run([], {
      ARM_CLIENT_ID: reader.clientId,
      ARM_CLIENT_SECRET: reader.clientSecret,
    });
    expect({ exitCode, verdict: document.diagnosis.verdict }).toEqual({ exitCode: 0, verdict: "undecided" });
    expect(document.notRead.map(({ needs }) => needs)).toEqual([
      expect.stringContaining("Microsoft.Web/sites/config/list/action"),
      expect.stringContaining("the role Foundry User on the Foundry project"),
    ]);
    expect(stdout + stderr).not.toContain(reader.clientSecret);
  });
});

describe("hosts that mean ill", () => {
  /** What a doctor says where something answers in the cloud's place. */
  async function against(instead: Instead): Promise<Examined> {
    const front: WatchedFront = await watchedFront(system.rehearsed.terraform.cloud, system.environment, instead);
    try {
      return await run([], front.environment);
    } finally {
      await front.close();
    }
  }

  const servers = "/api/v1/authorizationServers";

  test.each<readonly [string, Instead, RegExp]>([
    [
      "huge",
      ({ url }, response) => {
        if (url.pathname !== servers) return false;
        response.writeHead(200, { "content-type": "application/json" }).end(`["${"x".repeat(5 * 1024 * 1024)}"]`);
        return true;
      },
      /is larger than 4194304 bytes/,
    ],
    [
      "that leads elsewhere",
      ({ url }, response) => {
        if (url.pathname !== servers) return false;
        response.writeHead(302, { location: "https://evil.example/?token=planted" }).end();
        return true;
      },
      /redirects \(302\) to "https:\/\/evil\.example", where nothing is sent/,
    ],
    [
      "of another type",
      ({ url }, response) => {
        if (!url.pathname.endsWith("/connections")) return false;
        response.writeHead(200, { "content-type": "text/html" }).end("<script>planted</script>");
        return true;
      },
      /answers 200 with "text\/html" instead of JSON/,
    ],
  ])("an answer %s is undecided, and told", async (_what, instead, because) => {
    const { document, stdout, stderr } = await against(instead);
    expect(document.diagnosis).toMatchObject({ verdict: "undecided" });
    expect(document.notRead.map((gap) => gap.because)).toContainEqual(expect.stringMatching(because));
    expect(stderr).toBe("");
    expect(stdout).not.toContain("planted");
  });

  test("who asks to be asked later is waited for, and that is said", async () => {
    let refused = 0;
    const { document, stderr } = await against(({ url }, response) => {
      if (url.pathname !== servers || refused > 0) return false;
      refused += 1;
      response.writeHead(429, { "retry-after": "1" }).end();
      return true;
    });
    expect(document.diagnosis.verdict).toBe("healthy");
    expect(stderr).toBe('"example.okta.com" asks to be asked later; waiting 1 s.\n');
  });

  test("certificates that are not trusted", async () => {
    const { document } = await run([], { NODE_EXTRA_CA_CERTS: nobody["NODE_EXTRA_CA_CERTS"] ?? "" });
    expect(document.diagnosis.verdict).toBe("undecided");
    expect(document.notRead.map(({ because }) => because)).toContainEqual(
      expect.stringContaining("its certificate is not trusted"),
    );
  });
});
