/** Rules about who may sign in and consent, of both providers. */
import { expect } from "@jest/globals";
import type { EntraServicePrincipal } from "../../../checks/wiring/wiring-identity";
import { ruleCases } from "../../support/rule-cases";
import { at, entra, list, literal, okta, open, ref, unknown, type EntraBuilder } from "../../support/wiring-builder";

/** The client's principal of the healthy wiring, changed. */
function principal(builder: EntraBuilder, change: Partial<EntraServicePrincipal>): EntraBuilder {
  const { identity } = builder.wiring;
  const before = identity?.provider === "entra" ? identity.apps.at(-1)?.servicePrincipal : undefined;
  return builder.client({ servicePrincipal: before && { ...before, ...change } });
}

const assigned = [
  { principalId: ref("data.azuread_group.forecasters.object_id"), source: at("azuread_app_role_assignment.a") },
];

/** Only assigned people may sign in, some are, and no scope can be had by own consent. */
function forGroup(): EntraBuilder {
  return principal(entra().demandingAssignment(), { assigned })
    .scope("read", { type: literal("Admin") })
    .scope("alert", { type: literal("Admin") });
}

ruleCases("nobody-assigned", {
  fails: {
    "an empty list at Okta": [
      okta().app({ assignedGroups: list() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Nobody is assigned to okta_app_oauth.all, the client of connection "weather-all".
  identity: groups assigned to the app: []
  fix: Write okta_app_group_assignments for the app, with the groups that its policy rule admits."
`),
    ],
    "demanded at Entra": [
      entra().demandingAssignment(),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Nobody is assigned to azuread_service_principal.client, which demands assignment for connection "weather-all".
  identity: assignment demanded: true
  access policy: principals assigned: []
  fix: Write an azuread_app_role_assignment to this service principal for each group, or app_role_assignment_required = false where everyone may sign in."
`),
    ],
  },
  passes: { Okta: okta(), "not demanded": entra(), assigned: forGroup() },
  undecided: {
    "nothing read at Okta": [
      okta().app({ assignedGroups: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether anyone is assigned to okta_app_oauth.all cannot be told.
  identity: groups assigned to the app: nothing
  missing: the assignments of the app: nothing that was read assigns anyone; Okta may hold some that were made elsewhere"
`),
    ],
    "more groups": [
      okta().app({ assignedGroups: open() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether anyone is assigned to okta_app_oauth.all cannot be told.
  identity: groups assigned to the app: [] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "demanded or not": [
      entra().demandingAssignment(unknown()),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: Nobody is assigned to azuread_service_principal.client, which demands assignment for connection "weather-all".
  identity: assignment demanded: unknown (it is the result of the function lower)
  access policy: principals assigned: []
  missing: whether assignment is demanded: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("grant-missing", {
  fails: {
    "a scope less": [
      forGroup().apiGrant({ scopes: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"No grant consents to "weather.alert", which connection "weather-all" requests, and people may not consent themselves: assignment is demanded.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"]
  identity: assignment demanded: true
  fix: Add "weather.alert" to claim_values of an azuread_service_principal_delegated_permission_grant of azuread_service_principal.client on azuread_application_registration.api."
`),
    ],
    "for one user alone": [
      forGroup()
        .apiGrant({ userId: literal("user") })
        .connection({ scopes: list("openid", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"No grant consents to "weather.read", which connection "weather-all" requests, and people may not consent themselves: assignment is demanded.
  connection: scopes requested: ["openid", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read"]
  access policy: scopes granted on azuread_application_registration.api: nothing
  identity: assignment demanded: true
  fix: Add "weather.read" to claim_values of an azuread_service_principal_delegated_permission_grant of azuread_service_principal.client on azuread_application_registration.api."
`),
    ],
    "an Admin scope": [
      entra()
        .scope("alert", { type: literal("Admin") })
        .apiGrant({ scopes: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"No grant consents to "weather.alert", which connection "weather-all" requests, and people may not consent themselves: the scope is of type Admin.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"]
  identity: type of the scope: "Admin"
  fix: Add "weather.alert" to claim_values of an azuread_service_principal_delegated_permission_grant of azuread_service_principal.client on azuread_application_registration.api."
`),
    ],
  },
  passes: {
    granted: forGroup(),
    "people may consent": entra().apiGrant({ scopes: list("weather.read") }),
    "pre-authorized": forGroup()
      .apiGrant({ scopes: list("weather.read") })
      .api({
        preAuthorized: [
          {
            clientId: ref("azuread_application_registration.client.client_id"),
            scopeIds: list("id-of-alert"),
            source: at("azuread_application_pre_authorized.client"),
          },
        ],
      }),
    Okta: okta(),
  },
  undecided: {
    "a grant whose API is a written id": [
      forGroup().apiGrant({ resourceId: literal("11111111-2222-3333-4444-555555555555") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "weather.read", which connection "weather-all" requests, is consented to cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: [] and perhaps more (which API azuread_service_principal_delegated_permission_grant.api is about)
  identity: assignment demanded: true
  missing: which API azuread_service_principal_delegated_permission_grant.api is about
Whether "weather.alert", which connection "weather-all" requests, is consented to cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: [] and perhaps more (which API azuread_service_principal_delegated_permission_grant.api is about)
  identity: assignment demanded: true
  missing: which API azuread_service_principal_delegated_permission_grant.api is about"
`),
    ],
    "a grant that is not known": [
      forGroup().apiGrant({ scopes: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "weather.alert", which connection "weather-all" requests, is consented to cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"] and perhaps more (it is the result of the function concat)
  identity: assignment demanded: true
  missing: it is the result of the function concat"
`),
    ],
    "demanded or not": [
      entra()
        .demandingAssignment(ref("var.demand"))
        .apiGrant({ scopes: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether "weather.alert", which connection "weather-all" requests, is consented to cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"]
  identity: assignment demanded: "\${var.demand}"
  missing: whether assignment is demanded: var.demand is given from outside"
`),
    ],
  },
});

ruleCases("protocol-scopes-not-granted", {
  fails: {
    "one of them": [
      forGroup().graphGrant({ scopes: list("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "offline_access", which no grant of azuread_service_principal.client towards Microsoft Graph holds.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on Microsoft Graph: ["openid"]
  identity: assignment demanded: true
  fix: Write an azuread_service_principal_delegated_permission_grant of azuread_service_principal.client towards the service principal of Microsoft Graph, with claim_values that hold "offline_access"."
`),
    ],
    "no grant": [
      principal(forGroup(), { grants: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "openid" and "offline_access", which no grant of azuread_service_principal.client towards Microsoft Graph holds.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on Microsoft Graph: []
  identity: assignment demanded: true
  fix: Write an azuread_service_principal_delegated_permission_grant of azuread_service_principal.client towards the service principal of Microsoft Graph, with claim_values that hold "openid" and "offline_access"."
`),
    ],
  },
  passes: {
    granted: forGroup(),
    "people may consent, and a grant is there": entra().graphGrant({ scopes: list("openid") }),
    Okta: okta(),
  },
  undecided: {
    "no grant, and people may perhaps consent": [
      principal(entra(), { grants: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: Connection "weather-all" requests "openid" and "offline_access", which no grant of azuread_service_principal.client towards Microsoft Graph holds.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on Microsoft Graph: []
  identity: assignment demanded: false
  missing: whether the tenant lets people consent to these scopes themselves"
`),
    ],
    "a grant that is not known": [
      forGroup().graphGrant({ scopes: open("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: Connection "weather-all" requests "offline_access", which no grant of azuread_service_principal.client towards Microsoft Graph holds.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on Microsoft Graph: ["openid"] and perhaps more (it is the result of the function concat)
  identity: assignment demanded: true
  missing: it is the result of the function concat"
`),
    ],
    "demanded or not": [
      entra()
        .demandingAssignment(unknown())
        .graphGrant({ scopes: list("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: Connection "weather-all" requests "offline_access", which no grant of azuread_service_principal.client towards Microsoft Graph holds.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on Microsoft Graph: ["openid"]
  identity: assignment demanded: unknown (it is the result of the function lower)
  missing: whether assignment is demanded: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("group-scope-by-own-consent", {
  fails: {
    User: [
      forGroup().scope("alert", { type: literal("User") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Everybody may consent to "weather.alert" of azuread_application_registration.api, which only connections for groups request, themselves.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: assignment demanded: true
  identity: type of the scope: "User"
  fix: Write type = "Admin" in azuread_application_permission_scope.alert."
`),
    ],
    "the default": [
      forGroup().scope("alert", { type: undefined }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Everybody may consent to "weather.alert" of azuread_application_registration.api, which only connections for groups request, themselves.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: assignment demanded: true
  identity: type of the scope: nothing
  fix: Write type = "Admin" in azuread_application_permission_scope.alert."
`),
    ],
  },
  passes: { Admin: forGroup(), "for everyone": entra(), Okta: okta() },
  undecided: {
    "a type that is not known": [
      forGroup().scope("alert", { type: ref("var.type") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether people may consent to "weather.alert" of azuread_application_registration.api, which only connections for groups request, themselves cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: assignment demanded: true
  identity: type of the scope: "\${var.type}"
  missing: the type of the scope: var.type is given from outside"
`),
    ],
  },
});

const vscode = literal("aebc6443-996d-45c2-90f0-388ff96faa56");

ruleCases("group-scope-through-other-client", {
  fails: {
    "a pre-authorized client": [
      forGroup().api({
        preAuthorized: [
          { clientId: vscode, scopeIds: list("id-of-alert"), source: at("azuread_application_pre_authorized.vscode") },
        ],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
""weather.alert" is for groups alone, and azuread_application_registration.api pre-authorizes the client "aebc6443-996d-45c2-90f0-388ff96faa56" for it.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: assignment demanded: true
  identity: pre-authorized client: "aebc6443-996d-45c2-90f0-388ff96faa56"
  fix: Take the scope out of the permissions pre-authorized for "aebc6443-996d-45c2-90f0-388ff96faa56" (permission_ids of azuread_application_pre_authorized)."
`),
    ],
    "a policy for another client": [
      groupBesideEveryone("weather.alert"),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
""weather.alert" is for groups alone, and okta_auth_server_policy_rule.other allows it to everyone through okta_auth_server_policy.other.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  access policy: scopes of okta_auth_server_policy_rule.other: ["openid", "weather.alert"]
  access policy: groups of okta_auth_server_policy_rule.other: ["\${data.okta_everyone_group.everyone.id}"]
  fix: List the scopes of okta_auth_server_policy_rule.other without "weather.alert" and without "*"."
`),
    ],
    "every scope for another client": [
      groupBesideEveryone("*"),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
""weather.read" is for groups alone, and okta_auth_server_policy_rule.other allows it to everyone through okta_auth_server_policy.other.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  access policy: scopes of okta_auth_server_policy_rule.other: ["openid", "*"]
  access policy: groups of okta_auth_server_policy_rule.other: ["\${data.okta_everyone_group.everyone.id}"]
  fix: List the scopes of okta_auth_server_policy_rule.other without "weather.read" and without "*".
"weather.alert" is for groups alone, and okta_auth_server_policy_rule.other allows it to everyone through okta_auth_server_policy.other.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  access policy: scopes of okta_auth_server_policy_rule.other: ["openid", "*"]
  access policy: groups of okta_auth_server_policy_rule.other: ["\${data.okta_everyone_group.everyone.id}"]
  fix: List the scopes of okta_auth_server_policy_rule.other without "weather.alert" and without "*"."
`),
    ],
  },
  passes: {
    "no other client": forGroup(),
    "a scope for everyone": entra().api({
      preAuthorized: [{ clientId: vscode, scopeIds: list("id-of-alert"), source: at("x") }],
    }),
    "the other client gets another scope": groupBesideEveryone("other"),
    Okta: okta(),
  },
  undecided: {
    "permissions that are not known": [
      forGroup().api({ preAuthorized: [{ clientId: vscode, scopeIds: list(unknown()), source: at("x") }] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: "weather.read" is for groups alone, and azuread_application_registration.api pre-authorizes the client "aebc6443-996d-45c2-90f0-388ff96faa56" for it.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: assignment demanded: true
  identity: pre-authorized client: "aebc6443-996d-45c2-90f0-388ff96faa56"
  missing: it is the result of the function lower
It cannot be told whether this is so: "weather.alert" is for groups alone, and azuread_application_registration.api pre-authorizes the client "aebc6443-996d-45c2-90f0-388ff96faa56" for it.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: assignment demanded: true
  identity: pre-authorized client: "aebc6443-996d-45c2-90f0-388ff96faa56"
  missing: it is the result of the function lower"
`),
    ],
    "scopes of a policy rule that are not known": [
      groupBesideEveryone(unknown()),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"It cannot be told whether this is so: "weather.read" is for groups alone, and okta_auth_server_policy_rule.other allows it to everyone through okta_auth_server_policy.other.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  access policy: scopes of okta_auth_server_policy_rule.other: ["openid", unknown (it is the result of the function lower)]
  access policy: groups of okta_auth_server_policy_rule.other: ["\${data.okta_everyone_group.everyone.id}"]
  missing: it is the result of the function lower
It cannot be told whether this is so: "weather.alert" is for groups alone, and okta_auth_server_policy_rule.other allows it to everyone through okta_auth_server_policy.other.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: groups of the policy rule: ["\${data.okta_group.forecasters.id}"]
  access policy: scopes of okta_auth_server_policy_rule.other: ["openid", unknown (it is the result of the function lower)]
  access policy: groups of okta_auth_server_policy_rule.other: ["\${data.okta_everyone_group.everyone.id}"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

/** Okta: the connection is for a group, and another client's policy admits everyone to some scope. */
function groupBesideEveryone(scope: string | ReturnType<typeof literal>): ReturnType<typeof okta> {
  const healthy = okta();
  const { identity } = healthy.wiring;
  const [policy] = identity?.provider === "okta" ? identity.servers.flatMap(({ policies }) => policies) : [];
  if (!policy) throw new Error("The healthy wiring has a policy.");
  const groups = list(ref("data.okta_group.forecasters.id"));
  const other = {
    ...policy,
    address: "okta_auth_server_policy.other",
    clients: list("other-client"),
    rules: policy.rules.map((rule) => ({
      ...rule,
      address: "okta_auth_server_policy_rule.other",
      scopes: list("openid", scope),
    })),
  };
  return healthy.policies({ ...policy, rules: policy.rules.map((rule) => ({ ...rule, groups })) }, other);
}
