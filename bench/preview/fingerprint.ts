/** The fingerprint of a plan whose preview is formed already: `fingerprint.ts <plan to begin with> <plan>`. Prints a measurement of the second. */
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { mostGenerated, readText } from "../../checks/wiring/readers/files";
import { fingerprint } from "../../preview/fingerprint";
import { formPreview } from "../../preview/form-preview";
import { parsePlan } from "../../preview/plan/read-plan";
import type { Preview } from "../../preview/preview";
import { measureWarm } from "../check/measure-warm";

async function main(): Promise<void> {
  const [first = "", plan = ""] = process.argv.slice(2);
  const grammar = await loadGrammar();
  const formed = (file: string): Preview =>
    formPreview([{ name: "plan", file, plan: parsePlan(readText(file, mostGenerated), file) }], { grammar });
  const previews = new Map([first, plan].map((path) => [path, formed(path)]));
  const told = (path: string): void => {
    const preview = previews.get(path);
    if (!preview || fingerprint(preview).length !== 64) throw new Error(path);
  };
  measureWarm(told, first, plan);
}

void main();
