/** Which parts belong together, in configurations, plans and states. */
import { describe, expect, test } from "@jest/globals";
import { readWirings } from "../../../checks/wiring/layers";
import {
  apiAppOf,
  authorizationServerOf,
  entraClientOf,
  oktaAppOf,
  resourceOf,
  shortNameOf,
  toolsOf,
} from "../../../checks/wiring/relations";
import { fromParts, literalValue, showValue, textOf, type Source } from "../../../checks/wiring/value";
import type { Wiring } from "../../../checks/wiring/wiring";
import { configurationOf, type Module } from "../../support/configuration";
import type { Json } from "../../support/terraform-json";

const source: Source = { address: "test", path: "" };
const projectId =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections";

function connection(properties: Json, more: Json = {}): Json {
  return {
    type: "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview",
    name: "weather",
    body: { properties: { authType: "OAuth2", target: "https://func-x.azurewebsites.net/mcp", ...properties } },
    ...more,
  };
}

function agent(connectionId: string): Json {
  return {
    type: "Microsoft.Foundry/agents@v1",
    name: "agent",
    body: { definition: { tools: [{ type: "mcp", server_label: "x", project_connection_id: connectionId }] } },
  };
}

function only(module: Module): { readonly wiring: Wiring; readonly first: Wiring["connections"][number] } {
  const [wiring] = readWirings(configurationOf(module));
  const [first] = wiring?.connections ?? [];
  if (!wiring || !first) throw new Error("nothing was read");
  return { wiring, first };
}

describe("tools of a connection", () => {
  test.each([
    ["a reference to its id", "${azapi_resource.c.id}", 1],
    ["its name behind the project's id", "${azapi_resource.project.id}/connections/${azapi_resource.c.name}", 1],
    ["an ARM id", `${projectId}/weather`, 1],
    ["an ARM id in another casing", `${projectId}/Weather`, 1],
    ["the bare name", "weather", 1],
    ["another connection's id", `${projectId}/weather-2`, 0],
    ["another block", "${azapi_resource.other.id}", 0],
  ])("are found by %s", (_case, id, count) => {
    const { wiring, first } = only({
      resource: {
        azapi_resource: { c: connection({}), project: { type: "x" }, other: { type: "x" } },
        azapi_data_plane_resource: { a: agent(id) },
      },
    });
    expect(toolsOf(wiring, first)).toHaveLength(count);
  });
});

describe("the Okta app of a connection", () => {
  const told = (clientId: string, app: Json, origin: Module["origin"] = "configuration"): string => {
    const { wiring, first } = only({
      origin,
      resource: {
        azapi_resource: { c: connection({ credentials: { clientId } }) },
        okta_app_oauth: { app, another: { client_id: "another-client" } },
      },
    });
    return oktaAppOf(wiring, first).outcome;
  };

  test.each([
    ["its client id by reference", "${okta_app_oauth.app.client_id}", {}, "found"],
    ["its id, where Okta makes both the same", "${okta_app_oauth.app.id}", {}, "found"],
    ["its preset client id", "weather-reader", { client_id: "weather-reader" }, "found"],
    ["its id, where the client id is preset", "${okta_app_oauth.app.id}", { client_id: "weather-reader" }, "none"],
    ["another preset client id", "weather-editor", { client_id: "weather-reader" }, "none"],
    ["another attribute", "${okta_app_oauth.app.label}", {}, "none"],
    ["a literal that may be its id", "0oa1", {}, "undecided"],
  ])("by %s", (_case, clientId, app, outcome) => expect(told(clientId, app)).toBe(outcome));

  test("by literals on both sides of a state", () => {
    expect(told("0oa1", { client_id: "0oa1", id: "0oa1" }, "state")).toBe("found");
  });
});

describe("the authorization server of a connection", () => {
  const told = (authorizationUrl: string, server: Json = { audiences: ["api://x"] }): unknown => {
    const { wiring, first } = only({
      resource: {
        azapi_resource: {
          c: connection({ authorizationUrl, credentials: { clientId: "${okta_app_oauth.app.client_id}" } }),
        },
        okta_app_oauth: { app: {} },
        okta_auth_server: { main: server },
      },
    });
    const found = authorizationServerOf(wiring, first);
    return found.outcome === "found" ? found.found.address : found.outcome;
  };

  test.each([
    ["https://acme.okta.com/oauth2/${okta_auth_server.main.id}/v1/authorize", "okta_auth_server.main"],
    ["${okta_auth_server.main.issuer}/v1/authorize", "okta_auth_server.main"],
    ["https://acme.okta.com/oauth2/aus9/v1/authorize", "authorization server aus9"],
    ["https://acme.okta.com/oauth2/v1/authorize", "none"],
    ["https://acme.okta.com/oauth2/${okta_auth_server.main.name}/v1/authorize", "none"],
    ["${var.issuer}/v1/authorize", "undecided"],
  ])("by %s", (url, address) => expect(told(url)).toBe(address));

  test("by its id where a state knows it", () => {
    expect(told("https://acme.okta.com/oauth2/aus1/v1/authorize", { id: "aus1" })).toBe("okta_auth_server.main");
    expect(told("https://acme.okta.com/oauth2/aus12/v1/authorize", { id: "aus1" })).not.toBe("okta_auth_server.main");
  });

  test("by its issuer where it has a domain of its own", () => {
    const server = { id: "aus1", issuer: "https://id.acme.com/oauth2/aus1" };
    expect(told("https://id.acme.com/oauth2/aus1/v1/authorize", server)).toBe("okta_auth_server.main");
  });
});

describe("Entra", () => {
  const apps = { api: { identifier_uris: ["api://t/weather"] }, client: {} };
  const told = (properties: Json, more: Module["resource"] = {}, origin?: Module["origin"]): ReturnType<typeof only> =>
    only({
      ...(origin && { origin }),
      resource: { azapi_resource: { c: connection(properties) }, azuread_application: apps, ...more },
    });

  test.each([
    ["${azuread_application.client.client_id}", "azuread_application.client"],
    ["${azuread_application.client.application_id}", "azuread_application.client"],
    ["${azuread_service_principal.client.client_id}", "azuread_application.client"],
    ["${azuread_service_principal.client.application_id}", "azuread_application.client"],
    ["${azuread_application.client.object_id}", "none"],
  ])("the client is found by %s", (clientId, address) => {
    const principal = { client_id: "${azuread_application.client.client_id}" };
    const { wiring, first } = told({ credentials: { clientId } }, { azuread_service_principal: { client: principal } });
    const found = entraClientOf(wiring, first);
    expect(found.outcome === "found" ? found.found.address : found.outcome).toBe(address);
  });

  test.each([
    ["api://t/weather/weather.read", "azuread_application.api"],
    ["${azuread_application.api.client_id}/weather.read", "azuread_application.api"],
    ["api://t/other/weather.read", "none"],
    ["weather.read", "none"],
  ])("the API is found by the scope %s", (scope, address) => {
    const { wiring, first } = told({
      scopes: ["openid", scope],
      credentials: { clientId: "${azuread_application.client.client_id}" },
    });
    const found = apiAppOf(wiring, first);
    expect(found.outcome === "found" ? found.found.address : found.outcome).toBe(address);
  });

  test("a state's literal ids join parts, whatever their form", () => {
    const client = { client_id: "11111111-aaaa-4000-8000-000000000001", object_id: "0b1", id: "/applications/0b1" };
    const principal = { client_id: client.client_id, object_id: "0b2", id: "/servicePrincipals/0b2" };
    const { wiring, first } = only({
      origin: "state",
      resource: {
        azapi_resource: { c: connection({ credentials: { clientId: client.client_id } }) },
        azuread_application_registration: { client },
        azuread_application_password: { p: { application_id: "/applications/0b1" } },
        azuread_application_redirect_uris: {
          r: { application_id: "/applications/0b1", type: "Web", redirect_uris: ["https://x"] },
        },
        azuread_service_principal: { client: principal },
        azuread_service_principal_delegated_permission_grant: {
          g: {
            service_principal_object_id: "0b2",
            resource_service_principal_object_id: "0b3",
            claim_values: ["weather.read"],
          },
        },
      },
    });
    const found = entraClientOf(wiring, first);
    if (found.outcome !== "found") throw new Error(found.outcome);
    expect(found.found.passwords).toHaveLength(1);
    expect(found.found.redirectUris.web.items.map(textOf)).toEqual(["https://x"]);
    expect(found.found.servicePrincipal?.grants.map(({ scopes }) => scopes.items.map(textOf))).toEqual([
      ["weather.read"],
    ]);
  });

  test("an app that is looked up has lists that nobody here knows", () => {
    const { wiring, first } = only({
      resource: {
        azapi_resource: {
          c: connection({ credentials: { clientId: "${data.azuread_application.client.client_id}" } }),
        },
      },
      data: { azuread_application: { client: { display_name: "Client" } } },
    });
    const client = entraClientOf(wiring, first);
    if (client.outcome !== "found") throw new Error(client.outcome);
    expect(client.found.managed).toBe(false);
    expect(client.found.redirectUris.web.incomplete).toContain("described elsewhere");
  });
});

test("credentials that a state cannot hold are unknown, in a configuration they are absent", () => {
  const resource = { azapi_resource: { c: connection({}) } };
  expect(only({ origin: "state", resource }).first.clientId?.kind).toBe("unknown");
  expect(only({ resource }).first.clientId).toBeUndefined();
});

test("a scope falls into resource and short name", () => {
  const scope = fromParts(["api://", { address: "a.x", path: "client_id" }, "/weather.read"], source);
  expect(resourceOf(scope) && showValue(resourceOf(scope))).toBe('"api://${a.x.client_id}"');
  expect(showValue(shortNameOf(scope))).toBe('"weather.read"');
  expect(resourceOf(literalValue("openid", source))).toBeUndefined();
  expect(textOf(shortNameOf(literalValue("openid", source)))).toBe("openid");
});

test("a thousand deployments in one root module cost no more than their parts", () => {
  // Processor time, which others on the machine do not change much; of a square, it would be a hundred times as much.
  const tenth = costOf(100);
  expect(costOf(1000)).toBeLessThan(40 * tenth);
});

/** Processor time of reading deployments that have nothing in common. */
function costOf(deployments: number): number {
  const numbers = Array.from({ length: deployments }, (_, index) => index);
  const named = (make: (index: number) => Json): Json => Object.fromEntries(numbers.map((n) => [`n${n}`, make(n)]));
  const before = process.cpuUsage();
  const wirings = readWirings(
    configurationOf({
      resource: {
        azapi_resource: named((n) =>
          connection(
            { target: `https://func-${n}.azurewebsites.net/mcp`, credentials: { clientId: `client-${n}` } },
            { name: `connection-${n}` },
          ),
        ),
        okta_app_oauth: named((n) => ({ client_id: `client-${n}` })),
        azurerm_linux_function_app: named((n) => ({ name: `func-${n}`, app_settings: { MCP_CLIENTS: `client-${n}` } })),
        azapi_data_plane_resource: named((n) => agent(`${projectId}/connection-${n}`)),
      },
    }),
  );
  const { user, system } = process.cpuUsage(before);
  expect(wirings).toHaveLength(deployments);
  for (const { connections, agents, identity } of wirings) {
    expect([connections.length, agents.length, identity?.apps.length]).toEqual([1, 1, 1]);
  }
  return user + system;
}
