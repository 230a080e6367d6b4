/**
 * What azapi adds to a plan: `output` is unknown whenever the body, the sensitive body or what is exported changes, so that
 * every such change reaches whatever refers to the output.
 */
import { valueAt } from "../attributes";
import { normalizeLocation } from "../azurerm/arm-resource";
import { equalValues } from "../plan/equal";
import { isObject, isSequence } from "../protocol/values";
import { unknown, type Attributes, type PlannedChange, type TerraformValue } from "../resource-type";
import { sensitiveBodyChanged } from "./sensitive-body";

type Planned = Pick<PlannedChange, "planned" | "replacedBy">;

/** Of all three resources. */
export function planOutput(change: PlannedChange, ...alsoUnknownAfter: readonly string[]): Planned {
  const { prior, replacedBy } = change;
  const planned: Attributes = { ...change.planned, retry: withRetryDefaults(valueAt(change.planned, "retry")) };
  if (prior === undefined) return { planned: { ...planned, output: unknown }, replacedBy };
  const causes = ["type", "body", "response_export_values", ...alsoUnknownAfter];
  const changed = causes.some((name) => differs(prior, planned, name)) || sensitiveBodyChanged(change);
  return { planned: { ...planned, output: changed ? unknown : valueAt(prior, "output") }, replacedBy };
}

/** Of `azapi_resource`. Another API version of the same type, or another spelling of the same place, replaces nothing. */
export function planResource(change: PlannedChange): Planned {
  const { prior, configuration } = change;
  const planned: Attributes = { ...change.planned, ...ownPlace(change), identity: planIdentity(change) };
  const { planned: withOutput, replacedBy } = planOutput({ ...change, planned }, "tags", "identity");
  if (prior === undefined) return { planned: withOutput, replacedBy };
  const moved = !sameLocation(prior["location"], configuration["location"] ?? prior["location"]);
  return { planned: withOutput, replacedBy: [...replacedBy, ...typeReplaces(change), ...(moved ? ["location"] : [])] };
}

/** `type` as a reason for a replacement: only where the part before the API version differs, or cannot be known yet. */
export function typeReplaces({ prior, planned }: PlannedChange): readonly string[] {
  if (prior === undefined) return [];
  const [before, after] = [resourceType(prior["type"]), resourceType(planned["type"])];
  return before !== undefined && before === after ? [] : ["type"];
}

function resourceType(type: TerraformValue | undefined): string | undefined {
  return typeof type === "string" ? type.split("@", 1)[0]?.toLowerCase() : undefined;
}

/** Place and tags are what the configuration says, or nothing: most nested resources have neither. */
function ownPlace({ prior, configuration }: PlannedChange): Attributes {
  const location = configuration["location"] ?? prior?.["location"] ?? null;
  return { location, tags: valueAt(configuration, "tags") };
}

/** Ids of an identity are known once more only after what it consists of has changed. */
function planIdentity({ prior, planned }: PlannedChange): TerraformValue {
  const [before] = isSequence(prior?.["identity"]) ? prior["identity"] : [];
  const blocks = valueAt(planned, "identity");
  if (!isSequence(blocks)) return blocks;
  return blocks.map((block) => {
    if (!isObject(block)) return block;
    const same = isObject(before) && !differs(before, block, "type") && !differs(before, block, "identity_ids");
    return {
      ...block,
      principal_id: same ? valueAt(before, "principal_id") : unknown,
      tenant_id: same ? valueAt(before, "tenant_id") : unknown,
    };
  });
}

/** azapi's own values for how it retries, where the argument is given and leaves them out. */
const retryDefaults: Attributes = {
  interval_seconds: 10,
  max_interval_seconds: 180,
  multiplier: 1.5,
  randomization_factor: 0.5,
};

function withRetryDefaults(retry: TerraformValue): TerraformValue {
  if (!isObject(retry)) return retry;
  const given = Object.entries(retry).filter(([, value]) => value !== null);
  return { error_message_regex: null, ...retryDefaults, ...Object.fromEntries(given) };
}

function sameLocation(left: TerraformValue | undefined, right: TerraformValue | undefined): boolean {
  if (typeof left !== "string" || typeof right !== "string") return left === right;
  return normalizeLocation(left) === normalizeLocation(right);
}

function differs(prior: Attributes, planned: Attributes, name: string): boolean {
  return !equalValues("dynamic", valueAt(prior, name), valueAt(planned, name));
}
