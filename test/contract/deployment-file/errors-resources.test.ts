/** What a person reads where names, references to Azure resources, the server's folder or the backend are wrong. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "@jest/globals";

import { edited, oktaText, said } from "./sample-text";

const okta = (part: string, by: string) => said(edited(oktaText, part, by));

const subscription = "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourceGroups/shared/providers";
const account = `${subscription}/Microsoft.CognitiveServices/accounts/aif-shared`;
const model = '{ name: gpt-5-mini, version: "2025-08-07", sku: GlobalStandard, capacity: 50 }';

describe("names", () => {
  test("too long for a function app", () =>
    expect(okta("name: weather-okta\nenvironment: dev", `name: ${"a".repeat(25)}\nenvironment: ${"b".repeat(25)}`))
      .toMatchInlineSnapshot(`
     "1:7  name and environment form "func-aaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbbb-xxxxxx", 63 characters; the name of a function app takes at most 60. Shorten name or environment by 3.
     12:3  name, environment and the connection's key form the agent name "aaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbbb-weather-reader", 66 characters; it takes at most 63. Shorten one of them by 3.
     13:3  name, environment and the connection's key form the agent name "aaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbbb-weather-editor", 66 characters; it takes at most 63. Shorten one of them by 3."
    `));
  test("longest", () => {
    const text = edited(
      oktaText,
      "name: weather-okta\nenvironment: dev",
      `name: ${"a".repeat(24)}\nenvironment: ${"b".repeat(23)}`,
    );
    expect(said(text)).toBe("valid");
  });
  test("reserved word", () =>
    expect(okta("name: weather-okta", "name: microsoft-weather")).toMatchInlineSnapshot(
      `"1:7  name and environment form "microsoft-weather-dev", and Azure refuses host names with the reserved word "microsoft"."`,
    ));
});

describe("references", () => {
  test("workspace by its name", () =>
    expect(okta("{ project: weather }", "{}\n  logAnalyticsWorkspace: log-shared")).toMatchInlineSnapshot(
      `"19:26  azure.logAnalyticsWorkspace is "log-shared"; it takes an ARM id /subscriptions/<GUID>/resourceGroups/<name>/providers/Microsoft.OperationalInsights/workspaces/<name>."`,
    ));
  test("workspace as Azure's interfaces spell it", () =>
    expect(
      okta(
        "{ project: weather }",
        `{}\n  logAnalyticsWorkspace: ${subscription.toLowerCase()}/microsoft.operationalinsights/workspaces/log-shared`,
      ),
    ).toMatchInlineSnapshot(
      `"19:26  azure.logAnalyticsWorkspace is "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourcegroups/shared/provi…"; it takes an ARM id /subscriptions/<GUID>/resourceGroups/<name>/providers/Microsoft.OperationalInsights/workspaces/<name>. Did you mean "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourceGroups/shared/providers/Microsoft.OperationalInsights/workspaces/log-shared"?"`,
    ));
  test("workspace of another subscription", () =>
    expect(
      okta(
        "{ project: weather }",
        "{}\n  logAnalyticsWorkspace: /subscriptions/3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b/resourceGroups/shared/providers/Microsoft.OperationalInsights/workspaces/log-shared",
      ),
    ).toMatchInlineSnapshot(
      `"19:26  azure.logAnalyticsWorkspace lies in the subscription "3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b"; it takes a resource of azure.subscriptionId, "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d", because Terraform reads it there."`,
    ));
  test("project as account", () =>
    expect(
      okta("project: weather\n  model", `project: weather\n  account: ${account}/projects/weather\n  model`),
    ).toMatchInlineSnapshot(
      `"21:12  foundry.account is "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourceGroups/shared/provi…"; it takes an ARM id /subscriptions/<GUID>/resourceGroups/<name>/providers/Microsoft.CognitiveServices/accounts/<name>."`,
    ));
  test("account as project", () =>
    expect(okta("project: weather\n  model", `project: { id: ${account} }\n  model`)).toMatchInlineSnapshot(
      `"20:18  foundry.project.id is "/subscriptions/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/resourceGroups/shared/provi…"; it takes an ARM id /subscriptions/<GUID>/resourceGroups/<name>/providers/Microsoft.CognitiveServices/accounts/<name>/projects/<name>."`,
    ));
  test("project and account", () =>
    expect(
      okta("project: weather\n  model", `project: { id: ${account}/projects/weather }\n  account: ${account}\n  model`),
    ).toMatchInlineSnapshot(
      `"21:12  foundry.account stands beside foundry.project.id, which names the account already. Remove foundry.account."`,
    ));
  test("all of them right", () => {
    expect(okta("project: weather\n  model", `project: { id: ${account}/projects/weather }\n  model`)).toBe("valid");
    expect(okta("project: weather\n  model", `project: weather\n  account: ${account}\n  model`)).toBe("valid");
    expect(
      okta(
        "{ project: weather }",
        `{}\n  logAnalyticsWorkspace: ${subscription}/Microsoft.OperationalInsights/workspaces/log-shared`,
      ),
    ).toBe("valid");
  });
  test("model deployment of no account", () =>
    expect(okta(model, "{ deployment: gpt-5-mini }")).toMatchInlineSnapshot(
      `"21:24  foundry.model.deployment is "gpt-5-mini", and the account is created here, without any model deployment. Write foundry.account or foundry.project.id, or a model with name, version, sku and capacity."`,
    ));
  test("model deployment of an account", () =>
    expect(
      okta(
        `project: weather\n  model: ${model}`,
        `project: weather\n  account: ${account}\n  model: { deployment: gpt-5-mini }`,
      ),
    ).toBe("valid"));
  test("model and model deployment", () =>
    expect(okta(model, model.replace("}", ", deployment: gpt }"))).toMatchInlineSnapshot(`
     "21:89  Unknown key "deployment" in foundry.model. Allowed here: name, version, sku, capacity.
     21:101  foundry.model.deployment is "gpt", and the account is created here, without any model deployment. Write foundry.account or foundry.project.id, or a model with name, version, sku and capacity."
    `));
  test("resource group by its id", () =>
    expect(
      okta("{ project: weather }", "{}\n  resourceGroup: /subscriptions/x/resourceGroups/shared"),
    ).toMatchInlineSnapshot(
      `"19:18  azure.resourceGroup is "/subscriptions/x/resourceGroups/shared"; it takes the name of a resource group: letters, digits and . _ ( ) -, at most 90 characters, no dot at the end."`,
    ));
  test("authorization server by its id alone", () =>
    expect(okta("acme.okta.com", "acme.okta.com\n  authorizationServer: aus1a2b3c4D5e6F7g8h9")).toMatchInlineSnapshot(
      `"6:24  identity.authorizationServer is "aus1a2b3c4D5e6F7g8h9"; it takes a map with id, name."`,
    ));
  test("tags in two spellings", () =>
    expect(okta("{ project: weather }", "{ project: a, Project: b }")).toMatchInlineSnapshot(
      `"18:23  The tag "Project" differs only in case from "project" (deployments/test.yaml:18), and Azure compares the names of tags without case. Remove one of the two."`,
    ));
  test("tag of Azure's own", () =>
    expect(okta("{ project: weather }", "{ azure-cost: a }")).toMatchInlineSnapshot(
      `"18:11  The tag "azure-cost" begins with "azure", which Azure keeps for itself. Rename it."`,
    ));
});

describe("server", () => {
  const folder = mkdtempSync(join(tmpdir(), "server-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const source = (path: string) => okta("../examples/weather-server", path).replaceAll(folder, "<folder>");

  test("no folder", () =>
    expect(source("../examples/wether-server")).toMatchInlineSnapshot(
      `"7:11  server.source is "../examples/wether-server", which is the folder "examples/wether-server": it does not exist. The path is relative to the file in which it stands."`,
    ));
  test("a file", () =>
    expect(source("../package.json")).toMatchInlineSnapshot(
      `"7:11  server.source is "../package.json", which is the folder "package.json": it is no directory. The path is relative to the file in which it stands."`,
    ));
  test("without host.json", () => {
    mkdirSync(join(folder, "empty"));
    expect(source(join(folder, "empty"))).toMatchInlineSnapshot(
      `"7:11  server.source takes a folder with host.json, and "<folder>/empty/host.json" cannot be used: it does not exist."`,
    );
  });
  test("host.json that is no JSON", () => {
    mkdirSync(join(folder, "broken"));
    writeFileSync(join(folder, "broken/host.json"), "version: 2.0");
    expect(source(join(folder, "broken"))).toMatchInlineSnapshot(
      `"7:11  server.source takes a folder with host.json, and "<folder>/broken/host.json" cannot be used: it is not JSON."`,
    );
  });
  test("host.json that is a directory", () => {
    mkdirSync(join(folder, "odd/host.json"), { recursive: true });
    expect(source(join(folder, "odd"))).toMatchInlineSnapshot(
      `"7:11  server.source takes a folder with host.json, and "<folder>/odd/host.json" cannot be used: it is a directory; a file is needed."`,
    );
  });
  test("NUL in the path", () =>
    expect(source('"a\\0b"')).toMatchInlineSnapshot(`
     "7:11  "a\\u0000b" in server.source holds the character U+0000; a text takes no control characters and no half of a surrogate pair.
     7:11  server.source is "a\\u0000b", which is the folder "deployments/a\\u0000b": its path holds a NUL character. The path is relative to the file in which it stands."
    `));
  test("extension with gate server", () =>
    expect(okta("  source:", "  hosting: mcp-extension\n  gate: server\n  source:")).toMatchInlineSnapshot(
      `"8:9  server.hosting is "mcp-extension", whose code runs only on a tool call and can reject no token, and server.gate is "server". Write gate: easy-auth, or hosting: self-hosted."`,
    ));
  test("extension with the default gate of Okta", () =>
    expect(okta("  source:", "  hosting: mcp-extension\n  source:")).toMatchInlineSnapshot(
      `"7:12  server.hosting is "mcp-extension", whose code runs only on a tool call and can reject no token, and the default of server.gate on Okta is "server". Write gate: easy-auth, or hosting: self-hosted."`,
    ));
  test("extension with easy-auth", () =>
    expect(okta("  source:", "  hosting: mcp-extension\n  gate: easy-auth\n  source:")).toBe("valid"));
  test("gate misspelled", () =>
    expect(okta("  source:", "  gate: easyauth\n  source:")).toMatchInlineSnapshot(
      `"7:9  server.gate is "easyauth"; it takes "easy-auth" or "server". Did you mean "easy-auth"?"`,
    ));
});

describe("backend", () => {
  const backend = (settings: string) => okta("{ type: local }", settings);

  test("unknown type", () =>
    expect(backend("{ type: azure }")).toMatchInlineSnapshot(
      `"24:18  backend.type is "azure"; it takes "local", "azurerm", "remote", "cloud", "s3", "gcs", "http", "consul", "pg", "oss" or "cos". Did you mean "azurerm"?"`,
    ));
  test("local with settings", () =>
    expect(backend("{ type: local, path: state.tfstate }")).toMatchInlineSnapshot(
      `"24:25  Unknown key "path" in backend. Allowed here: type."`,
    ));
  test("required settings", () =>
    expect(backend("{ type: azurerm, container: state }")).toMatchInlineSnapshot(`
     "24:1  backend.storageAccountName is missing; it takes a text.
     24:1  backend.containerName is missing; it takes a text.
     24:1  backend.key is missing; it takes a text.
     24:27  Unknown key "container" in backend. Allowed here: type, storageAccountName, containerName, key, environment, endpoint, metadataHost, snapshot, subscriptionId, tenantId, msiEndpoint, useMsi, resourceGroupName, clientId, clientCertificatePath, useMicrosoftGraph, oidcRequestUrl, oidcTokenFilePath, useOidc, useAzureadAuth."
    `));
  test("credential, whose value is not shown", () =>
    expect(
      backend("{ type: azurerm, storageAccountName: st, containerName: c, key: k, accessKey: c2VjcmV0 }"),
    ).toMatchInlineSnapshot(
      `"24:88  backend.accessKey is a credential, and a deployment file is shared. Remove it, and give it in the environment variable ARM_ACCESS_KEY."`,
    ));
  test("token of HCP Terraform", () =>
    expect(
      backend("{ type: cloud, organization: acme, workspaces: { name: weather }, token: abc }"),
    ).toMatchInlineSnapshot(
      `"24:83  backend.token is a credential, and a deployment file is shared. Remove it, and give it in the environment variable TF_TOKEN_<host name, _ for each dot>, or by terraform login."`,
    ));
  test("workspaces in two ways", () =>
    expect(
      backend("{ type: cloud, organization: acme, workspaces: { name: weather, tags: [a] } }"),
    ).toMatchInlineSnapshot(`"24:74  Unknown key "tags" in backend.workspaces. Allowed here: name, project."`));
  test("password in an address, which is not shown", () =>
    expect(backend("{ type: pg, connStr: 'postgres://me:secret@state.example.com/terraform' }")).toMatchInlineSnapshot(
      `"24:31  backend.connStr holds a password, and a deployment file is shared. Remove it, and give it in the environment variable PGPASSWORD."`,
    ));
  test("password in a connection string", () =>
    expect(backend("{ type: pg, connStr: 'host=state.example.com password=secret' }")).toMatchInlineSnapshot(
      `"24:31  backend.connStr holds a password, and a deployment file is shared. Remove it, and give it in the environment variable PGPASSWORD."`,
    ));
  test("S3 as it should be", () =>
    expect(
      backend(
        "{ type: s3, bucket: state, key: weather.tfstate, region: eu-north-1, assumeRole: { roleArn: 'arn:aws:iam::1:role/a' } }",
      ),
    ).toBe("valid"));
});
