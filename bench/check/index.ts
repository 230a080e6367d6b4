/**
 * Processor time and memory of reading and judging plan files of 100, 1,000, 10,000 and 50,000 resources, beside `JSON.parse` of the same file.
 * Run it with `npm run bench:check`; numbers of resources may be given. Each figure is a process of its own, the best of three, of code
 * that has been warmed up on another plan, for `JSON.parse` as well; what the first plan of a process takes is told beside it.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printRow, root } from "../processes";
import { best, compile, run } from "./compiled";
import { writePlanFile } from "./plan-files";
import { planSamples } from "./sample-plans";

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 10_000, 50_000];
const rounds = 3;
/** One deployment in a thousand resources, as where a platform team keeps one beside everything else, and ten times as many. */
const neighbourhoods = [1_000, 100];

async function main(): Promise<void> {
  process.chdir(root);
  const samples = await planSamples();
  const folder = mkdtempSync(join(tmpdir(), "passthrough-bench-"));
  try {
    compile(["bench", "checks"], folder);
    const program = (name: string): string => join(folder, "bench", "check", `${name}.js`);
    const first = join(folder, "first.json");
    writePlanFile(first, samples, { resources: 1_000, neighbourhood: 100 });
    printRow([
      "resources",
      "deployments",
      "file MB",
      "check ms",
      "parse ms",
      "ratio",
      "check MB",
      "parse MB",
      "cold ms",
    ]);
    for (const [count, neighbourhood] of counts.flatMap((count) =>
      neighbourhoods.map((each) => [count, each] as const),
    )) {
      const plan = join(folder, "plan.json");
      const deployments = writePlanFile(plan, samples, { resources: count, neighbourhood });
      const measured = Array.from({ length: rounds }, () => ({
        check: run(program("judge"), first, plan, String(deployments)),
        parse: run(program("parse"), first, plan),
      }));
      const check = best(measured.map((round) => round.check));
      const parse = best(measured.map((round) => round.parse));
      printRow([
        String(count),
        String(deployments),
        (statSync(plan).size / 1e6).toFixed(1),
        check.milliseconds.toFixed(1),
        parse.milliseconds.toFixed(1),
        (check.milliseconds / parse.milliseconds).toFixed(2),
        check.megabytes.toFixed(0),
        parse.megabytes.toFixed(0),
        check.coldMilliseconds.toFixed(0),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
