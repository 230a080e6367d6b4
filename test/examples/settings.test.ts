/** The start: what the server must be told, and what it says of what it was told. */
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import {
  protectedResourceSettings,
  readSettings,
  type SettingsError,
} from "../../examples/weather-server/protected-resource";
import { requirement } from "../support/requirement";
import { settingsFor, startFailing } from "./support/running-server";
import { useServer } from "./support/suite";

const suite = useServer();

/** What is wrong with the settings of the sample, some of them changed. */
function problemsWith(change: Readonly<Record<string, string>>): readonly string[] {
  try {
    readSettings({ ...settingsFor(suite.issuer), ...change }, protectedResourceSettings);
    return [];
  } catch (error) {
    return (error as SettingsError).problems;
  }
}

const names = [
  "FUNCTIONS_CUSTOMHANDLER_PORT",
  "MCP_AUDIENCE",
  "MCP_CLIENTS",
  "MCP_ISSUER",
  "MCP_RESOURCE",
  "MCP_SCOPES_SUPPORTED",
  "MCP_TOOL_SCOPES",
];

describe("settings that are missing", () => {
  requirement("server.settings-demanded", () => {
    const { exitCode, message } = startFailing(suite.bundle, {});
    expect(exitCode).toBe(1);
    expect([...message.matchAll(/(\w+) is missing\./g)].map(([, name]) => name).sort()).toEqual(names);
  });

  for (const name of names.slice(1)) {
    requirement(
      "server.settings-demanded",
      () => {
        for (const value of ["", " "]) expect(problemsWith({ [name]: value })).toEqual([`${name} is missing.`]);
      },
      name,
    );
  }
});

describe("settings that are malformed", () => {
  const malformed = {
    MCP_AUDIENCE: ["api://weather dev", "a\nb"],
    MCP_RESOURCE: [
      "/mcp",
      "http://func-weather.azurewebsites.net/mcp",
      "https://a.example/mcp?x=1",
      "https://a.example/#x",
    ],
    MCP_SCOPES_SUPPORTED: ['weather.read "x"', "weather\\read", "wetter.lösen"],
    MCP_TOOL_SCOPES: [
      "get_forecast",
      "[]",
      "null",
      "{}",
      '{"get_forecast":"weather.read"}',
      '{"get_forecast":[]}',
      '{"get_forecast":[1]}',
      '{"get_forecast":["a b"]}',
    ],
  };
  for (const [name, values] of Object.entries(malformed)) {
    requirement(
      "server.settings-demanded",
      () => {
        for (const value of values) {
          expect(problemsWith({ [name]: value })).toEqual([
            expect.stringContaining(`${name} is ${JSON.stringify(value)}: `),
          ]);
        }
      },
      name,
    );
  }

  for (const port of ["-1", "65536", "7071x"]) {
    requirement(
      "server.settings-demanded",
      () => {
        const settings = { ...settingsFor(suite.issuer), FUNCTIONS_CUSTOMHANDLER_PORT: port };
        expect(startFailing(suite.bundle, settings)).toEqual({
          exitCode: 1,
          message: expect.stringContaining(`FUNCTIONS_CUSTOMHANDLER_PORT is "${port}": write a port`),
        });
      },
      `port ${port}`,
    );
  }

  test("a port that another program has taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const settings = { ...settingsFor(suite.issuer), FUNCTIONS_CUSTOMHANDLER_PORT: String(port) };
    const failed = startFailing(suite.bundle, settings);
    other.close();
    expect(failed).toEqual({
      exitCode: 1,
      message:
        `The server cannot listen on port ${port} of 127.0.0.1, which FUNCTIONS_CUSTOMHANDLER_PORT names: ` +
        "another program listens there (EADDRINUSE).\n",
    });
  });

  const issuers = [
    "http://example.okta.com/oauth2/aus1",
    "http://127.0.0.1.example.com/oauth2/aus1",
    "ftp://127.0.0.1/",
    "example.okta.com",
    "https://anna:secret@example.okta.com/oauth2/aus1",
    "https://example.okta.com/oauth2/aus1?x",
  ];
  requirement("server.issuer-secure", () => {
    for (const MCP_ISSUER of issuers) {
      expect(problemsWith({ MCP_ISSUER })).toEqual([expect.stringContaining("MCP_ISSUER is ")]);
    }
  });

  requirement(
    "server.settings-demanded",
    () => {
      const settings = {
        ...settingsFor(suite.issuer),
        MCP_ISSUER: "http://example.okta.com",
        MCP_CLIENTS: "",
        MCP_TOOL_SCOPES: "x",
      };
      expect(startFailing(suite.bundle, settings).message).toMatchInlineSnapshot(`
       "The server does not start, because its settings are not complete:
         MCP_ISSUER is "http://example.okta.com": write an https URL; http is for loopback addresses alone.
         MCP_CLIENTS is missing.
         MCP_TOOL_SCOPES is "x": write a JSON object of tools and the scopes they require, for example {"get_forecast":["weather.read"]}.
       "
      `);
    },
    "all of them in one message",
  );

  test("settings that name none of the server's tools stop it", () => {
    const settings = { ...settingsFor(suite.issuer), MCP_TOOL_SCOPES: '{"get_forcast":["weather.read"]}' };
    const { exitCode, message } = startFailing(suite.bundle, settings);
    expect(exitCode).toBe(1);
    expect(message).toContain('names "get_forcast", and this server has "get_forecast", "publish_alert"');
  });
});

describe("settings that are right", () => {
  requirement("server.settings-warned", async () => {
    const settings = {
      MCP_SCOPES_SUPPORTED: "weather.reader",
      MCP_TOOL_SCOPES: '{"get_forecast":["weather.read"],"publish_alart":["weather.read"]}',
    };
    await suite.withServer(settings, ({ log }) => {
      expect(log.filter(({ outcome }) => outcome === "warning").map(({ text }) => text)).toEqual([
        'MCP_TOOL_SCOPES names the tool "publish_alart", which this server does not have.',
        'MCP_TOOL_SCOPES does not name the tool "publish_alert": nobody may call it.',
        'MCP_SCOPES_SUPPORTED does not hold "weather.read": clients do not learn that a tool requires it.',
      ]);
      return Promise.resolve();
    });
  });

  test("the server says what it accepts, and warns of nothing", async () => {
    const started = await suite.server.logged(({ text }) => text === "The server listens.");
    expect(started).toMatchObject({ accepts: { issuer: suite.issuer.url, audience: "api://weather-dev" } });
    expect(suite.server.log.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  });
});
