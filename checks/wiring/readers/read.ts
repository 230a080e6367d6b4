/** Reads any Terraform source, told apart by what it holds. */
import type { Configuration } from "../configuration";
import * as errors from "./errors";
import { isFolder, mostGenerated, namesIn, readText } from "./files";
import { isObject, type JsonObject, member } from "./generated/json-object";
import { isTerraformFile, readFolder } from "./hcl/folder";
import { type Grammar, loadGrammar } from "./hcl/grammar";
import { readPlan } from "./plan";
import { readShownState, readStateFile } from "./state";
import { manifestName, readStackText, readSynthesized } from "./synthesized";

/** How sources are read. */
export interface ReadOptions {
  /**
   * Files with values of input variables, later ones over earlier ones, as `terraform -var-file`.
   * @default `terraform.tfvars` and `*.auto.tfvars` of the folder alone
   */
  readonly varFiles?: readonly string[];
}

/**
 * Reads a path: a `cdktf.out` folder (one configuration a stack), a folder of `.tf` and `.tf.json` files (one root module), or a JSON file
 * (plan, state, or one stack).
 *
 * @throws {InputError} where it is none of these, or damaged
 */
export async function readConfigurations(path: string, options: ReadOptions = {}): Promise<readonly Configuration[]> {
  return readWithGrammar(path, await loadGrammar(), options);
}

/**
 * The same without waiting, for what cannot wait.
 *
 * @throws {InputError} where it is none of these, or damaged
 */
export function readWithGrammar(
  path: string,
  grammar: Grammar,
  { varFiles = [] }: ReadOptions = {},
): readonly Configuration[] {
  if (!isFolder(path)) {
    if (varFiles.length > 0) throw errors.needlessVariableFiles(path);
    return [readJsonFile(path, grammar)];
  }
  const names = namesIn(path);
  if (names.some(isTerraformFile)) return [readFolder(path, varFiles, grammar)];
  if (!names.includes(manifestName)) throw errors.noTerraform(path);
  if (varFiles.length > 0) throw errors.needlessVariableFiles(path);
  return readSynthesized(path, grammar);
}

/** Keys at the top of `.tf.json` files. */
const configurationKeys = new Set([
  "resource",
  "data",
  "module",
  "locals",
  "variable",
  "output",
  "terraform",
  "provider",
]);

function readJsonFile(path: string, grammar: Grammar): Configuration {
  if (!/\.(json|tfstate)$/.test(path)) throw errors.unknownFile(path);
  const text = readText(path, mostGenerated);
  if (path.endsWith(".tf.json")) return readStackText(text, path, path, grammar);
  const json = parsed(text, path);
  if ("planned_values" in json || "resource_changes" in json) {
    requireShowVersion(json, path);
    return readPlan(json, path, grammar);
  }
  if ("format_version" in json && ("values" in json || "terraform_version" in json || Object.keys(json).length === 1)) {
    requireShowVersion(json, path);
    return readShownState(json, path);
  }
  if ("version" in json && ("serial" in json || "lineage" in json || "resources" in json)) {
    if (json["version"] !== 4) throw errors.unknownVersion(path, "version", json["version"], "4");
    return readStateFile(json, path);
  }
  if (Object.keys(json).some((key) => configurationKeys.has(key))) return readStackText(text, path, path, grammar);
  throw errors.unknownJson(path, Object.keys(json));
}

/** Terraform promises to keep what it has within version 1. */
function requireShowVersion(json: JsonObject, path: string): void {
  const version = member(json, "format_version");
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) {
    throw errors.unknownVersion(path, "format_version", version, "1.0 and later versions that begin with 1");
  }
}

function parsed(text: string, path: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw errors.notJson(path, text.trim() === "" ? "the file is empty" : reasonOf(error));
  }
  if (!isObject(json)) throw errors.wrongShape(path, "", "an object", json);
  return json;
}

/** What the parser of Node says, without the text that it quotes. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const position = /at position \d+( \(line \d+ column \d+\))?/.exec(message)?.[0];
  return position === undefined ? "it ends too early" : `something is wrong ${position}`;
}
