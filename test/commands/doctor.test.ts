/** `passthrough doctor` as a person runs it: what it cannot examine, and what it says where nothing can be read. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { samples } from "../support/deployments";
import { inTemporaryFolder } from "../support/temporary-folder";
import { doctor, examined } from "./doctor/support/doctor";

const parts = {
  "--endpoint": "https://weather.azurewebsites.net/mcp",
  "--issuer": "https://example.okta.com/oauth2/aus1",
  "--client-id": "weather",
  "--scopes": "offline_access,weather.read",
} as const;
const connection =
  "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/weather/providers/Microsoft.CognitiveServices" +
  "/accounts/weather/projects/weather/connections/weather";

/** Arguments for the parts, with some of them otherwise; undefined leaves one out. */
function given(change: Readonly<Partial<Record<keyof typeof parts, string | undefined>>> = {}): readonly string[] {
  return Object.entries<string | undefined>({ ...parts, ...change }).flatMap(([option, value]) =>
    value === undefined ? [] : [option, value],
  );
}

describe("what cannot be examined: exit code 2, and one message that says what to write", () => {
  test.concurrent.each<readonly [string, readonly string[], RegExp]>([
    ["nothing", [], /^Name what to examine: a deployment by its stack or path, --connection/],
    ["a deployment and a connection", ["weather-okta-dev", "--connection", connection], /^Name one thing to examine/],
    ["a connection and an endpoint", ["--connection", connection, ...given()], /^Name one thing to examine/],
    ["an unknown deployment", ["weather-octa-dev"], /Did you mean "weather-okta-dev"\?/],
    ["no endpoint", given({ "--endpoint": undefined }), /^--endpoint is missing/],
    ["no issuer", given({ "--issuer": undefined }), /^--issuer is missing/],
    ["no client id", given({ "--client-id": undefined }), /^--client-id is missing/],
    ["no scopes", given({ "--scopes": undefined }), /^--scopes is missing/],
    [
      "an endpoint without TLS",
      given({ "--endpoint": "http://weather.example" }),
      /^--endpoint "http:.*Expected a URL/,
    ],
    ["an endpoint that is no URL", given({ "--endpoint": "weather" }), /^--endpoint "weather": Expected a URL/],
    ["an issuer that is no URL", given({ "--issuer": "okta" }), /^--issuer "okta": Expected a URL/],
    ["a connection that is none", ["--connection", "/subscriptions/1"], /^--connection "\/subscriptions\/1": Expected/],
    ["no tenant", ["--connection", connection], /^The Entra tenant is not known: name it with --tenant/],
    [
      "a tenant that is none",
      ["--connection", connection, "--tenant", "contoso"],
      /^--tenant "contoso": Expected a GUID/,
    ],
    ["a length of time that is none", ["weather-okta-dev", "--since", "soon"], /^--since "soon": Expected a length/],
    ["a time to come", ["weather-okta-dev", "--since", "2999-01-01"], /^--since "2999-01-01": Expected/],
    ["a time that no log remembers", ["weather-okta-dev", "--since", "91d"], /of the last 90 days/],
    [
      "a token and a log from one input",
      ["weather-okta-dev", "--token", "-", "--log", "-"],
      /cannot both read standard/,
    ],
    ["a log that is not there", ["weather-okta-dev", "--log", "/nowhere/server.log"], /^--log "\/nowhere.*: .*ENOENT/],
    ["a log that is a folder", ["weather-okta-dev", "--log", "/"], /^--log "\/": .*EISDIR/],
    ["a format that does not exist", ["weather-okta-dev", "--format", "xml"], /^There is no format "xml"/],
    [
      "an output without a file",
      ["weather-okta-dev", "--output", "json"],
      /^--output "json": Expected <format>=<file>/,
    ],
    ["an option that does not exist", ["weather-okta-dev", "--fix"], /unknown option '--fix'/],
    ["the local cloud, which the package lacks", ["weather-okta-dev", "--local"], /unknown option '--local'/],
  ])("%s", async (_what, args, said) => {
    const { exitCode, stdout, stderr } = await doctor(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("secrets among the arguments are not repeated", async () => {
    const token = "eyJhbGciOiJub25lIn0.eyJzY3AiOiJ4In0.planted-signature";
    const asArgument = await doctor(["weather-okta-dev", "--token", token]);
    expect(asArgument).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(/^--token takes - alone/),
    });
    expect(asArgument.stderr).not.toContain("planted");
    const inUrl = await doctor(given({ "--endpoint": "https://me:planted-password@weather.example/mcp?code=planted" }));
    expect(inUrl).toMatchObject({ exitCode: 2, stdout: "" });
    expect(inUrl.stderr).not.toContain("planted");
  });

  test("an output that cannot be written", async () => {
    await inTemporaryFolder(async (folder) => {
      const { exitCode, stdout, stderr } = await doctor([...given(), "--output", `json=${folder}`]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toMatch(/cannot be written: it is a folder\.\n$/);
    });
  });
});

test("--help names what it needs, and that it changes nothing", async () => {
  const { exitCode, stdout, stderr } = await doctor(["--help"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const said of [
    "changes nothing",
    "OKTA_API_TOKEN",
    "az login",
    "--connection",
    "--token",
    "--since",
    "Exit code",
  ])
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(said);
});

describe("where nobody is signed in and nothing can be reached", () => {
  test.each([
    ["Okta", samples.okta().file, "OKTA_API_TOKEN"],
    ["Entra", samples.entra().file, "az login --tenant"],
  ])("a deployment at %s is undecided, and never healthy", async (_provider, file, lacking) => {
    const { exitCode, stderr, document } = await examined([file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(document.diagnosis).toMatchObject({ verdict: "undecided", fixes: [] });
    expect(document.diagnosis.sentence).toMatch(/^Whether "weather-\w+-dev" is healthy cannot be told: /);
    expect(document.notRead.map(({ needs }) => needs)).toContainEqual(expect.stringContaining(lacking));
    expect(document.notRead.map(({ witness }) => witness)).toContain("endpoint");
  });

  test("--strict takes that for a failure", async () => {
    expect(await doctor([...given(), "--strict"])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^Whether ".*" is healthy cannot be told: /),
    });
  });

  test("a log alone tells something", async () => {
    await inTemporaryFolder(async (folder) => {
      const log = join(folder, "server.log");
      writeFileSync(log, '{"outcome":"refused","text":"the audience is not accepted"}\n');
      const { document } = await examined([samples.okta().file, "--log", log]);
      expect(document.diagnosis.verdict).not.toBe("healthy");
      expect(await examined([samples.okta().file, "--log", "-"], { input: "" })).toMatchObject({
        document: { diagnosis: { verdict: "undecided" } },
      });
    });
  });
});
