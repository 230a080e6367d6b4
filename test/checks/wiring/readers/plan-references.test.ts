/** What a plan of HCL tells of values that nobody knows yet: the names of what they are formed from. */
import { describe, expect, test } from "@jest/globals";
import { readWirings } from "../../../../checks/wiring/layers";
import type { Configuration } from "../../../../checks/wiring/configuration";
import { blockOf, readFiles, shown } from "./folders";
import { plan } from "./same-module";

/** A resource of a plan: what is known, what is not, and what is written. */
interface Planned {
  readonly address: string;
  readonly after?: object;
  readonly unknown?: object;
  readonly expressions?: object;
}

/** References as a plan lists them, each with its beginnings behind it. */
function references(...names: readonly string[]): object {
  const beginnings = (name: string): readonly string[] => {
    const pieces = name.split(".");
    return pieces.slice(1).map((_, index) => pieces.slice(0, pieces.length - index).join("."));
  };
  return { references: names.flatMap(beginnings) };
}

async function read(...resources: readonly Planned[]): Promise<Configuration> {
  const text = JSON.stringify({
    ...plan,
    planned_values: {},
    resource_changes: resources.map(({ address, after = {}, unknown = {} }) => {
      const [type, name] = address.split(".");
      return { address, type, name, change: { actions: ["create"], before: null, after, after_unknown: unknown } };
    }),
    configuration: {
      root_module: { resources: resources.map(({ address, expressions = {} }) => ({ address, expressions })) },
    },
  });
  const [configuration] = await readFiles({ "plan.json": text }, "plan.json");
  if (!configuration) throw new Error("Nothing was read.");
  return configuration;
}

const app = (name: string): Planned => ({
  address: `azuread_application.${name}`,
  unknown: { client_id: true, id: true },
});

describe("a value is the one reference that its kind can be", () => {
  const told = async (argument: string, names: readonly string[]): Promise<unknown> => {
    const site = {
      address: "azapi_resource.site",
      unknown: { body: { [argument]: true } },
      expressions: { body: references(...names) },
    };
    const configuration = await read(site, app("api"), app("client"), {
      address: "random_password.secret",
      unknown: { result: true },
    });
    const body = shown(blockOf(configuration, "azapi_resource.site").arguments) as {
      readonly body: Record<string, unknown>;
    };
    return body.body[argument];
  };

  test.each([
    [
      "clientId",
      ["azuread_application.client.client_id", "local.name", "random_password.secret.result"],
      "azuread_application.client.client_id",
    ],
    [
      "clientSecret",
      ["azuread_application.client.client_id", "random_password.secret.result"],
      "random_password.secret.result",
    ],
    [
      "project_connection_id",
      ["azapi_resource.connection.id", "azapi_resource.connection.name"],
      "azapi_resource.connection.id",
    ],
  ])("%s", async (argument, names, expected) => {
    expect(await told(argument, names)).toBe(JSON.stringify(`\${${expected}}`));
  });

  test.each([
    ["clientId", ["azuread_application.client.client_id", "azuread_application.api.client_id"]],
    ["clientId", ["local.client_id"]],
    ["authorizationUrl", ["okta_auth_server.main.id"]],
  ])("%s is unknown where it may be several, or is formed", async (argument, names) => {
    expect(await told(argument, names)).toMatch(/^unknown \(it is formed from .* a plan of HCL does not hold how/);
  });
});

test("a setting is told by the name beside it", async () => {
  const configuration = await read({
    address: "azapi_resource.site",
    after: { body: { settings: [{ name: "MCP_ISSUER" }, { name: "OTHER" }] } },
    unknown: { body: { settings: [{ value: true }, { value: true }] } },
    expressions: { body: references("okta_auth_server.main.issuer") },
  });
  expect(shown(blockOf(configuration, "azapi_resource.site").arguments)).toMatchObject({
    body: {
      settings: [{ value: '"${okta_auth_server.main.issuer}"' }, { value: expect.stringMatching(/^unknown/) }],
    },
  });
});

test("what stays unknown finds the authorization server that it is formed from, if it is one", async () => {
  const connection = (...names: readonly string[]): Planned => ({
    address: "azapi_resource.connection",
    after: {
      type: "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview",
      body: { properties: { authType: "OAuth2", scopes: ["read"] } },
    },
    unknown: { body: { properties: { authorizationUrl: true } } },
    expressions: { body: references(...names) },
  });
  const server = (name: string): Planned => ({ address: `okta_auth_server.${name}`, unknown: { id: true } });
  const rule = async (...names: readonly string[]): Promise<unknown> => {
    const [wiring] = readWirings(await read(connection(...names), server("a"), server("b")));
    return wiring?.connections[0]?.authorizationUrl;
  };
  expect(await rule("okta_auth_server.a.id")).toMatchObject({
    mentions: [{ address: "okta_auth_server.a", path: "id" }],
  });
});

describe("a part of an app that nobody can tell", () => {
  const redirects = (id: object): Planned => ({
    address: "azuread_application_redirect_uris.uris",
    after: { type: "Web", redirect_uris: ["https://example.com"] },
    unknown: { application_id: true },
    expressions: { application_id: id },
  });
  const connection: Planned = {
    address: "azapi_resource.connection",
    after: {
      type: "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview",
      body: {
        properties: {
          authType: "OAuth2",
          authorizationUrl: "https://login.microsoftonline.com/t/oauth2/v2.0/authorize",
          scopes: ["read"],
        },
      },
    },
  };
  const web = async (id: object): Promise<unknown> => {
    const [wiring] = readWirings(await read(connection, redirects(id), app("api"), app("client")));
    return wiring?.identity?.provider === "entra" && wiring.identity.apps.map(({ redirectUris }) => redirectUris.web);
  };

  test("may be a part of any of them", async () => {
    const incomplete = {
      items: [],
      incomplete: "the type of azuread_application_redirect_uris.uris is not known",
    };
    expect(await web(references("local.app"))).toMatchObject([incomplete, incomplete]);
  });

  test("is a part of the only one that it is formed from", async () => {
    const [api, client] = (await web(references("azuread_application.client.object_id"))) as readonly {
      items: unknown[];
    }[];
    expect([api?.items, client?.items.length]).toEqual([[], 1]);
  });
});
