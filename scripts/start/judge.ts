import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judge, type JudgedFinding } from "../../checks/check";
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { readHostFile } from "../../checks/wiring/readers/host-file";
import { readStackText } from "../../checks/wiring/readers/synthesized";
import { readWirings } from "../../checks/wiring/layers";

/** The folder of a server. */
export interface JudgedServer {
  /** Where it is read. */
  readonly source: string;
  /** Where people look for it. */
  readonly shown: string;
}

/**
 * What the checks find in the synthesized configuration of a stack; nothing is accepted.
 * @param stackFolder where the configuration lies
 * @param stack its name
 * @param server folder of the server
 */
export async function findingsIn(
  stackFolder: string,
  stack: string,
  server: JudgedServer,
): Promise<readonly JudgedFinding[]> {
  const file = "cdk.tf.json";
  const configuration = readStackText(readFileSync(join(stackFolder, file), "utf8"), file, stack, await loadGrammar());
  const report = judge(readWirings(configuration, { hostFileFor: () => readHostFile(server.source, server.shown) }));
  return report.deployments
    .flatMap(({ findings }) => findings)
    .filter(({ outcome, severity }) => outcome === "undecided" || severity === "error");
}
