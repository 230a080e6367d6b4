/** What a failed step is made of: what was seen, for the doctor to begin with. */
import type { Deployment } from "../contract/deployment";
import type { Observation } from "../doctor/evidence";
import { symptoms } from "../doctor/symptoms";
import { steps, type Step } from "./steps";

/**
 * Explains what was seen of a deployment that does not work.
 * @returns lines for a person to read
 */
export type Diagnose = (
  deployment: Deployment,
  observations: readonly Observation[],
) => Promise<readonly string[]> | readonly string[];

/** What a failed step has seen; `undefined` where the table of symptoms has no name for it. */
export function observationOf(
  { id, outcome, seen, symptom }: Step,
  connection: string,
  at: string,
): Observation | undefined {
  if (outcome !== "failed" || symptom === undefined) return undefined;
  return {
    symptom,
    witness: "Foundry",
    layer: symptoms[symptom].layer,
    connection,
    seen: `${steps[id]}: ${seen}`,
    at,
  };
}

/** Cause, fix and page of what was seen, each symptom once. */
export const explainObservations: Diagnose = (_deployment, observations) => {
  const seen = new Set(observations.flatMap(({ symptom }) => symptom ?? []));
  return [...seen].flatMap((id) => {
    const { cause, fix, page } = symptoms[id];
    return [cause, `Instead: ${fix}`, page];
  });
};
