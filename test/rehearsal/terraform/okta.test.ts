import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Organization } from "../../../rehearsal/okta/state";
import { applyTwice, demand, IdentityCloud, refused } from "./identity-cloud";

let cloud: IdentityCloud;
beforeAll(async () => {
  cloud = await IdentityCloud.start();
});
afterAll(() => cloud.stop());

function organization(): Organization {
  const found = cloud.okta.state.organizations.get("example.okta.com");
  if (found === undefined) throw new Error("The seed has no such organization.");
  return found;
}

const preamble = `terraform {
  required_providers {
    okta = { source = "okta/okta" }
  }
}
provider "okta" {}
`;

const secret = "a-secret-of-enough-characters";

function weather(name: string, more = ""): string {
  return `${preamble}
resource "okta_auth_server" "as" {
  name      = "${name}"
  audiences = ["api://${name}"]
}
resource "okta_auth_server_scope" "read" {
  auth_server_id   = okta_auth_server.as.id
  name             = "weather.read"
  consent          = "REQUIRED"
  metadata_publish = "ALL_CLIENTS"
  lifecycle {
    create_before_destroy = true
  }
}
data "okta_group" "reviewers" {
  name = "Reviewers"
}
data "okta_everyone_group" "everyone" {}
resource "okta_app_oauth" "app" {
  label                      = "${name}"
  type                       = "web"
  client_id                  = "${name}-reader"
  client_basic_secret        = "${secret}"
  token_endpoint_auth_method = "client_secret_basic"
  grant_types                = ["authorization_code", "refresh_token"]
  response_types             = ["code"]
  redirect_uris              = ["https://global.consent.azure-apim.net/redirect/0f"]
  consent_method             = "REQUIRED"
  pkce_required              = false
}
resource "okta_app_group_assignments" "app" {
  app_id = okta_app_oauth.app.id
  group {
    id = data.okta_group.reviewers.id
  }
  group {
    id = data.okta_everyone_group.everyone.id
  }
}
${policy("first", "")}
${more}`;
}

function policy(name: string, after: string, groups = "[data.okta_group.reviewers.id]"): string {
  return `
resource "okta_auth_server_policy" "${name}" {
  auth_server_id   = okta_auth_server.as.id
  name             = "${name}"
  description      = "Foundry connection"
  priority         = 1
  client_whitelist = [okta_app_oauth.app.client_id]
  ${after === "" ? "" : `depends_on       = [okta_auth_server_policy.${after}]`}
  lifecycle {
    ignore_changes       = [priority]
    replace_triggered_by = [okta_auth_server.as.id]
  }
}
resource "okta_auth_server_policy_rule" "${name}" {
  auth_server_id       = okta_auth_server.as.id
  policy_id            = okta_auth_server_policy.${name}.id
  name                 = "users"
  priority             = 1
  grant_type_whitelist = ["authorization_code"]
  group_whitelist      = ${groups}
  scope_whitelist      = ["openid", "offline_access", okta_auth_server_scope.read.name]
}`;
}

test("an authorization server with policies and an app is applied, planned again without changes, and destroyed", async () => {
  const project = await cloud.project(weather("whole", policy("second", "first")));
  await applyTwice(project);
  const server = [...organization().authorizationServers.values()].find(({ settings }) => settings.name === "whole");
  expect(server?.policies.map(({ settings }) => settings.name)).toEqual(["second", "first"]);
  expect(server?.policies[0]?.rules[0]?.settings.scopes).toEqual(
    expect.arrayContaining(["openid", "offline_access", "weather.read"]),
  );
  const [app] = organization().apps.values();
  expect(app?.clientId).toBe("whole-reader");
  expect(app?.secret?.matches(secret)).toBe(true);
  expect(app?.groups.size).toBe(2);
  await demand(project, "destroy", "-auto-approve");
  expect(organization().apps.size).toBe(0);
  expect([...organization().authorizationServers.values()].map(({ settings }) => settings.name)).toEqual(["existing"]);
}, 60_000);

test("a changed secret replaces the whole app in place, a changed client id makes another one", async () => {
  const project = await cloud.project(weather("changed"));
  await applyTwice(project);
  await project.write(weather("changed").replace(secret, `${secret}-2`));
  expect(await applyTwice(project)).toContain("0 added, 1 changed, 0 destroyed");
  await project.write(weather("changed").replace(secret, `${secret}-2`).replace("changed-reader", "changed-editor"));
  expect(await demand(project, "plan")).toContain("must be replaced");
  await demand(project, "destroy", "-auto-approve");
}, 60_000);

test("an app that somebody deleted makes the plan fail, as it does with the provider", async () => {
  const project = await cloud.project(weather("deleted"));
  await applyTwice(project);
  const [app] = organization().apps.values();
  organization().apps.delete(app?.id ?? "");
  expect(await refused(project)).toContain("Error: failed to get OAuth application: 404 Not Found");
  await demand(project, "state", "rm", "okta_app_oauth.app", "okta_app_group_assignments.app");
  await demand(project, "destroy", "-auto-approve");
}, 60_000);

test("an existing authorization server is found by its name", async () => {
  const project = await cloud.project(
    `${preamble}data "okta_auth_server" "as" {\n  name = "existing"\n}\noutput "issuer" { value = data.okta_auth_server.as.issuer }`,
  );
  expect(await applyTwice(project)).toContain("https://example.okta.com/oauth2/ausSeeded00000000001");
}, 60_000);

describe("Terraform shows what the provider would show", () => {
  test("when a policy rule names nobody", async () => {
    const project = await cloud.project(weather("nobody", policy("second", "first", "[]")));
    expect(await refused(project)).toContain(
      "Error: failed to create auth server policy rule: the API returned an error: Api validation failed: conditions.people. " +
        "Causes: errorSummary: conditions.people: At least one of ''conditions.people.users.include'' or",
    );
    await demand(project, "destroy", "-auto-approve");
  }, 60_000);

  test("when a client id is taken: the status alone", async () => {
    const second = `
resource "okta_app_oauth" "second" {
  label         = "second"
  type          = "web"
  client_id     = okta_app_oauth.app.client_id
  redirect_uris = ["https://example.com/"]
}`;
    const project = await cloud.project(weather("taken", second));
    expect(await refused(project)).toContain("Error: failed to create OAuth application: 400 Bad Request");
    await demand(project, "destroy", "-auto-approve");
  }, 60_000);

  test("nothing when a group is missing and one of a longer name answers for it", async () => {
    const project = await cloud.project(
      `${preamble}data "okta_group" "g" {\n  name = "Forecasters"\n}\noutput "found" { value = data.okta_group.g.name }`,
    );
    expect(await applyTwice(project)).toContain('found = "Forecasters-Contractors"');
  }, 60_000);

  test("when no group's name begins like that", async () => {
    const project = await cloud.project(`${preamble}data "okta_group" "g" {\n  name = "Nobody"\n}`);
    expect(await refused(project)).toContain('Error: group with name "Nobody" does not exist');
  }, 60_000);
});
