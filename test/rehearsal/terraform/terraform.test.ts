/** Real Terraform on small configurations, against the fake clouds. */
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { startProviders, type RunningProviders } from "../../../rehearsal/terraform/providers";
import { failure, FakeClouds } from "./fake-clouds";
import { terraformProject, type TerraformProject } from "./terraform-project";

jest.setTimeout(60_000);

const tenant = "11111111-1111-4111-8111-111111111111";
const subscription = "22222222-2222-4222-8222-222222222222";
const environment = { ARM_CLIENT_ID: "deployer", ARM_CLIENT_SECRET: "s3cret", ARM_TENANT_ID: tenant };

const head = `
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
    azapi   = { source = "Azure/azapi" }
    random  = { source = "hashicorp/random" }
  }
}
provider "azapi" {
  subscription_id = "${subscription}"
}
provider "azurerm" {
  subscription_id = "${subscription}"
  features {}
}
`;

const resourceGroup = (name: string, location = "swedencentral", tag = "one") => `
resource "azurerm_resource_group" "rg" {
  name     = "${name}"
  location = "${location}"
  tags     = { tag = "${tag}" }
}
`;

const groupPath = `/subscriptions/${subscription}/resourceGroups`;
const project = `${groupPath}/rg/providers/Microsoft.CognitiveServices/accounts/a/projects/p`;

/** A connection in the form in which the stacks write it: credentials write-only, a name that the facts form. */
const connection = (rotation: number, secret = "hunter2") => `
resource "random_password" "secret" {
  length  = 32
  keepers = { rotation = ${rotation} }
  lifecycle {
    create_before_destroy = true
  }
}
resource "azapi_resource" "connection" {
  type                   = "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview"
  name                   = "reader-\${substr(sha256(nonsensitive(random_password.secret.result)), 0, 6)}"
  parent_id              = "${project}"
  body                   = { properties = { scopes = ["openid"], target = "https://a.example" } }
  sensitive_body         = { properties = { credentials = { clientSecret = "${secret}" } } }
  response_export_values = { redirect_url = "properties.redirectUrl" }
  lifecycle {
    create_before_destroy = true
  }
}
output "redirect_url" {
  value = azapi_resource.connection.output.redirect_url
}
`;

let clouds: FakeClouds;
let running: RunningProviders;
let terraform: TerraformProject;

beforeEach(async () => {
  clouds = new FakeClouds();
  running = await startProviders({ transport: clouds, environment });
  terraform = await terraformProject(running.reattach);
});

afterEach(async () => {
  await terraform.remove();
  await running.close();
});

async function apply(configuration: string, folder = terraform): Promise<string> {
  await folder.write(head + configuration);
  const ready = await folder.run("init");
  expect(ready).toMatchObject({ exitCode: 0 });
  const applied = await folder.run("apply", "-auto-approve");
  expect(applied.output).not.toContain("Error");
  expect(applied.exitCode).toBe(0);
  return applied.output;
}

async function planned(configuration: string): Promise<string> {
  await terraform.write(head + configuration);
  return (await terraform.run("plan")).output;
}

describe("the life of a resource", () => {
  test("is created, planned again without changes, updated in place, replaced and destroyed", async () => {
    await apply(resourceGroup("rg"));
    expect((await terraform.run("plan", "-detailed-exitcode")).exitCode).toBe(0);

    clouds.takeRequests();
    expect(await apply(resourceGroup("rg", "swedencentral", "two"))).toContain("0 added, 1 changed, 0 destroyed");
    expect(clouds.takeRequests()).toContain(`PUT ${groupPath}/rg`);
    expect(clouds.documents.get(`${groupPath}/rg`)).toMatchObject({ tags: { tag: "two" } });

    const output = await apply(resourceGroup("rg", "westeurope", "two"));
    expect(output).toMatch(/location = "swedencentral" -> "westeurope" # forces replacement/);
    expect(output).toContain("1 added, 0 changed, 1 destroyed");

    expect((await terraform.run("destroy", "-auto-approve")).exitCode).toBe(0);
    expect(clouds.documents.size).toBe(0);
  });

  test("another spelling of the same place is no change of what is stored", async () => {
    await apply(resourceGroup("rg", "Sweden Central"));
    expect((await terraform.run("plan", "-detailed-exitcode")).exitCode).toBe(0);
  });

  test("one that is gone is planned anew", async () => {
    await apply(resourceGroup("rg"));
    clouds.documents.clear();
    expect(await planned(resourceGroup("rg"))).toContain("1 to add, 0 to change, 0 to destroy");
  });

  test("a model deployment is updated in its version and replaced by another sku", async () => {
    const deployment = (version: string, sku: string) => `
resource "azurerm_cognitive_deployment" "model" {
  name                 = "m"
  cognitive_account_id = "${groupPath}/rg/providers/Microsoft.CognitiveServices/accounts/a"
  model {
    format  = "OpenAI"
    name    = "gpt-5-mini"
    version = "${version}"
  }
  sku {
    name     = "${sku}"
    capacity = 1
  }
}
`;
    await apply(deployment("1", "GlobalStandard"));
    expect((await terraform.run("plan", "-detailed-exitcode")).exitCode).toBe(0);
    expect(await planned(deployment("2", "GlobalStandard"))).toContain("0 to add, 1 to change, 0 to destroy");
    const replaced = await planned(deployment("1", "Standard"));
    expect(replaced).toMatch(/name +=? ?"GlobalStandard" -> "Standard" # forces replacement/);
  });
});

describe("a connection through azapi", () => {
  test("has its credentials in the request and in no state", async () => {
    await apply(connection(1));
    const put = clouds.requests.find(({ method }) => method === "PUT");
    expect(put?.json).toMatchObject({
      properties: { target: "https://a.example", credentials: { clientSecret: "hunter2" } },
    });
    expect(await terraform.state()).not.toContain("hunter2");
    expect((await terraform.run("plan", "-detailed-exitcode")).exitCode).toBe(0);
  });

  test("is written in place when its credentials alone change, and its output is unknown until then", async () => {
    await apply(connection(1));
    const output = await planned(connection(1, "hunter3"));
    expect(output).toContain("0 to add, 1 to change, 0 to destroy");
    expect(output).toMatch(/output +=? ?\{[\s\S]*-> \(known after apply\)/);
    expect(output).not.toContain("hunter3");
  });

  test("is replaced when its name cannot be known yet, the new one first", async () => {
    await apply(connection(1));
    const [before] = [...clouds.documents.keys()];
    clouds.takeRequests();
    const output = await apply(connection(2));
    expect(output).toMatch(/name +=? ?"reader-\w+" -> \(known after apply\) # forces replacement/);
    const [after] = [...clouds.documents.keys()];
    expect(after).not.toBe(before);
    const changes = clouds.takeRequests().filter((request) => !request.startsWith("GET"));
    expect(changes).toEqual([`PUT ${after ?? ""}`, `DELETE ${before ?? ""}`]);
  });

  test("that exists already is refused", async () => {
    await apply(connection(1));
    await terraform.run("state", "rm", "azapi_resource.connection");
    const { exitCode, output } = await terraform.run("apply", "-auto-approve");
    expect(exitCode).toBe(1);
    expect(output.replaceAll(/\s+/g, " ")).toContain(
      "already exists - to be managed via Terraform this resource needs to be imported into the State",
    );
  });
});

describe("errors", () => {
  test("of Resource Manager read as azurerm writes them", async () => {
    const answer = failure(403, "AuthorizationFailed", "The client 'x' does not have authorization.");
    clouds.refusals.push({ when: (method) => method === "PUT", answer });
    await terraform.write(head + resourceGroup("rg"));
    await terraform.run("init");
    const { exitCode, output } = await terraform.run("apply", "-auto-approve");
    expect(exitCode).toBe(1);
    expect(output.slice(output.indexOf("Error:"))).toMatchInlineSnapshot(`
     "Error: creating Resource Group (Subscription: "22222222-2222-4222-8222-222222222222"
     Resource Group Name: "rg"): unexpected status 403 (403 Forbidden) with error: AuthorizationFailed: The client 'x' does not have authorization.

       with azurerm_resource_group.rg,
       on main.tf line 17, in resource "azurerm_resource_group" "rg":
       17: resource "azurerm_resource_group" "rg" {

     "
    `);
  });

  test("of Resource Manager read as azapi writes them", async () => {
    const answer = failure(400, "ValidationError", "Credentials Property can't be empty for auth type OAuth2.");
    clouds.refusals.push({ when: (method) => method === "PUT", answer });
    await terraform.write(head + connection(1));
    await terraform.run("init");
    const { output } = await terraform.run("apply", "-auto-approve");
    expect(output.slice(output.indexOf("Error:")).replace(/reader-\w+/g, "reader-…")).toMatchInlineSnapshot(`
     "Error: Failed to create/update resource

       with azapi_resource.connection,
       on main.tf line 24, in resource "azapi_resource" "connection":
       24: resource "azapi_resource" "connection" {

     creating/updating Resource: (ResourceId
     "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/reader-…"
     / Api Version "2025-04-01-preview"): PUT
     https://management.azure.com/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/reader-…
     --------------------------------------------------------------------------------
     RESPONSE 400: 400 Bad Request
     ERROR CODE: ValidationError
     --------------------------------------------------------------------------------
     {
       "error": {
         "code": "ValidationError",
         "message": "Credentials Property can't be empty for auth type OAuth2."
       }
     }
     --------------------------------------------------------------------------------
     "
    `);
  });

  test("that a pattern of retry matches are waited out", async () => {
    const denied = failure(401, "PermissionDenied", "The principal lacks the required data action.");
    const post = (method: string) => method === "POST";
    clouds.refusals.push({ when: post, answer: denied }, { when: post, answer: denied });
    await apply(`
resource "azapi_data_plane_resource" "agent" {
  type      = "Microsoft.Foundry/agents@v1"
  parent_id = "a.services.ai.azure.com/api/projects/p"
  name      = "weather"
  body      = { name = "weather", definition = { kind = "prompt" } }
  retry     = { error_message_regex = ["PermissionDenied"] }
}
`);
    const posts = clouds.takeRequests().filter((request) => request.startsWith("POST"));
    expect(posts).toEqual(Array.from({ length: 3 }, () => "POST /api/projects/p/agents"));
  });

  test("of missing credentials come before anything is asked", async () => {
    const without = await startProviders({ transport: clouds, environment: { ARM_TENANT_ID: tenant } });
    const folder = await terraformProject(without.reattach);
    await folder.write(head + resourceGroup("rg"));
    await folder.run("init");
    const { output } = await folder.run("plan");
    expect(output.replaceAll(/\s+/g, " ")).toContain("unable to build authorizer for Resource Manager API");
    expect(clouds.requests).toEqual([]);
    await folder.remove();
    await without.close();
  });

  test.each([
    ["an unknown argument", "nme = 1", "Unsupported argument"],
    ["a wrong type", "tags = 7", "Incorrect attribute value type"],
    ["a missing argument", "", 'The argument "location" is required'],
  ])("%s is found by terraform validate", async (_, line, message) => {
    await terraform.write(`${head}\nresource "azurerm_resource_group" "rg" {\n  name = "rg"\n  ${line}\n}\n`);
    await terraform.run("init");
    const { output } = await terraform.run("validate");
    expect(output).toContain(message);
  });
});

describe("terraform processes at the same time", () => {
  test("each have their own provider configuration", async () => {
    const other = "33333333-3333-4333-8333-333333333333";
    const who = `
data "azurerm_client_config" "me" {}
output "who" {
  value = "\${data.azurerm_client_config.me.tenant_id} \${data.azurerm_client_config.me.subscription_id}"
}
`;
    const folders = [terraform, await terraformProject(running.reattach)] as const;
    const elsewhere = head
      .replaceAll(subscription, other)
      .replace("features {}", `tenant_id = "${other}"\n  features {}`);
    await Promise.all(folders.map((folder, index) => folder.write((index === 0 ? head : elsewhere) + who)));
    const outputs = await Promise.all(
      folders.map(async (folder) => {
        await folder.run("init");
        return (await folder.run("apply", "-auto-approve")).output;
      }),
    );
    expect(outputs[0]).toContain(`who = "${tenant} ${subscription}"`);
    expect(outputs[1]).toContain(`who = "${other} ${other}"`);
    await folders[1].remove();
  });
});
