/** One scope taken out of any one layer of our own stacks is an error that names this layer and another end. */
import { describe, expect, it } from "@jest/globals";
import { signInRules } from "../../../checks/rules/sign-in-rules";
import { readWirings } from "../../../checks/wiring/layers";
import { configurationOf } from "../../support/configuration";
import { samples } from "../../support/deployments";
import { synthesize } from "../../support/synthesize";
import { object, type Json } from "../../support/terraform-json";

/** Changes every value below the resources of one type. */
function changed(json: Json, type: string, change: (key: string, value: unknown) => unknown): Json {
  const resources = object(json["resource"]);
  const text = JSON.stringify(object(resources[type]));
  return { ...json, resource: { ...resources, [type]: JSON.parse(text, change) as Json } };
}

/** Takes the items that hold a text out of every list of a name. */
function without(list: string, part: string): (key: string, value: unknown) => unknown {
  return (key, value) =>
    key === list && Array.isArray(value) ? value.filter((item: unknown) => !String(item).includes(part)) : value;
}

/** Rules that fail, with the layers that they name. */
function failing(json: Json): readonly string[] {
  const findings = readWirings(configurationOf({ ...json })).flatMap((wiring) =>
    signInRules
      .filter(({ severity }) => severity === "error")
      .flatMap((rule) => rule.judge(wiring))
      .filter(({ outcome }) => outcome === "fail"),
  );
  return [...new Set(findings.map(({ rule, ends }) => `${rule}: ${ends.map(({ layer }) => layer).join(", ")}`))];
}

describe("Okta", () => {
  const { json } = synthesize(samples.okta());

  it("identity", () => {
    const renamed = changed(json, "okta_auth_server_scope", (key, value) =>
      key === "name" && value === "weather.alert" ? "weather.other" : value,
    );
    expect(failing(renamed)).toContain("scope-not-exposed: connection, identity");
  });

  it("access policy", () => {
    const less = changed(json, "okta_auth_server_policy_rule", without("scope_whitelist", "alert"));
    expect(failing(less)).toEqual(["no-policy-rule-admits-request: connection, access policy"]);
  });

  it("function app", () => {
    const less = changed(json, "azapi_resource", (_key, value) =>
      typeof value === "string" && /^weather\.\w+ weather\.\w+$/.test(value) ? "weather.read" : value,
    );
    expect(failing(less)).toEqual([
      "scope-not-advertised: connection, function app",
      "advertised-differs-from-exposed: function app, identity",
    ]);
  });

  it("connection", () => {
    const less = changed(json, "azapi_resource", without("scopes", "weather.alert"));
    expect(failing(less)).toEqual(["required-scope-not-requested: connection, function app, agent"]);
  });
});

describe("Entra", () => {
  const { json } = synthesize(samples.entra());

  it("identity", () => {
    const renamed = changed(json, "azuread_application_permission_scope", (key, value) =>
      key === "value" ? "weather.other" : value,
    );
    expect(failing(renamed)).toContain("scope-not-exposed: connection, identity");
  });

  it("function app", () => {
    const less = changed(json, "azapi_resource", (key, value) =>
      key === "value" && String(value).endsWith("/weather.read") ? "" : value,
    );
    expect(failing(less)).toContain("advertised-differs-from-exposed: function app, identity");
  });

  it("connection", () => {
    const less = changed(json, "azapi_resource", without("scopes", "weather.read"));
    expect(failing(less)).toContain("connection-requests-no-scopes: connection, identity");
  });
});
