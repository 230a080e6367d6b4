/**
 * Synthesizes configurations that were synthesized before, without any contract: `plain.ts <their output folder> <output folder>`.
 * Fails where the JSON is not the same; prints a measurement.
 */
import { deepStrictEqual } from "node:assert";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { TerraformJson, withoutMetadata } from "../../test/support/terraform-json";
import { measure } from "../measurement";
import { addStack, loadBindings } from "./plain-program";

const [given = "", outdir = ""] = process.argv.slice(2);
const names = readdirSync(join(given, "stacks"));
const configurations = new Map(names.map((name) => [name, TerraformJson.read(given, name)]));
for (const configuration of configurations.values()) loadBindings(configuration);

measure(() => {
  const app = new App({ outdir, stackTraces: false });
  for (const [name, configuration] of configurations) addStack(app, name, configuration);
  app.synth();
});

for (const [name, { json }] of configurations) {
  deepStrictEqual(withoutMetadata(TerraformJson.read(outdir, name).json), withoutMetadata(json), name);
}
