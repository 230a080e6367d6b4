/**
 * Processor time and memory of forming previews of plans of 100, 1,000 and 10,000 resources and their comments, beside `JSON.parse` of the
 * same file, and beside it the fingerprint, which pipelines alone ask for. Run it with `npm run bench:preview`; numbers of resources may be given. Everything is created in these plans,
 * so that every resource is shown or counted. Each figure is a process of its own, the best of three, of code that has been warmed up on
 * another plan, for `JSON.parse` as well; what the first plan of a process takes is told beside it.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { best, compile, run } from "../check/compiled";
import { writePlanFile } from "../check/plan-files";
import { planSamples } from "../check/sample-plans";
import { printRow, root } from "../processes";

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 10_000];
const rounds = 3;
/** One deployment in a thousand resources, as where a platform team keeps one beside everything else, and ten times as many. */
const neighbourhoods = [1_000, 100];

async function main(): Promise<void> {
  process.chdir(root);
  const samples = await planSamples();
  const folder = mkdtempSync(join(tmpdir(), "passthrough-bench-"));
  try {
    compile(["bench", "checks", "preview"], folder);
    const program = (...path: readonly string[]): string => join(folder, "bench", ...path);
    const [first, plan] = [join(folder, "first.json"), join(folder, "plan.json")];
    writePlanFile(first, samples, { resources: 1_000, neighbourhood: 100 });
    printRow([
      "resources",
      "deployments",
      "file MB",
      "preview ms",
      "parse ms",
      "ratio",
      "fingerprint",
      "preview MB",
      "parse MB",
      "cold ms",
    ]);
    const sizes = counts.flatMap((resources) => neighbourhoods.map((neighbourhood) => ({ resources, neighbourhood })));
    for (const size of sizes) {
      const deployments = writePlanFile(plan, samples, size);
      const measured = Array.from({ length: rounds }, () => ({
        preview: run(program("preview", "form.js"), first, plan, String(deployments)),
        fingerprint: run(program("preview", "fingerprint.js"), first, plan),
        parse: run(program("check", "parse.js"), first, plan),
      }));
      const preview = best(measured.map((round) => round.preview));
      const fingerprint = best(measured.map((round) => round.fingerprint));
      const parse = best(measured.map((round) => round.parse));
      printRow([
        String(size.resources),
        String(deployments),
        (statSync(plan).size / 1e6).toFixed(1),
        preview.milliseconds.toFixed(1),
        parse.milliseconds.toFixed(1),
        (preview.milliseconds / parse.milliseconds).toFixed(2),
        fingerprint.milliseconds.toFixed(1),
        preview.megabytes.toFixed(0),
        parse.megabytes.toFixed(0),
        preview.coldMilliseconds.toFixed(0),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
