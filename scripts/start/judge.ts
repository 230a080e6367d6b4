import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judge, type JudgedFinding } from "../../checks/check";
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { readHostFile } from "../../checks/wiring/readers/host-file";
import { readStackText } from "../../checks/wiring/readers/synthesized";
import { readWirings } from "../../checks/wiring/layers";

/**
 * What the checks find in the synthesized configuration of a stack; nothing is accepted.
 * @param stackFolder where the configuration lies
 * @param stack its name
 * @param source folder of the server
 */
export async function findingsIn(
  stackFolder: string,
  stack: string,
  source: string,
): Promise<readonly JudgedFinding[]> {
  const file = "cdk.tf.json";
  const configuration = readStackText(readFileSync(join(stackFolder, file), "utf8"), file, stack, await loadGrammar());
  const report = judge(readWirings(configuration, { hostFileFor: () => readHostFile(source) }));
  return report.deployments
    .flatMap(({ findings }) => findings)
    .filter(({ outcome, severity }) => outcome === "undecided" || severity === "error");
}
