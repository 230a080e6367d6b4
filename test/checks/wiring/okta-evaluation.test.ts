/** Access policies as Okta evaluates them. @see https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareGroups } from "../../../checks/wiring/okta-groups";
import {
  evaluate,
  policiesAdmitting,
  type Evaluation,
  type TokenRequest,
} from "../../../checks/wiring/okta-evaluation";
import { literalValue, textOf, type Source, type Value, type Values } from "../../../checks/wiring/value";
import type {
  AccessPolicy,
  AuthorizationServer,
  OktaGroupLookup,
  PolicyRule,
} from "../../../checks/wiring/wiring-identity";

const source: Source = { address: "test", path: "" };
const text = (value: string | number): Value => literalValue(value, source);
const texts = (...items: readonly string[]): Values => ({ items: items.map(text), source });
const reference = (address: string, path = "id"): Value => ({ kind: "symbolic", parts: [{ address, path }], source });
const open: Values = { items: [], incomplete: "it is the result of a function", source };

interface RuleSpec extends Partial<Omit<PolicyRule, "priority">> {
  readonly priority?: number;
}

const rule = ({ priority, ...spec }: RuleSpec = {}): PolicyRule => ({
  address: "rule",
  grantTypes: texts("authorization_code"),
  groups: texts("readers"),
  scopes: texts("openid", "offline_access", "weather.read"),
  ...(priority !== undefined && { priority: text(priority) }),
  source,
  ...spec,
});

const policy = (spec: Partial<AccessPolicy> = {}): AccessPolicy => ({
  address: "policy",
  priorityIgnored: false,
  writtenAfter: [],
  clients: texts("reader"),
  rules: [rule()],
  source,
  ...spec,
});

const server = (policies: readonly AccessPolicy[], spec: Partial<AuthorizationServer> = {}): AuthorizationServer => ({
  address: "okta_auth_server.main",
  id: text("aus1"),
  managed: true,
  scopes: [],
  policies,
  source,
  ...spec,
});

const request = (spec: Partial<TokenRequest> = {}): TokenRequest => ({
  clientId: text("reader"),
  grantType: "authorization_code",
  groupIds: [text("readers")],
  scopes: texts("openid", "offline_access", "weather.read"),
  groupLookups: [],
  ...spec,
});

const told = ({ outcome, nearest }: Evaluation): unknown => ({
  outcome,
  failed: nearest?.failed,
  lacking: nearest?.lacking.map(textOf),
});

describe("one policy rule", () => {
  test("admits what it lists", () => {
    const evaluation = evaluate(server([policy()]), request());
    expect(evaluation.outcome).toBe("admitted");
    expect(evaluation.admittedBy?.rule.address).toBe("rule");
  });

  test.each<readonly [string, RuleSpec, readonly string[]]>([
    ["another grant", { grantTypes: texts("client_credentials") }, ["grant"]],
    ["another group", { groups: texts("editors") }, ["people"]],
    ["no group and no user", { groups: undefined }, ["people"]],
    ["excluded people", { excludedGroups: texts("readers") }, ["people"]],
    ["no scope list", { scopes: undefined }, ["scopes"]],
    ["an inactive policy rule", { status: text("INACTIVE") }, ["status"]],
    ["several reasons", { groups: texts("editors"), scopes: texts("openid") }, ["people", "scopes"]],
  ])("refuses %s and says why", (_case, spec, failed) => {
    const evaluation = evaluate(server([policy({ rules: [rule(spec)] })]), request());
    expect(evaluation.outcome).toBe("refused");
    expect(evaluation.nearest?.failed).toEqual(failed);
  });

  test("refuses scopes outside its list, protocol scopes included, and names them", () => {
    const lists = server([policy({ rules: [rule({ scopes: texts("openid", "weather.read") })] })]);
    expect(told(evaluate(lists, request({ scopes: texts("openid", "offline_access", "weather.alert") })))).toEqual({
      outcome: "refused",
      failed: ["scopes"],
      lacking: ["offline_access", "weather.alert"],
    });
  });

  test("demands no scope: fewer than it lists are admitted", () => {
    expect(evaluate(server([policy()]), request({ scopes: texts("openid", "offline_access") })).outcome).toBe(
      "admitted",
    );
  });

  test("admits every scope where it lists *", () => {
    const all = server([policy({ rules: [rule({ scopes: texts("*") })] })]);
    expect(evaluate(all, request({ scopes: texts("anything") })).outcome).toBe("admitted");
  });

  test("needs no people for client credentials", () => {
    const machine = server([policy({ rules: [rule({ grantTypes: texts("client_credentials"), groups: undefined })] })]);
    expect(evaluate(machine, request({ grantType: "client_credentials" })).outcome).toBe("admitted");
  });
});

describe("a request without scopes", () => {
  const withDefault = (name: string, isDefault: Value): AuthorizationServer =>
    server([policy()], { scopes: [{ address: "scope", name: text(name), isDefault, source }] });

  test("is refused where no default scope is allowed", () => {
    expect(told(evaluate(server([policy()]), request({ scopes: texts() })))).toEqual({
      outcome: "refused",
      failed: ["scopes"],
      lacking: [],
    });
    const other = withDefault("weather.alert", literalValue(true, source));
    expect(evaluate(other, request({ scopes: texts() })).outcome).toBe("refused");
  });

  test("is given the default scopes that the policy rule allows", () => {
    const allowed = withDefault("weather.read", literalValue(true, source));
    expect(evaluate(allowed, request({ scopes: texts() })).outcome).toBe("admitted");
  });

  test("is undecided where nobody knows the default scopes", () => {
    const unknown: Value = { kind: "unknown", reason: "it is computed", source };
    expect(evaluate(withDefault("weather.read", unknown), request({ scopes: texts() })).outcome).toBe("undecided");
    expect(evaluate(server([policy()], { managed: false }), request({ scopes: texts() })).outcome).toBe("undecided");
  });
});

describe("several policies and policy rules", () => {
  test("a union of policy rules admits nothing that no single one admits", () => {
    const halves = [rule({ scopes: texts("openid", "offline_access") }), rule({ scopes: texts("weather.read") })];
    const evaluation = evaluate(server([policy({ rules: halves })]), request());
    expect(told(evaluation)).toEqual({ outcome: "refused", failed: ["scopes"], lacking: ["weather.read"] });
  });

  test("a policy rule that does not match is passed over, to the next one and to the next policy", () => {
    const narrow = policy({ address: "narrow", priority: text(1), rules: [rule({ scopes: texts("openid") })] });
    const wide = policy({
      address: "wide",
      priority: text(2),
      clients: texts("ALL_CLIENTS"),
      rules: [
        rule({ address: "later", priority: 2 }),
        rule({ address: "first", priority: 1, grantTypes: texts("password") }),
      ],
    });
    const evaluation = evaluate(server([wide, narrow]), request());
    expect(evaluation.rules.map((each) => `${each.policy.address} ${each.rule.address}`)).toEqual([
      "narrow rule",
      "wide first",
      "wide later",
    ]);
    expect(evaluation.admittedBy?.rule.address).toBe("later");
  });

  test("priorities are numbers, not texts", () => {
    const ten = policy({ address: "ten", priority: text(10) });
    const nine = policy({ address: "nine", priority: text("9") });
    expect(evaluate(server([ten, nine]), request()).admittedBy?.policy.address).toBe("nine");
  });

  test("the nearest policy rule is one for the client, before a better fitting one for another", () => {
    const mine = policy({ address: "mine", rules: [rule({ groups: texts("editors"), scopes: texts("openid") })] });
    const others = policy({ address: "others", clients: texts("another") });
    expect(evaluate(server([others, mine]), request()).nearest?.policy.address).toBe("mine");
  });

  test("an inactive policy admits nobody", () => {
    const inactive = server([policy({ status: text("INACTIVE") })]);
    expect(told(evaluate(inactive, request()))).toEqual({ outcome: "refused", failed: ["status"], lacking: [] });
    expect(policiesAdmitting(inactive, text("reader"))).toEqual([]);
  });

  test("no policy at all refuses everybody", () => {
    expect(evaluate(server([]), request())).toEqual({ outcome: "refused", rules: [] });
  });

  test("policies that admit a client are told in order", () => {
    const all = policy({ address: "all", priority: text(2), clients: texts("ALL_CLIENTS") });
    const mine = policy({ address: "mine", priority: text(1) });
    const maybe = policy({ address: "maybe", priority: text(3), clients: open });
    const other = policy({ address: "other", clients: texts("another") });
    const found = policiesAdmitting(server([all, maybe, other, mine]), text("reader"));
    expect(found.map(({ policy: { address }, admits }) => [address, admits])).toEqual([
      ["mine", "yes"],
      ["all", "yes"],
      ["maybe", "undecided"],
    ]);
  });
});

describe("what is not known", () => {
  test.each<readonly [string, Partial<AccessPolicy>, Partial<TokenRequest>]>([
    ["the client list", { clients: open }, {}],
    ["the client id", {}, { clientId: { kind: "unknown", reason: "it is computed", source } }],
    ["the scope list", { rules: [rule({ scopes: open })] }, {}],
    ["the groups", { rules: [rule({ groups: open })] }, {}],
    ["the excluded groups", { rules: [rule({ excludedGroups: open })] }, {}],
    ["who is among the users", { rules: [rule({ groups: undefined, users: texts("ann") })] }, {}],
    ["who is among the excluded users", { rules: [rule({ excludedUsers: texts("ann") })] }, {}],
    ["the requested scopes", {}, { scopes: open }],
  ])("leaves the outcome undecided: %s", (_case, spec, asked) => {
    const evaluation = evaluate(server([policy(spec)]), request(asked));
    expect(evaluation.outcome).toBe("undecided");
    expect(evaluation.missing).toBeTruthy();
  });

  test("does not matter where something else decides", () => {
    const decided = server([policy({ rules: [rule({ groups: open, scopes: texts("openid") })] })]);
    expect(evaluate(decided, request()).outcome).toBe("refused");
  });

  test("does not matter where another policy rule admits", () => {
    const one = policy({ rules: [rule({ scopes: open }), rule()] });
    expect(evaluate(server([one]), request()).outcome).toBe("admitted");
  });

  test("a referenced server may have other policies", () => {
    expect(evaluate(server([], { managed: false }), request()).outcome).toBe("undecided");
  });
});

describe("groups", () => {
  const lookup = (address: string, name: string, everyone = false): OktaGroupLookup => ({
    address,
    name: text(name),
    nameCompared: true,
    everyone,
    source,
  });
  const groupLookups = [
    lookup("data.okta_group.a", "Forecasters"),
    lookup("data.okta_group.same", "Forecasters"),
    lookup("data.okta_group.b", "Contractors"),
    lookup("data.okta_everyone_group.all", "Everyone", true),
  ];

  test("two lookups of one name are one group, of two names two", () => {
    const compare = (left: string, right: string): string =>
      compareGroups(groupLookups, reference(left), reference(right)).outcome;
    expect(compare("data.okta_group.a", "data.okta_group.same")).toBe("equal");
    expect(compare("data.okta_group.a", "data.okta_group.b")).toBe("different");
    expect(compareGroups(groupLookups, reference("data.okta_group.a"), text("00g1")).outcome).toBe("undecided");
    const everyone = reference("data.okta_everyone_group.all");
    expect(compareGroups(groupLookups, everyone, text("EVERYONE")).outcome).toBe("equal");
    expect(compareGroups(groupLookups, text("00g1"), text("EVERYONE")).outcome).toBe("different");
  });

  test.each([text("EVERYONE"), reference("data.okta_everyone_group.all")])("Everyone admits everybody", (everyone) => {
    const all = server([policy({ rules: [rule({ groups: { items: [everyone], source } })] })]);
    expect(evaluate(all, request({ groupLookups, groupIds: [] })).outcome).toBe("admitted");
  });

  test("Everyone voids exclusions", () => {
    const all = rule({ groups: texts("EVERYONE"), excludedGroups: texts("readers") });
    expect(evaluate(server([policy({ rules: [all] })]), request()).outcome).toBe("admitted");
  });

  test("a policy rule for one group is none for everybody", () => {
    expect(evaluate(server([policy()]), request({ groupIds: [] })).outcome).toBe("refused");
  });
});

test("with known values it agrees with the definition, whatever the policies", () => {
  const names = fc.subarray(["a", "b", "c"]);
  const ruleOf = fc.record({ groups: names, scopes: names, priority: fc.integer({ min: 1, max: 3 }) });
  const policyOf = fc.record({ clients: names, rules: fc.array(ruleOf, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(policyOf, { maxLength: 3 }), names, names, (policies, groups, scopes) => {
      fc.pre(scopes.length > 0);
      const built = policies.map(({ clients, rules }) =>
        policy({
          clients: texts(...clients),
          rules: rules.map((each) =>
            rule({ groups: texts(...each.groups), scopes: texts(...each.scopes), priority: each.priority }),
          ),
        }),
      );
      const admitted = policies.some(
        ({ clients, rules }) =>
          clients.includes("a") &&
          rules.some(
            (each) =>
              each.groups.some((group) => groups.includes(group)) &&
              scopes.every((scope) => each.scopes.includes(scope)),
          ),
      );
      const evaluation = evaluate(
        server(built),
        request({ clientId: text("a"), groupIds: groups.map(text), scopes: texts(...scopes) }),
      );
      expect(evaluation.outcome).toBe(admitted ? "admitted" : "refused");
    }),
  );
});
