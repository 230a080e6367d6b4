/**
 * Why sign-in does not depend on a leaf that no rule and no `terraform validate` minds. Each reason is about a few leaves and says what
 * would happen; a reason that no fault needs any more fails the test.
 */
import type { Mutation } from "./mutations";

/** Where a reason holds. */
export interface Reason {
  /** Addresses, without the mode `data`. */
  readonly address: RegExp;
  /** Paths inside the block. */
  readonly path: RegExp;
  /** @default every fault */
  readonly kinds?: readonly Mutation["kind"][];
  /** @default behind either gate */
  readonly gate?: "easy-auth" | "server";
  /** @default under either hosting */
  readonly hosting?: "self-hosted" | "mcp-extension";
  /** A sentence. */
  readonly reason: string;
}

/** In the order of the layers; the first that holds is counted. */
export const reasons: readonly Reason[] = [
  // Identity, Entra
  {
    address: /^azuread_application_registration\./,
    path: /^display_name$/,
    reason: "The name of an app registration is shown to people; everything refers to its client id.",
  },
  {
    address: /^azuread_application_registration\./,
    path: /^sign_in_audience$/,
    kinds: ["dropped"],
    reason: "An app registration is for accounts of its own tenant unless it says otherwise.",
  },
  {
    address: /^azuread_application_registration\./,
    path: /^sign_in_audience$/,
    kinds: ["changed"],
    reason: "The provider takes four texts for the accounts of an app registration and stops the plan at any other.",
  },
  {
    address: /^azuread_application_registration\.client-/,
    path: /^requested_access_token_version$/,
    reason: "The version of an access token is that of the API that it is for, never that of the client.",
  },
  {
    address: /^azuread_application_permission_scope\./,
    path: /^(admin|user)_consent_(description|display_name)$/,
    reason: "These are words on the consent page; a request names a scope by its value.",
  },
  {
    address: /^azuread_application_permission_scope\./,
    path: /^scope_id$/,
    kinds: ["changed"],
    reason: "Whatever needs the id of the scope refers to this argument, so all follow it to another id.",
  },
  {
    address: /^(azuread_application_permission_scope|okta_auth_server_scope)\./,
    path: /^lifecycle\.create_before_destroy$/,
    reason:
      "The order in which a scope is replaced decides whether a later apply runs through, not what it leaves behind.",
  },
  {
    address: /^azuread_application_api_access\./,
    path: /^(api_client_id|application_id)$/,
    kinds: ["changed"],
    reason:
      "The list of permissions of an app feeds the portal's consent button; a v2 request names its scopes itself, and the grants are written beside it.",
  },
  {
    address: /^azuread_application_password\./,
    path: /^display_name$/,
    reason: "The name of a password tells people which one it is; Entra compares the secret alone.",
  },
  {
    address: /^azuread_application_password\./,
    path: /^end_date_relative$/,
    reason:
      "A secret signs in until its end whatever that is: without one Entra sets its own, and a text that is no duration stops the plan.",
  },
  {
    address: /^azuread_application_password\./,
    path: /^lifecycle\.create_before_destroy$/,
    reason:
      "Which of two passwords goes first matters for minutes of a rotation; the connection always holds the one that exists.",
  },
  {
    address: /^azuread_service_principal\./,
    path: /^(owners\[0\]|lifecycle\.ignore_changes\[0\])$/,
    reason: "Owners may change a service principal; neither who signs in nor what a token says depends on them.",
  },
  {
    address: /^azuread_service_principal\.identity_api-principal/,
    path: /^client_id$/,
    kinds: ["swapped"],
    reason: "The client has a service principal already, and Entra refuses a second one for the same app.",
  },
  {
    address: /^azuread_group\./,
    path: /^(display_name|security_enabled)$/,
    reason:
      "Which Entra group it is is the choice of whoever writes it: no other layer repeats its name, and one that is not found stops the plan.",
  },
  // Identity, Okta
  {
    address: /^okta_group\./,
    path: /^name$/,
    kinds: ["dropped"],
    reason:
      "A search without a name may find any group, and the postcondition beside it stops the plan at all but one.",
  },
  {
    address: /^okta_group\./,
    path: /^lifecycle\.postcondition\[0\]\.error_message$/,
    reason: "These are the words for people whose plan was stopped; the condition decides.",
  },
  {
    address: /^okta_app_oauth\./,
    path: /^consent_method$/,
    reason:
      "It decides whether people see Okta's consent page, not whether they get a token: without it Okta asks nobody, and another text is refused by its API.",
  },
  {
    address: /^okta_app_oauth\./,
    path: /^label$/,
    reason: "The label is shown to people; policies, gate and connection know the app by its client id.",
  },
  {
    address: /^okta_app_oauth\./,
    path: /^pkce_required$/,
    kinds: ["dropped"],
    reason: "Okta demands PKCE of browser and native apps unless told otherwise, and this app is of the type web.",
  },
  {
    address: /^okta_app_oauth\./,
    path: /^token_endpoint_auth_method$/,
    kinds: ["dropped"],
    reason: "An app that says nothing authenticates by client_secret_basic, which is what stood there.",
  },
  {
    address: /^okta_auth_server\./,
    path: /^issuer_mode$/,
    reason:
      "ORG_URL is the default, and the postcondition of the authorization server stops the apply at an issuer of any other mode.",
  },
  {
    address: /^okta_auth_server\./,
    path: /^lifecycle\.postcondition\[0\]\.condition$/,
    kinds: ["changed"],
    reason: "A condition on another issuer is never met and stops the apply: nothing is deployed that could differ.",
  },
  {
    address: /^okta_auth_server\./,
    path: /^(name|description|lifecycle\.postcondition\[0\]\.error_message)$/,
    reason: "Name, description and error message are words for administrators; the id of the server is in the issuer.",
  },
  {
    address: /^okta_auth_server_scope\./,
    path: /^consent$/,
    reason:
      "It decides whether people see Okta's consent page for the scope, not whether they get it: without it Okta asks nobody, and another text is refused by its API.",
  },
  {
    address: /^okta_auth_server_scope\./,
    path: /^(description|display_name)$/,
    reason: "These are words on the consent page; a request names a scope by its name.",
  },
  {
    address: /^okta_auth_server_scope\./,
    path: /^metadata_publish$/,
    reason:
      "It lists the scope in the metadata of the authorization server, which Foundry does not read: its connection holds the scopes.",
  },
  {
    address: /^okta_auth_server_(scope|policy|policy_rule)\./,
    path: /^lifecycle\.replace_triggered_by\[0\]$/,
    reason: "It acts when the authorization server is replaced by a later change, and says nothing about this one.",
  },
  {
    address: /^random_password\./,
    path: /^(keepers\.rotation|length|special)$/,
    reason:
      "App and connection refer to the one result, whatever it is made of; Okta refuses a length that it does not take.",
  },
  {
    address: /^var\.rehearsal$/,
    path: /^(description|type)$/,
    reason:
      "Terraform takes the validation for the judge, whatever the description says, and converts what it is given where no type is.",
  },
  {
    address: /^var\.rehearsal$/,
    path: /^default$/,
    kinds: ["dropped"],
    reason: "Without a default Terraform demands a value, and the validation refuses all but true.",
  },
  {
    address: /^var\.rehearsal$/,
    path: /^validation\[0\]\.error_message$/,
    kinds: ["changed"],
    reason:
      "The last sign of the message belongs to a line to edit; the sample values before it are still named and refused.",
  },
  // Access policy
  {
    address: /^azuread_app_role_assignment\./,
    path: /^app_role_id$/,
    kinds: ["changed"],
    reason: "The client defines no app roles, and Entra refuses an assignment to one that does not exist.",
  },
  {
    address: /^azuread_app_role_assignment\./,
    path: /^principal_object_id$/,
    kinds: ["changed"],
    reason:
      "Whom an Entra client is for is said here alone, so another principal disagrees with nothing; what is no object id is refused by Entra.",
  },
  {
    address: /^okta_auth_server_policy\./,
    path: /^(description|name)$/,
    reason:
      "Name and description of a policy are words for administrators; Okta goes by its clients, and refuses a name that is taken.",
  },
  {
    address: /^okta_auth_server_policy_rule\./,
    path: /^name$/,
    reason: "The name of a policy rule is a word for administrators; Okta goes by its conditions.",
  },
  {
    address: /^okta_auth_server_policy\./,
    path: /^(priority|depends_on\[0\]|lifecycle\.ignore_changes\[0\])$/,
    reason:
      "Each policy is for one client that no other policy names, so their order decides nothing; it keeps writes apart and plans empty.",
  },
  {
    address: /^okta_auth_server_policy_rule\./,
    path: /^priority$/,
    reason: "The policy has no other rule that could come before this one.",
  },
  {
    address: /^okta_auth_server_policy_rule\./,
    path: /^auth_server_id$/,
    kinds: ["changed"],
    reason:
      "Okta looks for the policy at the server that is named, does not find it there, and refuses the policy rule.",
  },
  {
    address: /^okta_auth_server_policy_rule\./,
    path: /^group_whitelist\[0\]$/,
    kinds: ["swapped"],
    reason:
      "Okta refuses whoever is not assigned to the app before it asks a policy, so a policy rule for everyone admits the assigned groups.",
  },
  {
    address: /^okta_app_group_assignments\.client-weather-reader/,
    path: /^group\[0\]\.id$/,
    reason:
      "The policy rule of this connection is for everyone, so the assignment alone chooses the people, and any group is a choice.",
  },
  // Function app
  {
    address: /^(azapi_resource\.function-app_|azurerm_)/,
    path: /^tags\.project$/,
    reason: "Tags sort resources and costs for people; Azure acts on none of them.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^(body\.kind|body\.properties\.serverFarmId|location|parent_id|type)$/,
    reason:
      "Kind, plan, place and API version decide whether Resource Manager creates the site; where it does not, the apply stops and no site answers.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^name$/,
    kinds: ["dropped"],
    reason:
      "azapi creates no site without a name, and the postcondition stops the apply at any host name but the one that all layers hold.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.functionAppConfig\.deployment\./,
    reason:
      "The site fetches its code from there; where it cannot, publishing fails and the endpoint answers nobody at all.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.functionAppConfig\.runtime\./,
    reason: "Another runtime does not start the server, so the endpoint answers nobody at all and publishing says so.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.functionAppConfig\.scaleAndConcurrency\./,
    reason: "Memory and number of instances decide how many calls are served, not whose.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.(httpsOnly|siteConfig\.minTlsVersion)$/,
    reason:
      "Connection, metadata and redirect use https and current TLS themselves; this closes what none of them opens.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.siteConfig\.appSettings\["AzureWebJobsStorage__\w+"\]\.(name|value)$/,
    reason:
      "The Functions host reaches its storage by it; without it the host does not start, and the endpoint answers nobody at all.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.siteConfig\.appSettings\["APPLICATIONINSIGHTS_\w+"\]\.(name|value)$/,
    reason: "Telemetry goes there; the host serves requests without it.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^body\.properties\.siteConfig\.appSettings\["MCP_SCOPES_SUPPORTED"\]\.(name|value)$/,
    gate: "easy-auth",
    reason:
      "Behind Easy Auth callers read what WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES says; the server's own metadata is not reached.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^identity\[0\]\./,
    reason:
      "The site reads its storage and writes its telemetry by this identity; tokens of users are verified without it.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^depends_on\[0\]$/,
    reason: "It lets the role on the storage exist before the site; in another order the host starts later.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^ignore_casing$/,
    reason: "Spelling of what Azure gives back makes plans longer; requests do not see it.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^(lifecycle\.postcondition\[0\]\.condition|response_export_values\.default_host_name)$/,
    reason:
      "A postcondition on another host name, or on none, is never met and stops the apply: nothing is deployed that could differ.",
  },
  {
    address: /^azapi_resource\.function-app_site/,
    path: /^lifecycle\.postcondition\[0\]\.error_message$/,
    reason: "These are the words for people whose apply was stopped; the condition decides.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.globalValidation\.excludedPaths$/,
    reason:
      "Without a list nothing is excluded, and a path that is no beginning of the endpoint's leaves the endpoint closed.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.(globalValidation|identityProviders)\./,
    gate: "server",
    reason:
      "Easy Auth is off (platform.enabled = false), so what it would demand and whom it would trust is not asked.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.identityProviders\.(azureActiveDirectory|customOpenIdConnectProviders\.okta)\.enabled$/,
    kinds: ["dropped"],
    gate: "easy-auth",
    reason: "App Service takes a provider that is configured for enabled unless it says otherwise.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.identityProviders\.azureActiveDirectory\.registration\.clientId$/,
    kinds: ["changed"],
    gate: "easy-auth",
    reason:
      "allowedAudiences holds the audience of the tokens by itself, and bearer tokens are verified without signing in as the registered app.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.identityProviders\.azureActiveDirectory\.validation\.allowedAudiences\[0\]$/,
    gate: "easy-auth",
    reason: "The registered client id is always an allowed audience, and it is the audience of the tokens.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.platform\.enabled$/,
    gate: "easy-auth",
    hosting: "self-hosted",
    reason:
      "A self-hosted server verifies every token itself by its app settings, so without Easy Auth the gate is the server, with the same facts.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.platform\.enabled$/,
    kinds: ["dropped"],
    gate: "server",
    reason: "Easy Auth is off on a new site unless something turns it on.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^body\.properties\.platform\.runtimeVersion$/,
    reason:
      "It pins the version of Easy Auth's middleware; without it the site runs the current one, and a version that does not exist is refused by Resource Manager.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^(name|parent_id)$/,
    hosting: "self-hosted",
    reason:
      "Resource Manager knows no other settings of that kind and stops the apply; the self-hosted server verifies every token itself meanwhile.",
  },
  {
    address: /^azapi_update_resource\.function-app_gate/,
    path: /^type$/,
    kinds: ["changed"],
    reason: "azapi refuses an API version that does not exist when it plans.",
  },
  {
    address: /^azurerm_(application_insights|log_analytics_workspace)\./,
    path: /^(application_type|location|name|resource_group_name|workspace_id)$/,
    reason: "Telemetry is kept there; requests are served without it.",
  },
  {
    address: /^azurerm_role_assignment\.function-app_insights-role/,
    path: /^(principal_id|principal_type|role_definition_id|scope)$/,
    reason: "It lets the site write telemetry; requests are served without it.",
  },
  {
    address: /^azurerm_role_assignment\.function-app_storage-role/,
    path: /^(principal_id|principal_type|role_definition_id|scope)$/,
    reason:
      "It lets the host read its code; without it the host does not start, and the endpoint answers nobody at all.",
  },
  {
    address: /^azurerm_service_plan\./,
    path: /^(location|name|os_type|resource_group_name|sku_name)$/,
    reason: "It is the machine that the site runs on; on one that Azure does not offer, the apply stops.",
  },
  {
    address: /^azurerm_storage_account\./,
    path: /^(account_replication_type|account_tier)$/,
    reason: "How often and on what Azure keeps the site's code; a text that it does not know is refused.",
  },
  {
    address: /^azurerm_storage_account\./,
    path: /^(allow_nested_items_to_be_public|min_tls_version|shared_access_key_enabled)$/,
    reason:
      "They close ways to the site's code that the host does not use: it comes over current TLS, with its own identity, to a private container.",
  },
  {
    address: /^azurerm_storage_(account|container)\./,
    path: /^(location|name|resource_group_name|storage_account_id)$/,
    reason:
      "The site finds its code by reference, wherever it lies; where Azure does not create the place, the apply stops.",
  },
  {
    address: /^azurerm_user_assigned_identity\./,
    path: /^(location|name|resource_group_name)$/,
    reason:
      "Whatever the site's own identity is called and wherever it lies, everything refers to its id; tokens of users are verified without it.",
  },
  // Connection
  {
    address: /^azapi_resource\.connection-/,
    path: /^body\.properties\.isSharedToAll$/,
    kinds: ["dropped"],
    reason:
      "No vendor's page gives a connection that says nothing about sharing another meaning; one that says no is warned about.",
  },
  {
    address: /^azapi_resource\.connection-/,
    path: /^body\.properties\.scopes\[0\]$/,
    kinds: ["dropped", "swapped"],
    reason: "openid asks for an ID token, which Foundry does not need: access and refresh token come without it.",
  },
  {
    address: /^azapi_resource\.connection-/,
    path: /^depends_on\[\d\]$/,
    reason:
      "It keeps writes to one account apart and lets scopes exist before somebody can consent to them; what exists after the apply is the same.",
  },
  {
    address: /^azapi_resource\.connection-/,
    path: /^(locks\[0\]|retry\.error_message_regex\[0\])$/,
    reason:
      "Writes at the same time are refused by Azure, and the apply says so; what exists after one that runs through is the same.",
  },
  {
    address: /^(azapi_resource\.connection-|azapi_data_plane_resource\.agent-)/,
    path: /^lifecycle\.create_before_destroy$/,
    reason:
      "It leaves no time without a connection when a later change replaces it; agent and redirect URI refer to the one that exists.",
  },
  {
    address: /^azapi_resource\.connection-/,
    path: /^name$/,
    reason:
      "Agents refer to the id, whatever the name is, and a name that is taken in the project is refused when it is created.",
  },
  {
    address: /^azapi_resource\.connection-/,
    path: /^(parent_id|type|schema_validation_enabled)$/,
    reason:
      "azapi checks parent, API version and, where it is told to, the body when it plans, and refuses all that differ from these.",
  },
  {
    address: /^local\.connection-.*_facts/,
    path: /^\[\d\](\[\d\])?$/,
    reason:
      "They name the connection and tell Foundry nothing; a fact that changes under the same name is found in the plan that changes it (connection-changed-in-place).",
  },
  // Agent
  {
    address: /^azapi_data_plane_resource\.agent-/,
    path: /^body\.definition\.(instructions|model)$/,
    reason: "Model and instructions decide what is said and whether a tool is called; the call carries the same token.",
  },
  {
    address: /^azapi_data_plane_resource\.agent-/,
    path: /^body\.definition\.kind$/,
    reason: "Foundry creates no agent of a kind that it does not know, and the apply stops.",
  },
  {
    address: /^azapi_data_plane_resource\.agent-/,
    path: /^body\.definition\.tools\[0\]\.(require_approval|server_label)$/,
    reason:
      "Whether a person approves each call, and how the tool is called in answers, changes nothing about its token.",
  },
  {
    address: /^azapi_data_plane_resource\.agent-/,
    path: /^(body\.name|name)$/,
    reason:
      "People call the agent by its name, which is an output; nothing else in the deployment repeats it, and a name that is taken is refused.",
  },
  {
    address: /^azapi_data_plane_resource\.agent-/,
    path: /^(depends_on\[0\]|retry\.error_message_regex\[\d\]|timeouts\.(create|update))$/,
    reason: "The role of whoever applies may arrive late; without waiting for it the apply stops, and says so.",
  },
  {
    address: /^azapi_data_plane_resource\.agent-/,
    path: /^(parent_id|type)$/,
    kinds: ["changed"],
    reason: "No Foundry answers under another path, and azapi knows no other version of agents: the apply stops.",
  },
];
