/**
 * Bundles a server with all that it imports into one file. The file appears whole: whoever packs the folder meanwhile takes the old one.
 *
 *   node build.mjs <entry> --outfile=<file> [--external=<module>]
 */
import { mkdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { outfile: { type: "string" }, external: { type: "string", multiple: true, default: [] } },
});
const { outfile, external } = values;
const unfinished = join(dirname(outfile), `.${process.pid}-${basename(outfile)}`);
mkdirSync(dirname(outfile), { recursive: true });
await build({
  entryPoints: positionals,
  bundle: true,
  platform: "node",
  target: "node20",
  external,
  outfile: unfinished,
});
renameSync(unfinished, outfile);
