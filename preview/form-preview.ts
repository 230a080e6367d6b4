/** Forms previews from plans. */
import type { Acceptance } from "../checks/acceptances";
import { count, judge, type JudgedFinding, type Verdict } from "../checks/check";
import type { Configuration } from "../checks/wiring/configuration";
import { readWirings } from "../checks/wiring/layers";
import type { JsonObject } from "../checks/wiring/readers/generated/json-object";
import type { Grammar } from "../checks/wiring/readers/hcl/grammar";
import { readPlan } from "../checks/wiring/readers/plan";
import type { Wiring } from "../checks/wiring/wiring";
import type { HostFile } from "../checks/wiring/wiring-function-app";
import { wiringsBefore } from "./before-wiring";
import { Discretion } from "./discretion/discretion";
import { learnSecrets } from "./discretion/harvest";
import { type Masks, withinLimit } from "./discretion/masks";
import { noDeployment } from "./errors";
import { judgeTogether } from "./judge-together";
import { changesOf, pairConnections, pairWirings, type WiringPair } from "./pairs";
import { Directory } from "./people/directory";
import { meaningOf } from "./people/meaning";
import { isChange, type Plan } from "./plan/plan";
import { readPlanChanges } from "./plan/read-plan";
import type { DeploymentPreview, PlanPreview, Preview } from "./preview";

/** What a preview is formed from. */
export interface PreviewSource {
  /** How people call it: the stack's name where there is one. */
  readonly name: string;
  /** How to call the plan in errors. */
  readonly file: string;
  /** What `parsePlan` returns. */
  readonly plan: JsonObject;
  /** What was planned, as it is written. @default the plan is judged alone */
  readonly configuration?: Configuration;
  /** `host.json` of the server's folder. @default it is not known */
  readonly hostFileFor?: () => HostFile | undefined;
}

/** How previews are formed. */
export interface PreviewOptions {
  readonly grammar: Grammar;
  /** Findings that may stand. @default none */
  readonly acceptances?: readonly Acceptance[];
  /** What the user does not want to see. @default nothing beside what the preview knows to be secret */
  readonly masks?: Masks;
  /** Secrets that are known from elsewhere, such as those of the environment. @default none */
  readonly secrets?: readonly string[];
}

/** One source, read. */
interface Reading {
  readonly source: PreviewSource;
  readonly plan: Plan;
  readonly before: readonly Wiring[];
  readonly after: readonly Wiring[];
  readonly written: readonly Wiring[] | undefined;
}

/**
 * Forms the preview of some plans.
 *
 * @throws {InputError} where a plan is damaged or has failed, holds no deployment, or the masks take too long
 */
export function formPreview(sources: readonly PreviewSource[], options: PreviewOptions): Preview {
  const { masks = [], secrets = [], acceptances = [] } = options;
  return withinLimit(masks, () => {
    const discretion = new Discretion(masks);
    for (const secret of secrets) discretion.learn(secret);
    const readings = sources.map((source) => read(source, options.grammar));
    for (const { plan, source } of readings) learnSecrets(discretion, plan, source.file);
    const { findings, needless } = judgeTogether(
      readings.map(({ written, after }) => ({ planned: after, ...(written && { configuration: written }) })),
      acceptances,
    );
    const plans = readings.map((reading) => previewOf(reading, findings));
    return {
      verdict: verdictOf(plans),
      plans,
      configurationJudged: readings.every(({ written, after }) => written !== undefined || after.length === 0),
      needless,
      discretion,
    };
  });
}

function read(source: PreviewSource, grammar: Grammar): Reading {
  const { name, file, configuration, hostFileFor = () => undefined } = source;
  const plan = readPlanChanges(source.plan, name, file);
  const after = readWirings({ ...readPlan(source.plan, file, grammar), name }, { hostFileFor });
  const before = wiringsBefore(plan, file, hostFileFor);
  if (before.length + after.length === 0) throw noDeployment(file);
  const written = configuration && readWirings({ ...configuration, name }, { hostFileFor });
  return { source, plan, before, after, written };
}

function previewOf(reading: Reading, findings: ReadonlyMap<Wiring, readonly JudgedFinding[]>): PlanPreview {
  const { plan, source, before, after } = reading;
  const changes = changesOf(plan);
  const directory = new Directory(plan, source.file);
  const isUntouched = !plan.resources.some(isChange);
  const deployments = pairWirings(before, after, changes).map((wirings): DeploymentPreview => {
    const connections = pairConnections(wirings, changes);
    const found = (wirings.after && findings.get(wirings.after)) ?? [];
    // Where nothing changes, what is wrong now is what will be wrong.
    const foundBefore = isUntouched ? found : findingsOf(wirings);
    return {
      name: wirings.after?.name ?? wirings.before?.name ?? plan.name,
      ...wirings,
      connections,
      findings: found,
      meaning: meaningOf({ wirings, connections, findings: found, findingsBefore: foundBefore, changes, directory }),
    };
  });
  return { plan, deployments };
}

function findingsOf({ before }: WiringPair): readonly JudgedFinding[] {
  return before ? (judge([before]).deployments[0]?.findings ?? []) : [];
}

function verdictOf(plans: readonly PlanPreview[]): Verdict {
  const { errors, undecided } = count(
    plans.flatMap(({ deployments }) => deployments).flatMap(({ findings }) => findings),
  );
  return errors > 0 ? "fail" : undecided > 0 ? "undecided" : "pass";
}
