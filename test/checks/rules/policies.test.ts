/** Rules about policies, policy rules and groups at Okta. */
import { expect } from "@jest/globals";
import type { AccessPolicy, OktaGroupLookup } from "../../../checks/wiring/wiring-identity";
import { ruleCases } from "../../support/rule-cases";
import { at, entra, list, literal, okta, open, ref, unknown, type OktaBuilder } from "../../support/wiring-builder";

const forecasters = ref("data.okta_group.forecasters.id");
const contractors = ref("data.okta_group.contractors.id");
const everyone = ref("data.okta_everyone_group.everyone.id");

function lookup(name: string, change: Partial<OktaGroupLookup> = {}): OktaGroupLookup {
  const address = `data.okta_group.${name.toLowerCase()}`;
  return { address, name: literal(name), nameCompared: true, everyone: false, source: at(address), ...change };
}

/** The healthy wiring, for a group instead of everyone. */
function forGroup(): OktaBuilder {
  return okta()
    .identity({
      groupLookups: [
        lookup("Forecasters"),
        lookup("Contractors"),
        { ...lookup("x"), address: "data.okta_everyone_group.everyone", everyone: true },
      ],
    })
    .policyRule({ groups: list(forecasters) })
    .app({ assignedGroups: list(forecasters) });
}

function policyBeside(change: Partial<AccessPolicy>): AccessPolicy {
  const [policy] = okta().wiring.identity?.provider === "okta" ? oktaPolicies() : [];
  if (!policy) throw new Error("The healthy wiring has a policy.");
  const address = "okta_auth_server_policy.other";
  return {
    ...policy,
    address,
    rules: policy.rules.map((rule) => ({ ...rule, address: "okta_auth_server_policy_rule.other" })),
    source: at(address),
    ...change,
  };
}

function oktaPolicies(builder: OktaBuilder = okta()): readonly AccessPolicy[] {
  const { identity } = builder.wiring;
  return identity?.provider === "okta" ? identity.servers.flatMap(({ policies }) => policies) : [];
}

function beside(builder: OktaBuilder, change: Partial<AccessPolicy>): OktaBuilder {
  return builder.policies(...oktaPolicies(builder), policyBeside(change));
}

ruleCases("policy-inactive", {
  fails: {
    "a policy": [
      okta().policy({ status: literal("INACTIVE") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The policy okta_auth_server_policy.all has the status "INACTIVE".
  access policy: status of the policy: "INACTIVE"
  fix: Write status = "ACTIVE" in okta_auth_server_policy.all, or take it away."
`),
    ],
    "a policy rule": [
      okta().policyRule({ status: literal("INACTIVE") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The policy rule okta_auth_server_policy_rule.all has the status "INACTIVE".
  access policy: status of the policy rule: "INACTIVE"
  fix: Write status = "ACTIVE" in okta_auth_server_policy_rule.all, or take it away."
`),
    ],
  },
  passes: { "nothing said": okta(), active: okta().policy({ status: literal("ACTIVE") }), Entra: entra() },
  undecided: {
    "a function": [
      okta().policyRule({ status: unknown() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the policy rule okta_auth_server_policy_rule.all is in force cannot be told.
  access policy: status of the policy rule: unknown (it is the result of the function lower)
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("policy-rule-without-people", {
  fails: {
    nobody: [
      okta().policyRule({ groups: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server_policy_rule.all is for sign-in and names neither a group nor a user.
  access policy: groups of the policy rule: nothing
  access policy: users of the policy rule: nothing
  fix: Write group_whitelist in okta_auth_server_policy_rule.all: the ids of groups, or ["EVERYONE"]."
`),
    ],
    "an empty list": [
      okta().policyRule({ groups: list() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server_policy_rule.all is for sign-in and names neither a group nor a user.
  access policy: groups of the policy rule: []
  access policy: users of the policy rule: nothing
  fix: Write group_whitelist in okta_auth_server_policy_rule.all: the ids of groups, or ["EVERYONE"]."
`),
    ],
  },
  passes: {
    groups: okta(),
    users: okta().policyRule({ groups: undefined, users: list("00u1") }),
    "no person takes part": okta().policyRule({ groups: undefined, grantTypes: list("client_credentials") }),
  },
  undecided: {
    "a list that may go on": [
      okta().policyRule({ groups: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether okta_auth_server_policy_rule.all names anyone cannot be told.
  access policy: groups of the policy rule: [] and perhaps more (it is the result of the function concat)
  access policy: users of the policy rule: nothing
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("policy-rule-defeated", {
  fails: {
    "another policy rule for everyone and every scope": [
      forGroup().anotherPolicyRule({ groups: list("EVERYONE"), scopes: list("*") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server_policy_rule.all admits "\${data.okta_group.forecasters.id}" to connection "weather-all", and okta_auth_server_policy_rule.another admits everyone to the same scopes.
  access policy: groups of okta_auth_server_policy_rule.all: ["\${data.okta_group.forecasters.id}"]
  access policy: groups of okta_auth_server_policy_rule.another: ["EVERYONE"]
  access policy: scopes of okta_auth_server_policy_rule.another: ["*"]
  access policy: clients of okta_auth_server_policy.all: ["weather-dev-all"]
  fix: Name groups in group_whitelist of okta_auth_server_policy_rule.another instead of everyone, or list fewer scopes in its scope_whitelist."
`),
    ],
    "a policy for every client": [
      beside(forGroup(), { clients: list("ALL_CLIENTS") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server_policy_rule.all admits "\${data.okta_group.forecasters.id}" to connection "weather-all", and okta_auth_server_policy_rule.other admits everyone to the same scopes for every client.
  access policy: groups of okta_auth_server_policy_rule.all: ["\${data.okta_group.forecasters.id}"]
  access policy: groups of okta_auth_server_policy_rule.other: ["\${data.okta_everyone_group.everyone.id}"]
  access policy: scopes of okta_auth_server_policy_rule.other: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: clients of okta_auth_server_policy.other: ["ALL_CLIENTS"]
  fix: Name the clients in client_whitelist of okta_auth_server_policy.other instead of ALL_CLIENTS, or take the policy away."
`),
    ],
  },
  passes: {
    "one policy rule for everyone": okta(),
    "one policy rule for a group": forGroup(),
    "everyone gets less": forGroup().anotherPolicyRule({
      groups: list(everyone),
      scopes: list("openid", "offline_access", "weather.read"),
    }),
    "two groups": forGroup().anotherPolicyRule({ groups: list(contractors) }),
    "the broad one is not in force": forGroup().anotherPolicyRule({
      groups: list("EVERYONE"),
      scopes: list("*"),
      status: literal("INACTIVE"),
    }),
    Entra: entra(),
  },
  undecided: {
    "scopes that are not known": [
      forGroup().anotherPolicyRule({ groups: list(everyone), scopes: list("weather.read", unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether okta_auth_server_policy_rule.another admits everyone to what okta_auth_server_policy_rule.all keeps for "\${data.okta_group.forecasters.id}" cannot be told.
  access policy: groups of okta_auth_server_policy_rule.all: ["\${data.okta_group.forecasters.id}"]
  access policy: groups of okta_auth_server_policy_rule.another: ["\${data.okta_everyone_group.everyone.id}"]
  access policy: scopes of okta_auth_server_policy_rule.another: ["weather.read", unknown (it is the result of the function lower)]
  access policy: clients of okta_auth_server_policy.all: ["weather-dev-all"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("exclusion-without-effect", {
  fails: {
    "a group": [
      okta().policyRule({ excludedGroups: list(contractors) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server_policy_rule.all excludes people and admits Everyone.
  access policy: groups of the policy rule: ["\${data.okta_everyone_group.everyone.id}"]
  access policy: people excluded: ["\${data.okta_group.contractors.id}"]
  fix: Name the groups that may sign in instead of Everyone in group_whitelist of okta_auth_server_policy_rule.all."
`),
    ],
    "a user": [
      okta().policyRule({ groups: list("EVERYONE"), excludedUsers: list("00u1") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"okta_auth_server_policy_rule.all excludes people and admits Everyone.
  access policy: groups of the policy rule: ["EVERYONE"]
  access policy: people excluded: ["00u1"]
  fix: Name the groups that may sign in instead of Everyone in group_whitelist of okta_auth_server_policy_rule.all."
`),
    ],
  },
  passes: {
    "nobody excluded": okta(),
    "excluded from groups": forGroup().policyRule({ groups: list(forecasters), excludedGroups: list(contractors) }),
    Entra: entra(),
  },
  undecided: {
    "a group that may be everyone": [
      okta().policyRule({ groups: list(unknown()), excludedGroups: list(contractors) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether okta_auth_server_policy_rule.all excludes people and admits Everyone cannot be told.
  access policy: groups of the policy rule: [unknown (it is the result of the function lower)]
  access policy: people excluded: ["\${data.okta_group.contractors.id}"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("policy-order-by-chance", {
  fails: {
    "one priority": [
      beside(okta().policy({ priorityIgnored: false }), { priorityIgnored: false }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The order of okta_auth_server_policy.all and okta_auth_server_policy.other, which both admit the client of connection "weather-all", is left to chance: both have the priority 1.
  access policy: priority of okta_auth_server_policy.all: 1
  access policy: priority of okta_auth_server_policy.other: 1
  fix: Give them different priorities, or write depends_on = [okta_auth_server_policy.all] in okta_auth_server_policy.other and ignore_changes = [priority] in both."
`),
    ],
    "priorities ignored, and neither waits": [
      beside(okta(), {}),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The order of okta_auth_server_policy.all and okta_auth_server_policy.other, which both admit the client of connection "weather-all", is left to chance: their priorities are ignored and neither waits for the other.
  access policy: priority of okta_auth_server_policy.all: 1
  access policy: priority of okta_auth_server_policy.other: 1
  fix: Give them different priorities, or write depends_on = [okta_auth_server_policy.all] in okta_auth_server_policy.other and ignore_changes = [priority] in both."
`),
    ],
  },
  passes: {
    "one policy": okta(),
    "one after the other": beside(okta(), { writtenAfter: ["okta_auth_server_policy.all"] }),
    "priorities of their own": beside(okta().policy({ priorityIgnored: false }), {
      priorityIgnored: false,
      priority: literal(2),
    }),
    "for another client": beside(okta(), { clients: list("someone-else") }),
  },
  undecided: {
    "a priority that is not known": [
      beside(okta().policy({ priorityIgnored: false }), { priorityIgnored: false, priority: ref("var.priority") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether okta_auth_server_policy.all and okta_auth_server_policy.other, which both admit the client of connection "weather-all", have priorities of their own cannot be told.
  access policy: priority of okta_auth_server_policy.all: 1
  access policy: priority of okta_auth_server_policy.other: "\${var.priority}"
  missing: var.priority is known after apply only"
`),
    ],
  },
});

ruleCases("group-found-by-prefix", {
  fails: {
    "by name": [
      okta().identity({ groupLookups: [lookup("Forecasters", { nameCompared: false })] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"data.okta_group.forecasters takes the first group whose name begins with "Forecasters".
  access policy: group asked by name: "Forecasters"
  fix: Write lifecycle { postcondition { condition = self.name == "Forecasters" } } in data.okta_group.forecasters, or give the group by its id."
`),
    ],
    "a plan that found another group": [
      okta()
        .identity({
          groupLookups: [lookup("Forecasters", { nameCompared: undefined, found: literal("Forecasters-Contractors") })],
        })
        .with({ origin: "plan" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"data.okta_group.forecasters found another group than it asked for.
  access policy: group asked by name: "Forecasters"
  access policy: group found: "Forecasters-Contractors"
  fix: Create the group "Forecasters" at Okta, or give the group that is meant by its id."
`),
    ],
  },
  passes: {
    "with a condition": forGroup(),
    "a plan that found the group": okta()
      .identity({ groupLookups: [lookup("Forecasters", { nameCompared: undefined, found: literal("Forecasters") })] })
      .with({ origin: "plan" }),
    "the group of everybody": okta(),
    "by id": okta().identity({ groupLookups: [lookup("x", { name: undefined, nameCompared: false })] }),
    Entra: entra(),
  },
  undecided: {
    "a plan, which holds no conditions": [
      okta()
        .identity({ groupLookups: [lookup("Forecasters", { nameCompared: false })] })
        .with({ origin: "plan" }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether data.okta_group.forecasters compares the name found with "Forecasters" cannot be told.
  access policy: group asked by name: "Forecasters"
  missing: the conditions of the data source: they stand in the configuration alone"
`),
    ],
  },
});

ruleCases("group-not-assigned", {
  fails: {
    "another group": [
      forGroup().app({ assignedGroups: list(contractors) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The group "\${data.okta_group.forecasters.id}", which okta_auth_server_policy_rule.all admits, is not assigned to okta_app_oauth.all.
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  identity: groups assigned to the app: ["\${data.okta_group.contractors.id}"]
  fix: Add the group to okta_app_group_assignments of okta_app_oauth.all, or take it out of group_whitelist of okta_auth_server_policy_rule.all."
`),
    ],
  },
  passes: {
    assigned: forGroup(),
    "everyone assigned": forGroup().app({ assignedGroups: list(everyone) }),
    "the policy rule leaves the choice to the assignment": okta().app({ assignedGroups: list(forecasters) }),
    "no assignment has a rule of its own": forGroup().app({ assignedGroups: undefined }),
    Entra: entra(),
  },
  undecided: {
    "an id against a lookup": [
      forGroup().app({ assignedGroups: list("00g1") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the group "\${data.okta_group.forecasters.id}", which okta_auth_server_policy_rule.all admits, is assigned to okta_app_oauth.all cannot be told.
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  identity: groups assigned to the app: ["00g1"]
  missing: data.okta_group.forecasters.id is known after apply only"
`),
    ],
    "more assignments": [
      forGroup().app({ assignedGroups: open(contractors) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the group "\${data.okta_group.forecasters.id}", which okta_auth_server_policy_rule.all admits, is assigned to okta_app_oauth.all cannot be told.
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  identity: groups assigned to the app: ["\${data.okta_group.contractors.id}"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("assigned-group-not-admitted", {
  fails: {
    "one of two": [
      forGroup().app({ assignedGroups: list(forecasters, contractors) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The group "\${data.okta_group.contractors.id}" is assigned to okta_app_oauth.all, and the policy rules for its client admit ["\${data.okta_group.forecasters.id}"] only.
  identity: groups assigned to the app: ["\${data.okta_group.forecasters.id}", "\${data.okta_group.contractors.id}"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  fix: Add the group to group_whitelist of okta_auth_server_policy_rule.all, or take it out of the assignments."
`),
    ],
    everyone: [
      forGroup().app({ assignedGroups: list(everyone) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The group of everybody is assigned to okta_app_oauth.all, and the policy rules for its client admit ["\${data.okta_group.forecasters.id}"] only.
  identity: groups assigned to the app: ["\${data.okta_everyone_group.everyone.id}"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  fix: Add the group to group_whitelist of okta_auth_server_policy_rule.all, or take it out of the assignments."
`),
    ],
  },
  passes: {
    admitted: forGroup(),
    "everyone admitted": okta(),
    "users admitted": forGroup()
      .policyRule({ users: list("00u1") })
      .app({ assignedGroups: list(contractors) }),
    Entra: entra(),
  },
  undecided: {
    "a group that is not known": [
      forGroup().app({ assignedGroups: list(unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a policy rule admits the group unknown (it is the result of the function lower), assigned to okta_app_oauth.all, cannot be told.
  identity: groups assigned to the app: [unknown (it is the result of the function lower)]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  missing: it is the result of the function lower"
`),
    ],
  },
});
