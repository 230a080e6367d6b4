/** Finds the secrets of a plan, so that they are not shown where nobody marked them: in another attribute, an output, a message. */
import { at, isObject, type JsonObject, member } from "../../checks/wiring/readers/generated/json-object";
import { resourcesOf } from "../../checks/wiring/readers/generated/resources";
import { maxDepth } from "../errors";
import type { Plan } from "../plan/plan";
import type { Discretion } from "./discretion";
import { isSecretPlace, type Place } from "./secret-places";

/** Lets a discretion know every secret of a plan. */
export function learnSecrets(discretion: Discretion, plan: Plan, file: string): void {
  const harvest = new Harvest(discretion);
  for (const { type, kind, values } of [...plan.resources, ...plan.drift]) {
    harvest.collect(placeAt(type, ""), values.before, values.beforeSensitive);
    // What stays is there before as well.
    const isSame = kind === "none" && values.before !== undefined;
    if (!isSame) harvest.collect(placeAt(type, ""), values.after, values.afterSensitive);
  }
  for (const { name, kind, values } of plan.outputs) {
    harvest.collect(placeAt("output", name), values.before, values.beforeSensitive);
    if (kind !== "none") harvest.collect(placeAt("output", name), values.after, values.afterSensitive);
  }
  // Data sources stand nowhere else.
  for (const { mode, type, values, sensitive } of resourcesOf(at(plan.json, "prior_state", "values"), file)) {
    if (mode === "data") harvest.collect(placeAt(type, ""), values, sensitive);
  }
  harvestVariables(harvest, plan.json);
}

function harvestVariables(harvest: Harvest, json: unknown): void {
  const declared = at(json, "configuration", "root_module", "variables");
  const variables = member(json, "variables");
  if (!isObject(variables)) return;
  for (const name of Object.keys(variables)) {
    const sensitive = at(declared, name, "sensitive") === true;
    harvest.collect(placeAt("variable", name), at(variables, name, "value"), sensitive);
  }
}

function placeAt(type: string, key: string): Place {
  return { type, key, parent: "", setting: undefined };
}

class Harvest {
  private readonly discretion: Discretion;

  constructor(discretion: Discretion) {
    this.discretion = discretion;
  }

  /** Collects the secrets of a value, by its marks and by their places. */
  collect(place: Place, value: unknown, marks: unknown, depth = 0): void {
    if (depth > maxDepth || value === null || value === undefined) return;
    if (marks === true) this.learn(value, typeof value === "string", depth);
    else if (isSecretPlace(place, value)) this.learn(value, false, depth);
    else if (Array.isArray(value)) this.collectItems(place, value, marks, depth);
    else if (isObject(value)) this.collectMembers(place, value, marks, depth);
  }

  private collectItems(place: Place, value: readonly unknown[], marks: unknown, depth: number): void {
    for (const [index, item] of value.entries()) {
      if (typeof item === "object" || marks !== undefined) this.collect(place, item, member(marks, index), depth + 1);
    }
  }

  private collectMembers({ type, key: parent }: Place, value: JsonObject, marks: unknown, depth: number): void {
    const setting = member(value, "name");
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (inner === null || typeof inner === "boolean") continue;
      const place: Place = { type, key, parent, setting: typeof setting === "string" ? setting : undefined };
      this.collect(place, inner, member(marks, key), depth + 1);
    }
  }

  /** Learns a text that somebody marked surely; of anything else, only what looks like a secret. */
  private learn(value: unknown, surely: boolean, depth: number): void {
    if (typeof value === "string") {
      if (surely || looksRandom(value)) this.discretion.learn(value);
    } else if (typeof value === "object" && value !== null && depth <= maxDepth) {
      for (const inner of Object.values(value)) this.learn(inner, false, depth + 1);
    }
  }
}

/** Long, with digits among letters: no word that stands elsewhere by right. */
function looksRandom(text: string): boolean {
  return text.length >= 10 && /\d/.test(text) && /\p{L}/u.test(text);
}
