/** Rules about what access policies and grants allow. */
import { expect } from "@jest/globals";
import { ruleCases } from "../../support/rule-cases";
import { at, entra, list, literal, okta, open, ref, unknown } from "../../support/wiring-builder";

ruleCases("no-policy-rule-admits-request", {
  fails: {
    "a scope that the policy rule lacks": [
      okta().policyRule({ scopes: list("openid", "offline_access", "weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but it lacks "weather.alert".
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed by okta_auth_server_policy_rule.all: ["openid", "offline_access", "weather.read"]
  fix: Add "weather.alert" to the scopes of okta_auth_server_policy_rule.all, or request less."
`),
    ],
    "a protocol scope that it lacks": [
      okta().policyRule({ scopes: list("openid", "weather.read", "weather.alert") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but it lacks "offline_access".
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed by okta_auth_server_policy_rule.all: ["openid", "weather.read", "weather.alert"]
  fix: Add "offline_access" to the scopes of okta_auth_server_policy_rule.all, or request less."
`),
    ],
    "a union of two policy rules": [
      okta()
        .policyRule({ scopes: list("openid", "offline_access", "weather.read") })
        .anotherPolicyRule({ scopes: list("openid", "offline_access", "weather.alert") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but it lacks "weather.alert".
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed by okta_auth_server_policy_rule.all: ["openid", "offline_access", "weather.read"]
  fix: Add "weather.alert" to the scopes of okta_auth_server_policy_rule.all, or request less."
`),
    ],
    "a policy for another client": [
      okta().policy({ clients: list("another-client") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but policy "weather-dev-all" is not for this client.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: clients of okta_auth_server_policy.all: ["another-client"]
  fix: Add "weather-dev-all" to the clients of okta_auth_server_policy.all."
`),
    ],
    "another grant": [
      okta().policyRule({ grantTypes: list("client_credentials") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but it lacks the grant type authorization_code.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: grant types of okta_auth_server_policy_rule.all: ["client_credentials"]
  fix: Add "authorization_code" to the grant types of okta_auth_server_policy_rule.all."
`),
    ],
    "an inactive policy": [
      okta().policy({ status: literal("INACTIVE") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but it or its policy is inactive.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: status of okta_auth_server_policy_rule.all: "INACTIVE"
  fix: Set the status of okta_auth_server_policy_rule.all and okta_auth_server_policy.all to "ACTIVE"."
`),
    ],
    "nobody named": [
      okta().policyRule({ groups: list() }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" is admitted by no policy rule: the nearest is policy rule "weather-dev-all", but it names no group or user who could sign in.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: groups of okta_auth_server_policy_rule.all: []
  fix: Name the groups who may sign in at okta_auth_server_policy_rule.all."
`),
    ],
    "no policy at all": [
      okta().policies(),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"No policy rule of okta_auth_server.main admits connection "weather-all": it has none.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: policy rules of okta_auth_server.main: none
  fix: Add a policy for the client "weather-dev-all" with a policy rule for authorization_code, its groups, and the scopes ["openid", "offline_access", "weather.read", "weather.alert"]."
`),
    ],
    "no policy rule": [
      okta().policy({ rules: [] }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"No policy rule of okta_auth_server.main admits connection "weather-all": it has none.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: policy rules of okta_auth_server.main: none
  fix: Add a policy for the client "weather-dev-all" with a policy rule for authorization_code, its groups, and the scopes ["openid", "offline_access", "weather.read", "weather.alert"]."
`),
    ],
  },
  passes: {
    "exactly what is requested": okta(),
    "more than is requested": okta().policyRule({
      scopes: list("openid", "offline_access", "weather.read", "weather.alert", "weather.delete"),
    }),
    "every scope": okta().policyRule({ scopes: list("*") }),
    "every client": okta().policy({ clients: list("ALL_CLIENTS") }),
    "a second policy rule": okta()
      .policyRule({ scopes: list("openid") })
      .anotherPolicyRule({ scopes: list("*") }),
    "Entra has none": entra(),
    "nothing requested": okta().connection({ scopes: list() }),
  },
  undecided: {
    "a scope list that goes on": [
      okta().policyRule({ scopes: open("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a policy rule admits the request of connection "weather-all" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed by okta_auth_server_policy_rule.all: ["openid"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "a client that only Terraform knows": [
      okta().connection({ clientId: ref("var.client_id") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a policy rule admits the request of connection "weather-all" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed by okta_auth_server_policy_rule.all: ["openid", "offline_access", "weather.read", "weather.alert"]
  missing: var.client_id is known after apply only"
`),
    ],
    "a referenced authorization server": [
      okta().authorizationServer({ managed: false }).policies(),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether a policy rule admits the request of connection "weather-all" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: policy rules of okta_auth_server.main: none
  missing: okta_auth_server.main may have policies that are not written here"
`),
    ],
  },
});

ruleCases("group-never-admitted", {
  fails: {
    "a group with fewer scopes": [
      okta()
        .policyRule({ groups: list(ref("okta_group.editors.id")) })
        .anotherPolicyRule({
          groups: list(ref("okta_group.readers.id")),
          scopes: list("openid", "offline_access", "weather.read"),
        }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The group "\${okta_group.readers.id}" is never admitted to connection "weather-all": okta_auth_server_policy_rule.another lacks "weather.alert".
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed for the group "\${okta_group.readers.id}": ["openid", "offline_access", "weather.read"]
  fix: Add "weather.alert" to the scopes of okta_auth_server_policy_rule.another, or give the group a connection of its own that requests less than ["openid", "offline_access", "weather.read", "weather.alert"]."
`),
    ],
    "a group by another grant": [
      okta()
        .policyRule({ groups: list(ref("okta_group.editors.id")) })
        .anotherPolicyRule({ groups: list(ref("okta_group.readers.id")), grantTypes: list("client_credentials") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The group "\${okta_group.readers.id}" is never admitted to connection "weather-all": okta_auth_server_policy_rule.another does not match.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed for the group "\${okta_group.readers.id}": ["openid", "offline_access", "weather.read", "weather.alert"]
  fix: Make okta_auth_server_policy_rule.another active and let it allow authorization_code, or remove the group from it."
`),
    ],
  },
  passes: {
    "every group admitted": okta()
      .policyRule({ groups: list(ref("okta_group.editors.id")) })
      .anotherPolicyRule({ groups: list(ref("okta_group.readers.id")) }),
    "nobody admitted": okta().policyRule({ scopes: list() }),
    Entra: entra(),
    everybody: okta(),
  },
  undecided: {
    "a scope list that goes on": [
      okta()
        .policyRule({ groups: list(ref("okta_group.editors.id")) })
        .anotherPolicyRule({ groups: list(ref("okta_group.readers.id")), scopes: open("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the group "\${okta_group.readers.id}" is ever admitted to connection "weather-all" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "weather.read", "weather.alert"]
  access policy: scopes allowed for the group "\${okta_group.readers.id}": ["openid"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});

ruleCases("scope-not-granted", {
  fails: {
    "a scope that the grant lacks": [
      entra().apiGrant({ scopes: list("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert", which its client azuread_application_registration.client is not granted on azuread_application_registration.api.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"]
  fix: Write claim_values = ["weather.read", "weather.alert"] in the azuread_service_principal_delegated_permission_grant of the client on azuread_application_registration.api."
`),
    ],
    "a protocol scope that the grant lacks": [
      entra().graphGrant({ scopes: list("openid") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "offline_access", which its client azuread_application_registration.client is not granted on Microsoft Graph.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on Microsoft Graph: ["openid"]
  fix: Write claim_values = ["openid", "offline_access"] in the azuread_service_principal_delegated_permission_grant of the client on Microsoft Graph."
`),
    ],
  },
  passes: {
    "all granted": entra(),
    "pre-authorized instead": entra()
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
    "no grant, and people consent themselves": entra().client({ servicePrincipal: undefined }),
    "people may not consent, which another rule judges": entra()
      .apiGrant({ scopes: list() })
      .demandingAssignment()
      .graphGrant({ scopes: list() }),
    Okta: okta(),
  },
  undecided: {
    "a grant that goes on": [
      entra().apiGrant({ scopes: open("weather.read") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the client of connection "weather-all" is granted "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
    "a pre-authorization that nobody can tell": [
      entra()
        .apiGrant({ scopes: list("weather.read") })
        .api({
          preAuthorized: [
            {
              clientId: unknown(),
              scopeIds: list("id-of-alert"),
              source: at("azuread_application_pre_authorized.client"),
            },
          ],
        }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the client of connection "weather-all" is granted "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted on azuread_application_registration.api: ["weather.read"]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("granted-but-not-requested", {
  fails: {
    "one scope too many": [
      entra().apiGrant({ scopes: list("weather.read", "weather.alert", "weather.delete") }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"The client azuread_application_registration.client is granted "weather.delete", which connection "weather-all" does not request.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted: ["weather.read", "weather.alert", "weather.delete"]
  fix: Grant ["weather.read", "weather.alert"] and no more, or request the scope."
`),
    ],
  },
  passes: {
    "exactly what is requested": entra(),
    "a grant for one user": entra().apiGrant({ scopes: list("weather.delete"), userId: literal("u1") }),
    Okta: okta(),
  },
  undecided: {
    "a scope that nobody can tell": [
      entra().apiGrant({ scopes: list("weather.read", "weather.alert", unknown()) }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether connection "weather-all" requests the granted scope unknown (it is the result of the function lower) cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  access policy: scopes granted: ["weather.read", "weather.alert", unknown (it is the result of the function lower)]
  missing: it is the result of the function lower"
`),
    ],
  },
});

ruleCases("scope-not-in-required-access", {
  fails: {
    "a scope id left out": [
      entra().client({
        requiredAccess: [
          {
            apiClientId: ref("azuread_application_registration.api.client_id"),
            scopeIds: list("id-of-read"),
            source: at("azuread_application_api_access.client"),
          },
        ],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert", which its client azuread_application_registration.client does not declare.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: scope ids declared: ["id-of-read"]
  fix: Add the scope id "id-of-alert" to the client's API permissions for azuread_application_registration.api."
`),
    ],
    "another API": [
      entra().client({
        requiredAccess: [
          {
            apiClientId: ref("azuread_application_registration.other.client_id"),
            scopeIds: list("id-of-read"),
            source: at("azuread_application_api_access.client"),
          },
        ],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", which its client azuread_application_registration.client does not declare.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: scope ids declared: []
  fix: Add the scope id "id-of-read" to the client's API permissions for azuread_application_registration.api.
Connection "weather-all" requests "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert", which its client azuread_application_registration.client does not declare.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: scope ids declared: []
  fix: Add the scope id "id-of-alert" to the client's API permissions for azuread_application_registration.api."
`),
    ],
  },
  passes: {
    "all declared": entra(),
    "nothing declared": entra().client({ requiredAccess: [] }),
    "a referenced client": entra().client({ managed: false, requiredAccess: [] }),
    Okta: okta(),
  },
  undecided: {
    "a list that goes on": [
      entra().client({
        requiredAccess: [
          {
            apiClientId: ref("azuread_application_registration.api.client_id"),
            scopeIds: open("id-of-read"),
            source: at("azuread_application_api_access.client"),
          },
        ],
      }),
      (said) =>
        expect(said).toMatchInlineSnapshot(`
"Whether the client of connection "weather-all" declares "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert" cannot be told.
  connection: scopes requested: ["openid", "offline_access", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.read", "api://11111111-2222-3333-4444-555555555555/weather-dev/weather.alert"]
  identity: scope ids declared: ["id-of-read"] and perhaps more (it is the result of the function concat)
  missing: it is the result of the function concat"
`),
    ],
  },
});
