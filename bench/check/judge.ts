/** Reads a plan and judges it by every rule: `judge.ts <plan to begin with> <plan> <deployments in it>`. Prints a measurement of the second. */
import { judge } from "../../checks/check";
import { readWirings } from "../../checks/wiring/layers";
import { loadGrammar, type Grammar } from "../../checks/wiring/readers/hcl/grammar";
import { readWithGrammar } from "../../checks/wiring/readers/read";
import { measure } from "../measurement";

function judged(path: string, grammar: Grammar): ReturnType<typeof judge> {
  return judge(readWithGrammar(path, grammar).flatMap((configuration) => readWirings(configuration)));
}

async function main(): Promise<void> {
  const [first = "", plan = "", deployments = ""] = process.argv.slice(2);
  const grammar = await loadGrammar();
  judged(first, grammar);
  let report: ReturnType<typeof judge> | undefined;
  measure(() => {
    report = judged(plan, grammar);
  });
  // What is not found, or found to be wrong, would be measured too fast or too slow.
  if (report?.deployments.length !== Number(deployments) || report.counts.errors > 0) {
    throw new Error(`${report?.deployments.length} deployments, ${report?.counts.errors} errors`);
  }
}

void main();
