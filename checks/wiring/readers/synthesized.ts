/** What cdktf's synth wrote: a folder with `manifest.json`, or one stack's file. */
import { basename, join } from "node:path";
import type { Configuration } from "../configuration";
import * as errors from "./errors";
import { mostGenerated, readText } from "./files";
import type { Grammar } from "./hcl/grammar";
import { propertiesOf, readJsonTree } from "./json/json-tree";
import { readJsonBody } from "./json/json-bodies";
import { configurationOf } from "./module/configuration";
import { defineModule } from "./module/define";

/** The file that tells a `cdktf.out` folder from others. */
export const manifestName = "manifest.json";

/**
 * Reads every stack of a `cdktf.out` folder, in the order of the manifest.
 * It waits for nothing once the grammar is loaded, so that a validation of cdktf can call it while it synthesizes.
 */
export function readSynthesized(folder: string, grammar: Grammar): readonly Configuration[] {
  const path = join(folder, manifestName);
  const { root } = readJsonTree(readText(path, mostGenerated), path);
  const stacks = propertiesOf(root)?.find(([name]) => name === "stacks")?.[1];
  const all = stacks && propertiesOf(stacks);
  if (!all || all.length === 0)
    throw errors.wrongShape(path, "stacks", "an object with one or more stacks, as cdktf synthesizes", stacks?.value);
  return all.map(([name, stack]) => {
    const file: unknown = propertiesOf(stack)?.find(([key]) => key === "synthesizedStackPath")?.[1].value;
    if (typeof file !== "string") throw errors.wrongShape(path, `stacks.${name}.synthesizedStackPath`, "a path", file);
    return readStack(join(folder, file), name, grammar);
  });
}

/** Reads one `.tf.json` file as a root module. */
export function readStack(path: string, name: string, grammar: Grammar): Configuration {
  return readStackText(readText(path, mostGenerated), path, name, grammar);
}

/** Reads the text of one `.tf.json` file as a root module. */
export function readStackText(text: string, path: string, name: string, grammar: Grammar): Configuration {
  const body = readJsonBody(text, path, grammar);
  const definition = defineModule([{ body, override: false }], (block) => ({
    reason: `its module ${JSON.stringify(block.labels[0] ?? "")} is not part of ${basename(path)}`,
  }));
  return configurationOf(name, definition);
}
