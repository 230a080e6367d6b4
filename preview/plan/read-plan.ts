/** Reads the JSON of a plan. What the checks read of it themselves is not read here a second time. */
import { type JsonObject, isObject, member } from "../../checks/wiring/readers/generated/json-object";
import { extended } from "../../checks/wiring/readers/module/references";
import * as errors from "../errors";
import { isSame } from "./sides";
import type { ChangeKind, FailedCheck, OutputChange, Plan, ResourceChange, ValueChange } from "./plan";

/**
 * Parses the text of `terraform show -json <plan>`.
 *
 * @param text what Terraform printed
 * @param file how to call it in errors
 * @throws {InputError} where it is no plan; nothing of the text is told, for it holds secrets
 */
export function parsePlan(text: string, file: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw errors.notJson(file);
  }
  if (!isObject(json)) throw errors.wrongShape(file, "The file", "an object");
  if (!("planned_values" in json) && !("resource_changes" in json)) throw errors.notAPlan(file, Object.keys(json));
  const version = member(json, "format_version");
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) throw errors.unknownVersion(file, version);
  return json;
}

/**
 * What a plan does.
 *
 * @param json the parsed plan
 * @param name how a person calls it
 * @param file how to call it in errors
 * @throws {InputError} where it is damaged
 */
export function readPlanChanges(json: JsonObject, name: string, file: string): Plan {
  const list = (key: string): readonly JsonObject[] => objectsOf(json, key, file);
  const resources = list("resource_changes").map((entry) => resourceChange(entry, file));
  const relevant = relevantAttributes(list("relevant_attributes"));
  return {
    name,
    resources,
    outputs: outputChanges(json, file),
    drift: list("resource_drift")
      .map((entry) => resourceChange(entry, file))
      .filter((change) => isRelevant(change, relevant)),
    failedChecks: list("checks").flatMap(failedCheck),
    complete: member(json, "complete") !== false,
    json,
  };
}

/** Names of attributes on which the plan depends, by the address of the resource without instances. */
type RelevantAttributes = ReadonlyMap<string, ReadonlySet<unknown>>;

function relevantAttributes(entries: readonly JsonObject[]): RelevantAttributes {
  const byResource = new Map<string, Set<unknown>>();
  for (const entry of entries) {
    const resource = textOf(entry, "resource", "relevant_attributes");
    const attributes = byResource.get(resource) ?? new Set();
    byResource.set(resource, attributes.add(member(entry["attribute"], 0)));
  }
  return byResource;
}

/** Terraform's own text leaves the rest out as well: what no decision of the plan depends on. */
function isRelevant({ address, values: { before, after } }: ResourceChange, relevant: RelevantAttributes): boolean {
  const attributes = relevant.get(address.replaceAll(/\[[^\]]*\]/g, ""));
  if (!attributes) return false;
  return [...attributes].some((name) => typeof name !== "string" || !isSame(member(before, name), member(after, name)));
}

function resourceChange(entry: JsonObject, file: string): ResourceChange {
  const address = textOf(entry, "address", file);
  const change = member(entry, "change");
  if (!isObject(change)) throw errors.wrongShape(file, "change of a resource", "an object");
  const actions = actionsOf(change, file);
  const previousAddress = optionalText(entry, "previous_address");
  const deposed = optionalText(entry, "deposed");
  const reason = optionalText(entry, "action_reason");
  const kind = kindOf(actions, previousAddress !== undefined, isObject(member(change, "importing")));
  return {
    address,
    ...(previousAddress !== undefined && { previousAddress }),
    ...(deposed !== undefined && { deposed }),
    mode: member(entry, "mode") === "data" ? "data" : "resource",
    type: textOf(entry, "type", file),
    kind,
    ...(kind === "replace" && { createdFirst: actions[0] === "create" }),
    ...(reason !== undefined && { reason }),
    replacedBy: pathsOf(member(change, "replace_paths")),
    values: valuesOf(change),
  };
}

function kindOf(actions: readonly string[], moved: boolean, imported: boolean): ChangeKind {
  if (actions.length > 1) return "replace";
  switch (actions[0]) {
    case "create":
    case "update":
    case "delete":
    case "forget":
    case "read":
      return actions[0];
    default:
      return imported ? "import" : moved ? "move" : "none";
  }
}

function actionsOf(change: unknown, file: string): readonly string[] {
  const actions = member(change, "actions");
  if (!Array.isArray(actions) || !actions.every((action) => typeof action === "string")) {
    throw errors.wrongShape(file, "actions of a change", "a list of texts");
  }
  return actions;
}

function valuesOf(change: JsonObject): ValueChange {
  return {
    before: change["before"] ?? undefined,
    after: change["after"] ?? undefined,
    afterUnknown: change["after_unknown"],
    beforeSensitive: change["before_sensitive"],
    afterSensitive: change["after_sensitive"],
  };
}

function pathsOf(paths: unknown): readonly string[] {
  if (!Array.isArray(paths)) return [];
  return (paths as readonly unknown[]).map((path) => {
    const steps = (Array.isArray(path) ? (path as readonly unknown[]) : [path]).filter(
      (step) => typeof step === "string" || typeof step === "number",
    );
    return steps.reduce<string>(extended, "");
  });
}

function outputChanges(json: JsonObject, file: string): readonly OutputChange[] {
  const outputs = member(json, "output_changes") ?? {};
  if (!isObject(outputs)) throw errors.wrongShape(file, "output_changes", "an object");
  return Object.entries(outputs).map(([name, change]) => {
    if (!isObject(change)) throw errors.wrongShape(file, "the change of an output", "an object");
    return { name, kind: kindOf(actionsOf(change, file), false, false), values: valuesOf(change) };
  });
}

function failedCheck(entry: JsonObject): readonly FailedCheck[] {
  const status = entry["status"];
  if (status !== "fail" && status !== "error") return [];
  const instances = Array.isArray(entry["instances"]) ? (entry["instances"] as readonly unknown[]) : [];
  const messages = instances.flatMap((instance) => {
    const problems = member(instance, "problems");
    return Array.isArray(problems) ? (problems as readonly unknown[]).map((problem) => member(problem, "message")) : [];
  });
  const address = member(entry["address"], "to_display");
  return [
    {
      address: typeof address === "string" ? address : "",
      status,
      messages: messages.filter((message) => typeof message === "string"),
    },
  ];
}

function objectsOf(json: JsonObject, key: string, file: string): readonly JsonObject[] {
  const value = member(json, key) ?? [];
  if (!Array.isArray(value) || !value.every(isObject)) throw errors.wrongShape(file, key, "a list of objects");
  return value;
}

function textOf(entry: JsonObject, key: string, file: string): string {
  const value = member(entry, key);
  if (typeof value !== "string") throw errors.wrongShape(file, `${key} of a resource`, "a text");
  return value;
}

function optionalText(entry: JsonObject, key: string): string | undefined {
  const value = member(entry, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}
