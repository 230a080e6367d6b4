import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Tenant } from "../../../rehearsal/entra/state";
import { applyTwice, demand, IdentityCloud, refused, tenantId } from "./identity-cloud";

let cloud: IdentityCloud;
beforeAll(async () => {
  cloud = await IdentityCloud.start();
});
afterAll(() => cloud.stop());

function tenant(): Tenant {
  const found = cloud.entra.state.tenants.get(tenantId);
  if (found === undefined) throw new Error("The seed has no such tenant.");
  return found;
}

const preamble = `terraform {
  required_providers {
    azuread = { source = "hashicorp/azuread" }
  }
}
provider "azuread" {}
`;

const scopeId = "0f0d8f0e-6f0c-5a43-9a53-4f4d3f0d0a01";

function api(name: string, scope = "weather.read"): string {
  return `${preamble}
resource "azuread_application_registration" "api" {
  display_name                   = "${name}"
  requested_access_token_version = 2
}
resource "azuread_application_identifier_uri" "uri" {
  application_id = azuread_application_registration.api.id
  identifier_uri = "api://${tenantId}/${name}"
}
resource "azuread_application_permission_scope" "read" {
  application_id             = azuread_application_registration.api.id
  scope_id                   = "${scopeId}"
  value                      = "${scope}"
  type                       = "Admin"
  admin_consent_display_name = "Read weather"
  admin_consent_description  = "Read weather"
  lifecycle {
    create_before_destroy = true
  }
}
resource "azuread_service_principal" "api" {
  client_id = azuread_application_registration.api.client_id
}
`;
}

function client(name: string, more = ""): string {
  return `${api(name)}
data "azuread_client_config" "me" {}
data "azuread_group" "reviewers" {
  display_name     = "Reviewers"
  security_enabled = true
}
data "azuread_service_principal" "graph" {
  client_id = "00000003-0000-0000-c000-000000000000"
}
resource "azuread_application_registration" "client" {
  display_name = "${name}-client"
}
resource "azuread_application_api_access" "client" {
  application_id = azuread_application_registration.client.id
  api_client_id  = azuread_application_registration.api.client_id
  scope_ids      = [azuread_application_permission_scope.read.scope_id]
}
resource "azuread_application_pre_authorized" "client" {
  application_id       = azuread_application_registration.api.id
  authorized_client_id = azuread_application_registration.client.client_id
  permission_ids       = [azuread_application_permission_scope.read.scope_id]
}
resource "azuread_service_principal" "client" {
  client_id                    = azuread_application_registration.client.client_id
  app_role_assignment_required = true
  owners                       = [data.azuread_client_config.me.object_id]
}
resource "azuread_app_role_assignment" "reviewers" {
  app_role_id         = "00000000-0000-0000-0000-000000000000"
  principal_object_id = data.azuread_group.reviewers.object_id
  resource_object_id  = azuread_service_principal.client.object_id
}
resource "azuread_service_principal_delegated_permission_grant" "protocol" {
  service_principal_object_id          = azuread_service_principal.client.object_id
  resource_service_principal_object_id = data.azuread_service_principal.graph.object_id
  claim_values                         = ["openid", "offline_access"]
}
resource "azuread_service_principal_delegated_permission_grant" "client" {
  service_principal_object_id          = azuread_service_principal.client.object_id
  resource_service_principal_object_id = azuread_service_principal.api.object_id
  claim_values                         = [azuread_application_permission_scope.read.value]
}
resource "azuread_application_password" "secret" {
  application_id    = azuread_application_registration.client.id
  display_name      = "foundry-1"
  end_date_relative = "4320h"
  lifecycle {
    create_before_destroy = true
  }
}
resource "azuread_application_redirect_uris" "foundry" {
  application_id = azuread_application_registration.client.id
  type           = "Web"
  redirect_uris  = ["https://global.consent.azure-apim.net/redirect/0f"]
}
${more}`;
}

test("an API with its client is applied, planned again without changes, and destroyed to nothing", async () => {
  const project = await cloud.project(client("whole"));
  await applyTwice(project);
  const [clientApp] = [...tenant().applications.values()].filter(
    (one) => one.properties.displayName === "whole-client",
  );
  expect(clientApp?.properties.web.redirectUris).toEqual(["https://global.consent.azure-apim.net/redirect/0f"]);
  expect(clientApp?.passwordCredentials).toHaveLength(1);
  const principal = [...tenant().servicePrincipals.values()].find(({ appId }) => appId === clientApp?.appId);
  expect([...(principal?.owners ?? [])]).toEqual([cloud.deployerObjectId]);
  expect([...tenant().grants.values()].map(({ scope }) => scope).sort()).toEqual([
    "offline_access openid",
    "weather.read",
  ]);
  await demand(project, "destroy", "-auto-approve");
  const { applications, grants, assignments } = tenant();
  expect([applications.size, grants.size, assignments.size]).toEqual([0, 0, 0]);
}, 60_000);

test("parts of one application that are written at the same time do not undo each other", async () => {
  const scopes = Array.from(
    { length: 8 },
    (_, index) => `
resource "azuread_application_permission_scope" "s${index}" {
  application_id             = azuread_application_registration.api.id
  scope_id                   = "0f0d8f0e-6f0c-5a43-9a53-4f4d3f0d0b0${index}"
  value                      = "scope.${index}"
  admin_consent_display_name = "s"
  admin_consent_description  = "s"
}`,
  );
  const project = await cloud.project(`${api("crowd")}${scopes.join("\n")}`);
  await applyTwice(project);
  const app = [...tenant().applications.values()].find(({ properties }) => properties.displayName === "crowd");
  expect(app?.properties.api.oauth2PermissionScopes).toHaveLength(9);
  await demand(project, "destroy", "-auto-approve");
}, 60_000);

test("a scope gets another value in place, and goes although it is enabled", async () => {
  const project = await cloud.project(api("renamed"));
  await applyTwice(project);
  await project.write(api("renamed", "weather.look"));
  const output = await applyTwice(project);
  expect(output).toContain("0 added, 1 changed, 0 destroyed");
  await demand(project, "destroy", "-auto-approve");
}, 60_000);

test("a password with another name is another password, made before the old one goes", async () => {
  const project = await cloud.project(client("rotated"));
  await demand(project, "apply", "-auto-approve");
  await project.write(client("rotated").replace("foundry-1", "foundry-2"));
  const output = await applyTwice(project);
  expect(output).toContain("1 added, 0 changed, 1 destroyed");
  expect(output.indexOf("azuread_application_password.secret: Creation complete")).toBeLessThan(
    output.indexOf("Destruction complete"),
  );
  await demand(project, "destroy", "-auto-approve");
}, 60_000);

describe("Terraform shows what the provider would show", () => {
  test("when the identifier URI comes before token version 2", async () => {
    const project = await cloud.project(api("early").replace("requested_access_token_version = 2", ""));
    const output = await refused(project);
    expect(output).toContain("Error: creating Application IdentifierUri (Application ID:");
    expect(output).toContain(
      `unexpected status 400 (400 Bad Request) with error: Request_BadRequest: Failed to add identifier URI api://${tenantId}/early.`,
    );
    await demand(project, "destroy", "-auto-approve");
  }, 60_000);

  test("when a group is missing, and when there are several", async () => {
    const group = (name: string): string =>
      `${preamble}data "azuread_group" "g" {\n  display_name = "${name}"\n  security_enabled = true\n}`;
    expect(await refused(await cloud.project(group("Forecasters")))).toContain(
      "Error: No group found matching specified filter (displayName eq 'Forecasters' and securityEnabled eq true)",
    );
    expect(await refused(await cloud.project(group("Twins")))).toContain(
      "Error: More than one group found matching specified filter (displayName eq 'Twins' and securityEnabled eq true)",
    );
  }, 60_000);

  test("when a grant exists, and when its scope does not", async () => {
    const grant = (name: string, scope: string): string => `
resource "azuread_service_principal_delegated_permission_grant" "${name}" {
  depends_on                           = [azuread_service_principal_delegated_permission_grant.client]
  service_principal_object_id          = azuread_service_principal.client.object_id
  resource_service_principal_object_id = azuread_service_principal.api.object_id
  claim_values                         = ["${scope}"]
}`;
    const project = await cloud.project(client("granted", grant("again", "weather.read")));
    const twice = await refused(project);
    expect(twice).toContain("Error: Could not create delegated permission grant");
    expect(twice).toContain(
      "unexpected status 409 (409 Conflict) with error: Request_MultipleObjectsWithSameKeyValue: Permission entry already exists.",
    );
    await project.write(
      client("granted").replace("[azuread_application_permission_scope.read.value]", `["weather.write"]`),
    );
    expect(await refused(project)).toContain(
      "unexpected status 400 (400 Bad Request) with error: Request_BadRequest: Permission being assigned was not found on application",
    );
    await project.write(client("granted"));
    await applyTwice(project);
    await demand(project, "destroy", "-auto-approve");
  }, 60_000);
});
