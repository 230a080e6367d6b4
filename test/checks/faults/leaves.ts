/** Every leaf of a synthesized stack that belongs to one of the five layers. It knows nothing of rules. */
import type { Layer } from "../../../checks/finding";
import { object, type Json } from "../../support/terraform-json";

/** Keys and indexes from the top of the JSON. */
export type Path = readonly (string | number)[];

/** A text, a number, a truth value, or something empty. */
export interface Leaf {
  readonly layer: Layer;
  /** `azapi_resource.x`, `data.okta_group.x`, `local.x` or `var.x`. */
  readonly address: string;
  /** Below the block; empty where the block itself is empty. */
  readonly within: Path;
  /** The same as a person would say it: `body.properties.scopes[2]`, `appSettings["MCP_ISSUER"].value`. */
  readonly shown: string;
  /** From the top of the JSON. */
  readonly path: Path;
  readonly value: unknown;
}

/** Constructs of each layer, by the first part of their path in the stack. */
const constructs: readonly (readonly [Layer, RegExp])[] = [
  ["identity", /^(identity|groups|entra-groups|client-.*)$/],
  ["access policy", /^access-/],
  ["function app", /^function-app$/],
  ["connection", /^connection-/],
  ["agent", /^agent-/],
];

/** All leaves, in the order of the JSON. */
export function leavesOf(json: Json): readonly Leaf[] {
  const blocks = (["resource", "data"] as const).flatMap((mode) =>
    Object.entries(object(json[mode])).flatMap(([type, named]) =>
      Object.entries(object(named)).flatMap(([name, block]) => {
        const layer = layerOf(firstConstruct(block));
        if (layer === undefined) return [];
        const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
        return below({ layer, address, within: [], shown: "", path: [mode, type, name], value: block });
      }),
    ),
  );
  const locals = Object.entries(object(json["locals"])).flatMap(([name, value]) => {
    const layer = layerOf(name.split("_")[0] ?? "");
    if (layer === undefined) throw new Error(`The local ${name} belongs to no layer.`);
    return below({ layer, address: `local.${name}`, within: [], shown: "", path: ["locals", name], value });
  });
  // What refuses the sample values guards the organization of the identity provider before anything else.
  const variables = Object.entries(object(json["variable"])).flatMap(([name, value]) =>
    below({ layer: "identity", address: `var.${name}`, within: [], shown: "", path: ["variable", name], value }),
  );
  return [...blocks, ...locals, ...variables];
}

function below(leaf: Leaf): readonly Leaf[] {
  const { value } = leaf;
  if (typeof value !== "object" || value === null) return [leaf];
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value).filter(([key]) => key !== "//");
  if (inner.length === 0) return [leaf];
  return inner.flatMap(([step, item]) =>
    below({
      ...leaf,
      within: [...leaf.within, step],
      shown: (leaf.shown + shownStep(step, item)).replace(/^\./, ""),
      path: [...leaf.path, step],
      value: item,
    }),
  );
}

/** Items of a list are told by their name where they have one: their index differs from stack to stack. */
function shownStep(step: string | number, item: unknown): string {
  if (typeof step === "string") return `.${step}`;
  const name = object(item)["name"];
  return typeof name === "string" ? `[${JSON.stringify(name)}]` : `[${step}]`;
}

function firstConstruct(block: unknown): string {
  const path = String(object(object(object(block)["//"])["metadata"])["path"]);
  return path.split("/")[1] ?? "";
}

function layerOf(construct: string): Layer | undefined {
  return constructs.find(([, pattern]) => pattern.test(construct))?.[0];
}
