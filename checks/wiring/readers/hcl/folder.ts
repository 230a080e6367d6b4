/** A folder of `.tf` and `.tf.json` files: one root module, with the modules of local folders that it calls. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../configuration";
import * as errors from "../errors";
import { isFolder, mostWritten, namesIn, readText } from "../files";
import { readJsonBody } from "../json/json-bodies";
import { configurationOf } from "../module/configuration";
import { defineModule, type ModuleFile } from "../module/define";
import type { ModuleCall, ModuleDefinition, NestedBlock } from "../module/definition";
import { readHcl } from "./bodies";
import type { Grammar } from "./grammar";
import { variableValues } from "./variable-files";

/** Reads a root module. */
export function readFolder(folder: string, varFiles: readonly string[], grammar: Grammar): Configuration {
  const names = namesIn(folder);
  const definition = new FolderReader(grammar).module(folder, []);
  return configurationOf(folder, definition, variableValues(folder, names, varFiles, grammar));
}

/** Whether Terraform reads a file of this name: editors' backups and hidden files are none of its own. */
export function isTerraformFile(name: string): boolean {
  return /\.tf(\.json)?$/.test(name) && !/^\.|^#.*#$|~$/.test(name);
}

class FolderReader {
  private readonly grammar: Grammar;
  private readonly read = new Map<string, ModuleDefinition>();

  constructor(grammar: Grammar) {
    this.grammar = grammar;
  }

  /** Reads a module once; `callers` are the folders of the modules that lead here. */
  module(folder: string, callers: readonly string[]): ModuleDefinition {
    const files = namesIn(folder).filter(isTerraformFile);
    if (files.length === 0) throw errors.noTerraform(folder);
    const real = realpathSync(folder);
    const before = this.read.get(real);
    if (before) return before;
    const definition = defineModule(
      files.map((name) => this.file(join(folder, name), name)),
      (block) => this.called(block, folder, [...callers, real]),
    );
    this.read.set(real, definition);
    return definition;
  }

  private file(path: string, name: string): ModuleFile {
    const text = readText(path, mostWritten);
    const isJson = name.endsWith(".json");
    const body = isJson ? readJsonBody(text, path, this.grammar) : readHcl(text, path, this.grammar);
    return { body, override: /(^|_)override\.tf(\.json)?$/.test(name) };
  }

  private called({ body, at }: NestedBlock, folder: string, callers: readonly string[]): ModuleCall["called"] {
    const source = body.attributes.get("source")?.expression;
    if (source?.kind !== "literal" || typeof source.value !== "string") return { reason: "its module has no source" };
    if (!/^\.\.?\//.test(source.value)) return { reason: `its module comes from ${JSON.stringify(source.value)}` };
    const path = join(folder, source.value);
    if (!isFolder(path)) throw errors.unreadable(path, "a module must be a folder");
    if (callers.includes(realpathSync(path))) throw errors.cyclic(at, [...callers, path]);
    return this.module(path, callers);
  }
}
