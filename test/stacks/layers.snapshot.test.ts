/** What each layer generates for the samples, small enough to be read in a review. */
import { stringify } from "yaml";
import { describe, expect, test } from "@jest/globals";
import { samples } from "../support/deployments";
import { synthesize } from "../support/synthesize";
import { object, withoutMetadata, type Json, type TerraformJson } from "../support/terraform-json";

/** Constructs of each layer, by the first part of their path in the stack. */
const layers = {
  providers: /^(azurerm|azapi|azuread|okta|random)$/,
  "resource group": /^resource-group$/,
  "function app": /^function-app$/,
  identity: /^(identity|groups|entra-groups|client-.*)$/,
  "access policy": /^access-/,
  foundry: /^foundry$/,
  connection: /^connection-/,
  agent: /^agent-/,
} as const;

describe.each(["okta", "entra"] as const)("%s", (provider) => {
  const stack = synthesize(samples[provider]());

  test.each(Object.entries(layers))("%s", (_layer, pattern) => {
    expect(layer(stack, pattern)).toMatchSnapshot();
  });

  test("outputs, variables and backend", () => {
    const { output, variable, terraform, locals } = stack.json;
    expect(readable({ locals, output, variable, terraform })).toMatchSnapshot();
  });

  test("no block belongs to no layer", () => {
    const patterns = Object.values(layers);
    const strays = stack.blocks.filter((block) => !patterns.some((pattern) => pattern.test(rootOf(block.attributes))));
    expect(strays).toEqual([]);
  });
});

function layer(stack: TerraformJson, pattern: RegExp): string {
  const blocks = stack.blocks.filter(({ attributes }) => pattern.test(rootOf(attributes)));
  if (blocks.length > 0)
    return readable(Object.fromEntries(blocks.map(({ address, attributes }) => [address, attributes])));
  const providers = Object.entries(object(stack.json["provider"])).filter(([name]) => pattern.test(name));
  return readable(Object.fromEntries(providers));
}

function rootOf(attributes: Json): string {
  const path = String(object(object(attributes["//"])["metadata"])["path"]);
  return path.split("/")[1] ?? "";
}

function readable(value: unknown): string {
  return stringify(withoutMetadata(value), { lineWidth: 0 });
}
