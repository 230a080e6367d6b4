/** Every text of a deployment file arrives in Terraform as it was written, whatever it looks like. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Deployment } from "../../contract/deployment";
import { parseDeployment } from "../../contract/deployment-file";
import { arbitraryDeployment, deploymentYaml } from "../support/arbitrary-deployment";
import { samples } from "../support/deployments";
import { LocalTerraform } from "../support/local-terraform";
import { at } from "../support/terraform-json";

/** Another one in every run; a failure tells it. */
const seed = Date.now() % 2 ** 31;
const file = join(__dirname, "..", "..", "deployments", "generated.yaml");

/** What somebody would write who wants Terraform, cdktf or JSON to read something else. */
const hostile = [
  "${var.rehearsal}",
  "$${var.rehearsal}",
  "$$${var.rehearsal}",
  "%{ if true }yes%{ endif }",
  "%%{ if true }",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]} &{TfToken[TOKEN.0]}",
  '"quoted" \\ and \\n no newline',
  "two\nlines and a\ttab",
  "emoji 👩‍🚀 é ñ 漢字 \u2028",
  '${file("/etc/passwd")}',
  "{{ }} $ % $} }{ ${",
  "~> %{~ for x in [1] ~}",
];

const generated = fc
  .sample(arbitraryDeployment({ backend: "local" }), { numRuns: 8, seed })
  .map((content) => parseDeployment(deploymentYaml(content), file));

/** A file with every hostile text in every place that takes free text. */
function hostileDeployment(sample: Deployment): Deployment {
  const scopes = hostile.map((description, index) => ({
    name: `scope-${index}`,
    description,
    tools: [`tool-${index}`],
  }));
  const onOneLine = hostile.map((text) => text.replaceAll("\n", " "));
  return {
    ...sample,
    scopes,
    connections: [
      { key: "all", scopes: scopes.map(({ name }) => name), groups: onOneLine.map((name) => ({ name: name.trim() })) },
    ],
    azure: { ...sample.azure, tags: Object.fromEntries(onOneLine.map((text, index) => [`tag-${index}`, text])) },
    foundry: { ...sample.foundry, agent: { instructions: hostile.join("\n") } },
  };
}

const deployments = [
  ["hostile texts, Okta", hostileDeployment(samples.okta())],
  ["hostile texts, Entra", hostileDeployment(samples.entra())],
  ...generated.map((deployment, index) => [`arbitrary texts, seed ${seed}, case ${index}`, deployment] as const),
] as const;

let terraform: LocalTerraform;

beforeAll(async () => {
  terraform = await LocalTerraform.start(deployments.map(([, deployment]) => deployment));
});

afterAll(async () => terraform.close());

async function expectLiteral(deployment: Deployment): Promise<void> {
  const plan = await terraform.planned(deployment);
  const values = (type: string): readonly unknown[] =>
    plan.filter((resource) => resource.type === type).map((resource) => resource.values);

  const exposed = [
    ...values("okta_auth_server_scope").map((scope) => [at(scope, "name"), at(scope, "description")]),
    ...values("azuread_application_permission_scope").map((scope) => [
      at(scope, "value"),
      at(scope, "admin_consent_description"),
    ]),
  ];
  expect(new Map(exposed as [string, string][])).toEqual(
    new Map(deployment.scopes.map(({ name, description }) => [name, description])),
  );
  for (const agent of values("azapi_data_plane_resource")) {
    expect(at(agent, "body", "definition", "instructions")).toBe(deployment.foundry.agent.instructions);
  }
  const tagged = values("azurerm_storage_account").map((account) => at(account, "tags") ?? {});
  expect(tagged).toEqual([deployment.azure.tags]);
  const groups = new Set([
    ...values("okta_group").map((group) => at(group, "name")),
    ...values("azuread_group").map((group) => at(group, "display_name")),
  ]);
  for (const name of groupNames(deployment)) expect(groups).toContain(name);
}

function groupNames({ connections, foundry }: Deployment): readonly string[] {
  return [
    ...connections.flatMap(({ groups }) =>
      groups === "everyone" ? [] : groups.flatMap((group) => ("name" in group ? [group.name] : [])),
    ),
    ...foundry.users.flatMap((user) => ("group" in user ? [user.group] : [])),
  ];
}

test.each(deployments)("%s", async (_name, deployment) => expectLiteral(deployment));
