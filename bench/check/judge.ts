/** Reads a plan and judges it by every rule: `judge.ts <plan to begin with> <plan> <deployments in it>`. Prints a measurement of the second. */
import { judge } from "../../checks/check";
import { readWirings } from "../../checks/wiring/layers";
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { readWithGrammar } from "../../checks/wiring/readers/read";
import { measureWarm } from "./measure-warm";

async function main(): Promise<void> {
  const [first = "", plan = "", deployments = ""] = process.argv.slice(2);
  const grammar = await loadGrammar();
  const judged = (path: string): void => {
    const report = judge(readWithGrammar(path, grammar).flatMap((configuration) => readWirings(configuration)));
    // What is not found, or found to be wrong, would be measured too fast or too slow.
    const isWhole = path === first || report.deployments.length === Number(deployments);
    if (!isWhole || report.counts.errors > 0) {
      throw new Error(`${path}: ${report.deployments.length} deployments, ${report.counts.errors} errors`);
    }
  };
  measureWarm(judged, first, plan);
}

void main();
