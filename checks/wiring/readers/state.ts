/** States: `terraform show -json`, and the file that Terraform keeps. */
import type { Block, Configuration } from "../configuration";
import { isRelevantType } from "../relevant-types";
import * as errors from "./errors";
import { isObject, type JsonObject, member, objectsAt, requiredText, textAt } from "./generated/json-object";
import { attributesOf } from "./generated/json-values";
import { type ResourceValues, resourcesOf } from "./generated/resources";

/** Reads what `terraform show -json` says of a state. */
export function readShownState(state: unknown, file: string): Configuration {
  return configurationOf(resourcesOf(member(state, "values"), file), file);
}

/** Reads a state file of version 4. */
export function readStateFile(state: unknown, file: string): Configuration {
  const resources = objectsAt(state, "resources", file).flatMap((resource) => instancesOf(resource, file));
  return configurationOf(resources, file);
}

function configurationOf(resources: readonly ResourceValues[], file: string): Configuration {
  const seen = new Set<string>();
  const blocks: Block[] = [];
  for (const resource of resources) {
    const { address, mode, type, values, sensitive, dependsOn } = resource;
    if (seen.has(address)) throw errors.duplicate(file, address);
    seen.add(address);
    if (!isRelevantType(type)) continue;
    if (values !== undefined && !isObject(values))
      throw errors.wrongShape(file, `values of ${address}`, "an object", values);
    blocks.push({
      address,
      mode,
      type,
      arguments: attributesOf({ address, type }, values, { sensitive }),
      dependsOn,
      conditions: [],
      ignoredChanges: [],
      source: { address, path: "" },
    });
  }
  return { name: file, origin: "state", blocks, variables: [] };
}

function instancesOf(resource: JsonObject, file: string): readonly ResourceValues[] {
  const type = requiredText(resource, "type", file);
  const name = requiredText(resource, "name", file);
  const mode = resource["mode"] === "data" ? "data" : "resource";
  const moduleAddress = textAt(resource, "module") ?? "";
  const prefix = `${moduleAddress === "" ? "" : `${moduleAddress}.`}${mode === "data" ? "data." : ""}`;
  return objectsAt(resource, "instances", file)
    .filter((instance) => instance["deposed"] === undefined)
    .map((instance) => {
      const key = instance["index_key"];
      const index = typeof key === "string" || typeof key === "number" ? `[${JSON.stringify(key)}]` : "";
      const dependencies = instance["dependencies"];
      return {
        address: `${prefix}${type}.${name}${index}`,
        mode,
        type,
        name,
        moduleAddress,
        values: withoutTypes(instance["attributes"]),
        sensitive: sensitiveTree(instance["sensitive_attributes"]),
        dependsOn: Array.isArray(dependencies) ? dependencies.filter((to) => typeof to === "string") : [],
      };
    });
}

/** A state file writes an attribute that takes any value as that value with its type. */
function withoutTypes(attributes: unknown): unknown {
  if (!isObject(attributes)) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, isTyped(value) ? value["value"] : value]),
  );
}

const compoundTypes = new Set<unknown>(["object", "tuple", "list", "set", "map"]);

function isTyped(value: unknown): value is JsonObject {
  if (!isObject(value) || Object.keys(value).sort().join() !== "type,value") return false;
  const type = value["type"];
  if (Array.isArray(type)) return compoundTypes.has(type[0]);
  return type === "string" || type === "number" || type === "bool" || type === "dynamic";
}

/** A state file lists paths of steps; as a tree, `true` marks what is sensitive. */
function sensitiveTree(paths: unknown): JsonObject {
  const tree: Tree = {};
  for (const path of Array.isArray(paths) ? (paths as readonly unknown[]) : []) {
    if (!Array.isArray(path)) continue;
    let at = tree;
    for (const [index, step] of (path as readonly unknown[]).entries()) {
      const key = keyOf(member(step, "value"));
      const inner = Object.hasOwn(at, key) ? at[key] : undefined;
      if (inner === true) break;
      const next: Tree | true = index === path.length - 1 ? true : (inner ?? {});
      // Assigning would change the prototype where the key is "__proto__".
      Object.defineProperty(at, key, { value: next, enumerable: true, configurable: true, writable: true });
      if (next === true) break;
      at = next;
    }
  }
  return tree;
}

interface Tree {
  [key: string]: Tree | true;
}

/** A step is a name, or an index with its type. */
function keyOf(step: unknown): string {
  const value = isObject(step) ? step["value"] : step;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
