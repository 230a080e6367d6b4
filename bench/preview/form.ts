/** Forms the preview of a plan and its comment: `form.ts <plan to begin with> <plan> <deployments in it>`. Prints a measurement of the second. */
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { mostGenerated, readText } from "../../checks/wiring/readers/files";
import { formPreview } from "../../preview/form-preview";
import { parsePlan } from "../../preview/plan/read-plan";
import { deploymentsOf } from "../../preview/preview";
import { render } from "../../preview/render/render";
import { measureWarm } from "../check/measure-warm";

async function main(): Promise<void> {
  const [first = "", plan = "", deployments = ""] = process.argv.slice(2);
  const grammar = await loadGrammar();
  const previewed = (path: string): void => {
    const source = { name: "plan", file: path, plan: parsePlan(readText(path, mostGenerated), path) };
    const preview = formPreview([source], { grammar });
    const parts = render(preview);
    // What is not found, or found to be wrong, would be measured too fast or too slow.
    const isWhole = path === first || deploymentsOf(preview).length === Number(deployments);
    if (!isWhole || preview.verdict === "fail" || parts.length === 0) {
      throw new Error(`${path}: ${deploymentsOf(preview).length} deployments, ${preview.verdict}`);
    }
  };
  measureWarm(previewed, first, plan);
}

void main();
