import type { Observation, Witness } from "../evidence";
import { symptoms, type SymptomId } from "../symptoms";
import type { AskedClient } from "./client";

/** Something that a vendor tells, in the layer that its symptom belongs to. */
export function observedBy(
  witness: Witness,
  symptom: SymptomId,
  { client, ...rest }: Pick<Observation, "seen" | "at" | "time"> & { readonly client?: AskedClient },
): Observation {
  return {
    symptom,
    witness,
    layer: symptoms[symptom].layer,
    ...(client?.connection !== undefined && { connection: client.connection }),
    ...rest,
  };
}
