import { basename } from "node:path";
import { mostGenerated, readText } from "../../checks/wiring/readers/files";
import type { HostFile } from "../../checks/wiring/wiring-function-app";
import type { PreviewSource } from "../../preview/form-preview";
import { parsePlan } from "../../preview/plan/read-plan";
import { samePlanName, unevenPlans } from "./errors";

/**
 * Plans from files that hold what `terraform show -json` prints.
 *
 * @param files one a deployment
 * @param names of the deployments, in the same order; none means that the files tell them
 * @param hostFileOf `host.json` of the server of a stack
 * @throws {CannotPreview} where names and files do not match
 * @throws {InputError} where a file is no plan
 */
export function readPlanFiles(
  files: readonly string[],
  names: readonly string[],
  hostFileOf: (stack: string) => HostFile | undefined,
): readonly PreviewSource[] {
  if (names.length > 0 && names.length !== files.length) throw unevenPlans(names.length, files.length);
  const called = files.map((file, index) => names[index] ?? nameOf(file));
  const twice = called.find((name, index) => called.indexOf(name) !== index);
  if (twice !== undefined) throw samePlanName(twice);
  return files.map((file, index): PreviewSource => {
    const name = called[index] ?? file;
    return { name, file, plan: parsePlan(readText(file, mostGenerated), file), hostFileFor: () => hostFileOf(name) };
  });
}

/** `plans/weather-okta-dev.plan.json` is called by the stack. */
function nameOf(file: string): string {
  return basename(file).replace(/(\.tfplan|\.plan)?\.json$/, "");
}
