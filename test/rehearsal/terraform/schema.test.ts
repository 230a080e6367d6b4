import { describe, expect, test } from "@jest/globals";
import { dataSourceSchema, providerSchema, resourceSchema } from "../../../rehearsal/terraform/bindings/schema";
import { typeOfBlock, typeOfNestedBlock } from "../../../rehearsal/terraform/protocol/schema";
import { providers } from "../../../rehearsal/terraform/providers";

describe("schemas derived from the bindings", () => {
  test("say which attributes are required, optional and computed", () => {
    const { attributes } = resourceSchema("azurerm", "azurerm_resource_group");
    expect(attributes["location"]).toMatchObject({ type: "string", required: true, computed: false });
    expect(attributes["managed_by"]).toMatchObject({ required: false, optional: true, computed: false });
    expect(attributes["id"]).toMatchObject({ optional: true, computed: true });
    expect(attributes["tags"]).toMatchObject({ type: ["map", "string"], optional: true });
  });

  test("nest blocks: one that must stand, one that may, several", () => {
    const deployment = resourceSchema("azurerm", "azurerm_cognitive_deployment").blocks;
    expect(deployment["model"]).toMatchObject({ nesting: "list", minItems: 1, maxItems: 1 });
    expect(deployment["timeouts"]).toMatchObject({ nesting: "single" });
    const { group } = resourceSchema("okta", "okta_app_group_assignments").blocks;
    expect(group).toMatchObject({ nesting: "list", minItems: 0 });
    expect(group?.maxItems).toBeUndefined();
    const { blocks } = resourceSchema("azurerm", "azurerm_storage_account");
    expect(Object.keys(blocks["network_rules"]?.block.blocks ?? {})).toEqual(["private_link_access"]);
  });

  test("tell sets from lists, also where only the provider sets them", () => {
    const { attributes } = resourceSchema("okta", "okta_auth_server_policy_rule");
    expect(attributes["scope_whitelist"]?.type).toEqual(["set", "string"]);
    expect(dataSourceSchema("okta", "okta_group").attributes["users"]?.type).toEqual(["set", "string"]);
    expect(resourceSchema("okta", "okta_app_oauth").attributes["redirect_uris"]?.type).toEqual(["list", "string"]);
  });

  test("keep objects that the provider computes as attributes", () => {
    const account = dataSourceSchema("azurerm", "azurerm_cognitive_account");
    expect(account.attributes["identity"]?.type).toEqual([
      "list",
      ["object", { identity_ids: ["list", "string"], principal_id: "string", tenant_id: "string", type: "string" }],
    ]);
    expect(account.blocks["identity"]).toBeUndefined();
  });

  test("read provider blocks, whose nested blocks have no class, and leave Terraform's own alias out", () => {
    const { attributes, blocks } = providerSchema("azurerm");
    expect(attributes["alias"]).toBeUndefined();
    expect(attributes["resource_providers_to_register"]?.type).toEqual(["list", "string"]);
    const storage = blocks["features"]?.block.blocks["storage"];
    expect(storage && typeOfNestedBlock(storage)).toEqual(["list", ["object", { data_plane_available: "bool" }]]);
  });
});

describe("the providers", () => {
  test("mark what is secret", () => {
    const sensitive = providers().flatMap(({ resources }) =>
      [...resources].flatMap(([type, { schema }]) =>
        Object.entries(schema.attributes)
          .filter(([, attribute]) => attribute.sensitive === true)
          .map(([name]) => `${type}.${name}`),
      ),
    );
    expect(sensitive).toEqual(
      expect.arrayContaining([
        "azurerm_application_insights.connection_string",
        "azurerm_storage_account.primary_access_key",
        "random_password.result",
      ]),
    );
  });

  test("name only attributes that exist, as reasons for replacement, defaults and computed again", () => {
    for (const { resources } of providers()) {
      for (const [name, { type, schema }] of resources) {
        const [, members] = typeOfBlock(schema);
        const paths = type.replacedBy.map((path) => path.split(".")[0] ?? "");
        const known = [...paths, ...Object.keys(type.defaults ?? {}), ...Object.keys(type.unknownAfterChangeOf ?? {})];
        expect({ name, unknown: known.filter((path) => !(path in members)) }).toEqual({ name, unknown: [] });
      }
    }
  });

  test("spell azapi's namespace as Terraform looks it up", () => {
    expect(providers().map(({ address }) => address)).toContain("registry.terraform.io/azure/azapi");
  });
});
