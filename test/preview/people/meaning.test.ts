/** What a change means for people. */
import { describe, expect, test } from "@jest/globals";
import type { Meaning } from "../../../preview/people/meaning";
import { deployed, planJson, redirectUrl, requested, valuesWith, type Change } from "../support/plan-builder";
import { onlyDeployment, previewed } from "../support/previewed";

const connection = "azapi_resource.connection";
const rule = "okta_auth_server_policy_rule.client";
const site = "azapi_resource.site";

async function meaningOf(changes: Readonly<Record<string, Change>>, more = {}): Promise<Meaning> {
  return onlyDeployment(await previewed(planJson(changes, more))).meaning;
}

/** The properties of the connection with some of them replaced. */
function bodyWith(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { body } = valuesWith(connection, {}) as { readonly body: { readonly properties: object } };
  return { body: { properties: { ...body.properties, ...properties } } };
}

/** A replacement of the connection, created first; Foundry gives it another redirect URL, which the client registers. */
function replaced(after: Readonly<Record<string, unknown>>): Readonly<Record<string, Change>> {
  return {
    [connection]: {
      actions: ["create", "delete"],
      after: valuesWith(connection, { ...after, output: undefined }),
      unknown: { output: true },
      more: { replace_paths: [["name"]] },
    },
  };
}

test("nothing changes for anybody where nothing changes", async () => {
  expect(await meaningOf({})).toEqual({
    closures: [],
    consents: [],
    access: { changes: [], undecided: [] },
    rotations: [],
    redirects: [],
    windows: [],
    replacesParts: false,
  });
});

describe("people consent again where the connection is another one, and are told why", () => {
  test.each([
    [
      "a scope less",
      { name: "w-2", ...bodyWith({ scopes: requested.slice(0, 2) }) },
      [{ kind: "scopes", added: [], removed: ["weather.read"] }],
    ],
    [
      "another endpoint",
      { name: "w-2", ...bodyWith({ target: "https://other.azurewebsites.net/mcp" }) },
      [
        {
          kind: "fact",
          fact: "endpoint",
          before: "https://weather.azurewebsites.net/mcp",
          after: "https://other.azurewebsites.net/mcp",
        },
      ],
    ],
    ["another project", { parent_id: "/subscriptions/s/other" }, [{ kind: "project" }]],
    ["another name alone", { name: "w-2" }, [{ kind: "attribute", paths: ["name"] }]],
  ] as const)("%s", async (_name, after, reasons) => {
    const { consents } = onlyFirst(await previewed(planJson(replaced(after))));
    expect(consents).toEqual([expect.objectContaining({ kind: "again", people: ["Readers"], reasons })]);
  });

  test("Terraform's own reason where there is no other", async () => {
    const { consents } = await meaningOf({
      [connection]: { actions: ["create", "delete"], beside: { action_reason: "replace_because_tainted" } },
    });
    expect(consents.map(({ reasons }) => reasons)).toEqual([
      [{ kind: "terraform", reason: "replace_because_tainted" }],
    ]);
  });

  test("a new secret", async () => {
    const { consents, rotations } = await meaningOf({
      ...replaced({ name: "w-2" }),
      "okta_app_oauth.client": {
        actions: ["update"],
        after: valuesWith("okta_app_oauth.client", { client_basic_secret: null }),
        unknown: { client_basic_secret: true },
      },
    });
    expect(rotations).toEqual([{ label: "w-2", address: "okta_app_oauth.client" }]);
    expect(consents[0]?.reasons).toEqual([{ kind: "secret", address: "okta_app_oauth.client" }]);
  });

  test("not where the connection is changed in place and keeps its name", async () => {
    const { consents } = await meaningOf({
      [connection]: { actions: ["update"], after: valuesWith(connection, bodyWith({ isSharedToAll: false })) },
    });
    expect(consents).toEqual([]);
  });
});

/** One of several deployments may be left without its function app. */
function onlyFirst(preview: Awaited<ReturnType<typeof previewed>>): Meaning {
  const [first] = preview.plans.flatMap(({ deployments }) => deployments);
  if (!first) throw new Error("no deployment");
  return first.meaning;
}

describe("who gains and who loses which tool", () => {
  const groupsWith = (...groups: readonly string[]): Readonly<Record<string, Change>> => ({
    [rule]: { actions: ["update"], after: valuesWith(rule, { group_whitelist: groups }) },
    "okta_app_group_assignments.client": {
      actions: ["update"],
      after: valuesWith("okta_app_group_assignments.client", { group: groups.map((id) => ({ id })) }),
    },
  });

  test("a group more", async () => {
    const { access } = await meaningOf(groupsWith("00g1", "00g2"));
    expect(access.changes).toEqual([{ who: "00g2", gained: ["get_forecast"], lost: [], because: [] }]);
  });

  test("another group", async () => {
    const { access } = await meaningOf(groupsWith("00g2"));
    expect(access.changes).toEqual([
      { who: "Readers", gained: [], lost: ["get_forecast"], because: [] },
      { who: "00g2", gained: ["get_forecast"], lost: [], because: [] },
    ]);
  });

  test("a group that is created in the same plan has its name", async () => {
    const { access } = await meaningOf({
      ...groupsWith("00g1", "00g3"),
      "okta_group.editors": { actions: ["update"], after: { id: "00g3", name: "Editors" } },
    });
    expect(access.changes.map(({ who }) => who)).toEqual(["Editors"]);
  });

  test("everyone", async () => {
    const everyone = {
      address: "data.okta_everyone_group.all",
      mode: "data",
      type: "okta_everyone_group",
      name: "all",
      values: { id: "00g9" },
    };
    const plan = planJson(groupsWith("00g9"));
    const { prior_state: prior } = plan as {
      readonly prior_state: { readonly values: { readonly root_module: { readonly resources: unknown[] } } };
    };
    prior.values.root_module.resources.push(everyone);
    const { access } = onlyDeployment(await previewed(plan)).meaning;
    expect(access.changes).toEqual([{ who: "Everyone", gained: ["get_forecast"], lost: [], because: [] }]);
  });

  test("another scope that the tool requires, which nobody requests", async () => {
    const { body } = valuesWith(site, {}) as { readonly body: object };
    const settings = JSON.parse(
      JSON.stringify(body).replace('[\\"weather.read\\"]', '[\\"weather.alert\\"]'),
    ) as object;
    const { access, closures } = await meaningOf({
      [site]: { actions: ["update"], after: valuesWith(site, { body: settings }) },
    });
    expect(access.changes).toEqual([{ who: "Readers", gained: [], lost: ["get_forecast"], because: [] }]);
    expect(closures).toEqual([]);
  });

  test("a policy rule that no longer admits the request closes the connection, and says so", async () => {
    const { access, closures } = await meaningOf({
      [rule]: { actions: ["update"], after: valuesWith(rule, { scope_whitelist: ["openid", "offline_access"] }) },
    });
    const because = ["no-policy-rule-admits-request"];
    expect(closures).toEqual([{ label: "weather", isNew: true, because }]);
    expect(access.changes).toEqual([{ who: "Readers", gained: [], lost: ["get_forecast"], because }]);
  });

  test("what cannot be told is told as such, and is no loss", async () => {
    const { access } = await meaningOf({
      [rule]: {
        actions: ["update"],
        after: valuesWith(rule, { group_whitelist: [null] }),
        unknown: { group_whitelist: [true] },
      },
    });
    expect(access).toEqual({ changes: [], undecided: ["weather"] });
  });

  test("everybody loses everything where the deployment is destroyed", async () => {
    const gone = Object.fromEntries(
      deployed.map(({ type, name }) => [`${type}.${name}`, { actions: ["delete"], after: null }]),
    );
    const { access } = await meaningOf(gone);
    expect(access.changes).toEqual([{ who: "Readers", gained: [], lost: ["get_forecast"], because: [] }]);
  });
});

describe("windows follow from the order of the plan alone", () => {
  test.each([
    [connection, "connection"],
    ["okta_app_oauth.client", "client"],
    [rule, "access policy"],
    ["okta_auth_server.main", "authorization server"],
    ["okta_auth_server_scope.read", "scope"],
    [site, "function app"],
    ["azapi_data_plane_resource.agent", "agent"],
  ])("%s is destroyed first", async (address, missing) => {
    const { windows } = await meaningOf({ [address]: { actions: ["delete", "create"] } });
    expect(windows).toEqual([{ address, missing }]);
  });

  test("none where the new one is created first, or the resource is nobody's", async () => {
    const { windows, replacesParts } = await meaningOf({
      [connection]: { actions: ["create", "delete"] },
      "okta_app_oauth.another": { actions: ["create"], after: { client_id: "another" } },
    });
    expect({ windows, replacesParts }).toEqual({ windows: [], replacesParts: true });
  });
});

describe("a new redirect URL", () => {
  test("is registered by the same apply where the client refers to it", async () => {
    const plan = planJson({
      ...replaced({ name: "w-2" }),
      "okta_app_oauth.client": {
        actions: ["update"],
        after: valuesWith("okta_app_oauth.client", { redirect_uris: [null] }),
        unknown: { redirect_uris: [true] },
      },
    });
    const { configuration } = plan as {
      readonly configuration: {
        readonly root_module: { readonly resources: { address: string; expressions: object }[] };
      };
    };
    const client = configuration.root_module.resources.find(({ address }) => address === "okta_app_oauth.client");
    if (client) {
      client.expressions = {
        redirect_uris: {
          constant_value: ["${azapi_resource.connection.output.redirect_url}"],
          references: ["azapi_resource.connection.output.redirect_url", "azapi_resource.connection"],
        },
      };
    }
    const { redirects } = onlyDeployment(await previewed(plan)).meaning;
    expect(redirects).toEqual([{ label: "w-2", registeredBy: "okta_app_oauth.client" }]);
  });

  test("is registered by nobody where the client names the old one", async () => {
    const { redirects } = await meaningOf(replaced({ name: "w-2" }));
    expect(redirects).toEqual([{ label: "w-2" }]);
    expect(redirectUrl).toMatch(/\/redirect\/[0-9a-f]{32}$/);
  });
});
