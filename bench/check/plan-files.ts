/**
 * Plan files of any size, made from plans of the samples that Terraform made on the local cloud.
 *
 * Deployments, Okta's and Entra's in turn, stand among the neighbours that an organization's root module has beside them: storage accounts,
 * role assignments, service plans, workspaces. Every one of them is an entry of a real plan under another name, in each of the places where a
 * plan tells of it. How many neighbours there are is the caller's to say: nobody has counted, and a deployment costs far more than they do.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { isRelevantType } from "../../checks/wiring/relevant-types";

interface Entry {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
}

interface Module {
  readonly root_module: { readonly resources?: readonly Entry[] };
}

/** `terraform show -json` of a plan, as far as it is copied. */
export interface Plan {
  readonly resource_changes: readonly Entry[];
  readonly planned_values: Module;
  readonly prior_state: { readonly values: Module };
  readonly configuration: Module & { readonly provider_config: unknown };
  readonly relevant_attributes: readonly { readonly resource: string }[];
}

/** The lists of a plan that grow with its resources. */
type Section = "changes" | "planned" | "prior" | "configured" | "relevant";
type Sections = Readonly<Record<Section, string>>;

/** What a plan holds. */
export interface PlanSize {
  readonly resources: number;
  /** Resources, its own included, in which one deployment stands. */
  readonly neighbourhood: number;
}

/**
 * Writes a plan with this many resources, or some more, so that the last deployment is complete.
 * @returns how many deployments are in it
 */
export function writePlanFile(path: string, samples: readonly Plan[], size: PlanSize): number {
  const file = openSync(path, "w");
  const all = [...copies(samples, size)];
  const list = (section: Section): void => {
    let separator = "";
    for (const { textOf } of all) {
      const text = textOf(section);
      if (text === "") continue;
      writeSync(file, separator + text);
      separator = ",";
    }
  };
  const configured = Object.assign({}, ...samples.map((plan) => plan.configuration.provider_config)) as unknown;
  writeSync(
    file,
    '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[',
  );
  list("planned");
  writeSync(file, ']}},"resource_changes":[');
  list("changes");
  writeSync(file, '],"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[');
  list("prior");
  writeSync(file, `]}}},"configuration":{"provider_config":${JSON.stringify(configured)},"root_module":{"resources":[`);
  list("configured");
  writeSync(file, ']}},"relevant_attributes":[');
  list("relevant");
  writeSync(file, "]}\n");
  closeSync(file);
  return all.filter(({ isDeployment }) => isDeployment).length;
}

interface Copy {
  readonly isDeployment: boolean;
  /** Its part of a list. */
  readonly textOf: (section: Section) => string;
}

/** Whole samples and single neighbours, until there are enough resources. */
function* copies(samples: readonly Plan[], { resources, neighbourhood }: PlanSize): Generator<Copy> {
  const deployments = samples.map((plan) => ({ texts: textsOf(plan, () => true), size: plan.resource_changes.length }));
  const neighbours = samples.flatMap((plan) =>
    plan.resource_changes
      .filter(({ mode, type }) => mode === "managed" && !isRelevantType(type))
      .map(({ address }) => ({ texts: textsOf(plan, (other) => other === address), size: 1 })),
  );
  let index = 0;
  let deployed = 0;
  for (let written = 0; written < resources; index += 1) {
    const isDue = written >= deployed * neighbourhood;
    const from = isDue ? deployments : neighbours;
    const original = from[(isDue ? deployed : index) % from.length];
    if (!original) throw new Error("The samples hold no resources.");
    if (isDue) deployed += 1;
    written += original.size;
    const number = index;
    yield { isDeployment: isDue, textOf: (section) => renamed(original.texts[section], number) };
  }
}

/** What a plan says of some of its resources, as JSON without the brackets of the lists. */
function textsOf(plan: Plan, isMeant: (address: string) => boolean): Sections {
  const of = (entries: readonly Entry[] | undefined): string =>
    (entries ?? [])
      .filter(({ address }) => isMeant(address))
      .map((entry) => JSON.stringify(entry))
      .join();
  return {
    changes: of(plan.resource_changes),
    planned: of(plan.planned_values.root_module.resources),
    prior: of(plan.prior_state.values.root_module.resources),
    configured: of(plan.configuration.root_module.resources),
    relevant: plan.relevant_attributes
      .filter(({ resource }) => isMeant(resource))
      .map((entry) => JSON.stringify(entry))
      .join(),
  };
}

/** The same under other names: of Terraform's resources, of the deployment, and of scopes, whose ids hang on it. */
function renamed(text: string, index: number): string {
  const digits = index.toString(16).padStart(12, "0");
  return text
    .replaceAll(/_[0-9A-F]{8}(?![0-9A-Za-z])/g, (hash) => `${hash}_${index}`)
    .replaceAll(/\bweather-(okta|entra)\b/g, (name) => `${name}-${index}`)
    .replaceAll(
      /([0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4})-[0-9a-f]{12}/g,
      (_id, start: string) => `${start}-${digits}`,
    );
}
