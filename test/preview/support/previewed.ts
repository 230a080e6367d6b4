import { loadGrammar } from "../../../checks/wiring/readers/hcl/grammar";
import { literalValue } from "../../../checks/wiring/value";
import type { HostFile } from "../../../checks/wiring/wiring-function-app";
import { compileMasks } from "../../../preview/discretion/masks";
import { formPreview, type PreviewOptions, type PreviewSource } from "../../../preview/form-preview";
import { parsePlan } from "../../../preview/plan/read-plan";
import type { DeploymentPreview, Preview } from "../../../preview/preview";

/** `host.json` of a server that runs by itself and demands no key. */
const hostFile: HostFile = {
  hosting: "self-hosted",
  authorizationLevel: literalValue("anonymous", { address: "host.json", path: "" }),
  source: { address: "host.json", path: "" },
};

/** The preview of a plan that a test wrote. */
export async function previewed(
  plan: unknown,
  { masks = [], ...options }: Omit<Partial<PreviewOptions>, "masks"> & { readonly masks?: readonly string[] } = {},
  more: Partial<PreviewSource> = {},
): Promise<Preview> {
  const source = {
    name: "weather-dev",
    file: "plan.json",
    plan: parsePlan(JSON.stringify(plan), "plan.json"),
    hostFileFor: () => hostFile,
    ...more,
  };
  return formPreview([source], { grammar: await loadGrammar(), ...options, masks: compileMasks(masks) });
}

/** The only deployment of a preview. */
export function onlyDeployment({ plans }: Preview): DeploymentPreview {
  const [only, ...more] = plans.flatMap(({ deployments }) => deployments);
  if (!only || more.length > 0) throw new Error(`${1 + more.length} deployments`);
  return only;
}
