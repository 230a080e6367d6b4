/**
 * Our own stacks, as synthesized: nothing is wrong with them, and one scope taken out of any one layer is found, with this layer and
 * another as the ends.
 */
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Finding, Layer } from "../../checks/finding";
import { ruleById } from "../../checks/rules";
import { type Grammar, loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { samples, served } from "../support/deployments";
import { synthesize } from "../support/synthesize";
import { object, withoutMetadata, type Json } from "../support/terraform-json";
import { findingsIn } from "./faults/judged-faults";

const servers = [
  { hosting: "self-hosted", gate: "easy-auth" },
  { hosting: "self-hosted", gate: "server" },
  { hosting: "mcp-extension", gate: "easy-auth" },
] as const;

/** The rule that finds a scope missing, by the layer out of which it was taken. */
const found = {
  okta: {
    identity: "scope-not-exposed",
    "access policy": "no-policy-rule-admits-request",
    "function app": "scope-not-advertised",
    connection: "required-scope-not-requested",
  },
  entra: {
    identity: "scope-not-exposed",
    "access policy": "grant-missing",
    "function app": "scope-not-advertised",
    // It was the only one.
    connection: "connection-requests-no-scopes",
  },
} as const;

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

describe.each(["okta", "entra"] as const)("%s", (provider) => {
  // The reader's connection of the Okta sample requests one of its two scopes.
  const warnings = provider === "okta" ? ["fewer-requested-than-advertised"] : [];
  const scope = provider === "okta" ? "weather.alert" : "weather.read";

  test("the sample gives no error and nothing undecided", () => {
    const deployment = samples[provider]();
    const findings = findingsIn(withoutMetadata(synthesize(deployment).json), deployment.server.hosting, grammar);
    expect(findings.map(told)).toEqual(warnings.map((rule) => `warning ${rule}`));
  });

  describe.each(servers)("$hosting, $gate", ({ hosting, gate }) => {
    const json = withoutMetadata(synthesize(served(samples[provider](), { hosting, gate })).json);
    const judge = (changed: Json): readonly Finding[] => findingsIn(changed, hosting, grammar);

    test("gives no error and nothing undecided", () => {
      expect(judge(json).map(told)).toEqual(warnings.map((rule) => `warning ${rule}`));
    });

    test("fails without a scope at the identity provider", () => {
      const type = provider === "okta" ? "okta_auth_server_scope" : "azuread_application_permission_scope";
      const changed = without(json, type, (block) => JSON.stringify(block).includes(`"${scope}"`));
      expectBothEnds(judge(changed), "identity", found[provider]);
    });

    test("fails without a scope in the access policy", () => {
      const [type, list] =
        provider === "okta"
          ? (["okta_auth_server_policy_rule", "scope_whitelist"] as const)
          : (["azuread_service_principal_delegated_permission_grant", "claim_values"] as const);
      // Scopes are references there, whose names end in that of the scope without its dot.
      const changed = mapped(json, type, (key, value) =>
        key === list ? items(value).filter((item) => !item.includes(`scope-${scope.replace(".", "")}`)) : value,
      );
      expectBothEnds(judge(changed), "access policy", found[provider]);
    });

    test("fails without a scope in what the function app advertises", () => {
      const separator = gate === "easy-auth" ? "," : " ";
      const setting = gate === "easy-auth" ? "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES" : "MCP_SCOPES_SUPPORTED";
      const changed = mapped(json, "azapi_resource", (_key, value) => {
        const { name, value: text } = object(value);
        if (name !== setting || typeof text !== "string") return value;
        return {
          name,
          value: text
            .split(separator)
            .filter((one) => !one.endsWith(scope))
            .join(separator),
        };
      });
      expectBothEnds(judge(changed), "function app", found[provider]);
    });

    test("fails without a scope in what a connection requests", () => {
      const changed = mapped(json, "azapi_resource", (key, value) =>
        key === "scopes" ? items(value).filter((item) => !item.endsWith(scope)) : value,
      );
      expectBothEnds(judge(changed), "connection", found[provider]);
    });

    test("warns without the tool of a scope at an agent", () => {
      const tool = provider === "okta" ? "publish_alert" : "get_forecast";
      const changed = mapped(json, "azapi_data_plane_resource", (key, value) =>
        key === "allowed_tools" ? items(value).filter((item) => item !== tool) : value,
      );
      const found = judge(changed).find(({ rule }) => rule === "requested-scope-opens-no-tool");
      expect(found?.ends.map(({ layer }) => layer)).toEqual(expect.arrayContaining(["connection", "agent"]));
    });
  });
});

/** The error that is expected names the layer, and another one as the other end. */
function expectBothEnds<Of extends Layer>(
  findings: readonly Finding[],
  layer: Of,
  rules: Readonly<Record<Of, string>>,
): void {
  const errors = findings.filter(({ rule, outcome }) => outcome === "fail" && ruleById(rule)?.severity === "error");
  const both = errors.filter(({ ends }) => {
    const named = new Set(ends.map((end) => end.layer));
    return named.has(layer) && named.size > 1;
  });
  expect({ layer, rules: both.map(({ rule }) => rule) }).toEqual({
    layer,
    rules: expect.arrayContaining([rules[layer]]) as unknown,
  });
}

function told({ rule, outcome }: Finding): string {
  return `${outcome === "fail" ? (ruleById(rule)?.severity ?? "bad input") : outcome} ${rule}`;
}

/** Changes every value below the resources of one type. */
function mapped(json: Json, type: string, change: (key: string, value: unknown) => unknown): Json {
  const resources = object(json["resource"]);
  const changed = JSON.parse(JSON.stringify(object(resources[type])), change) as Json;
  return { ...json, resource: { ...resources, [type]: changed } };
}

/** Takes out the resources of one type that a test picks. */
function without(json: Json, type: string, isGone: (block: unknown) => boolean): Json {
  const resources = object(json["resource"]);
  const left = Object.entries(object(resources[type])).filter(([, block]) => !isGone(block));
  return { ...json, resource: { ...resources, [type]: Object.fromEntries(left) } };
}

function items(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
