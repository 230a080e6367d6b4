import type { Observation } from "../evidence";
import type { AskedClient } from "../reading/client";
import { symptoms, type SymptomId } from "../symptoms";

/** Something that Okta tells about a client, in the layer that its symptom belongs to. */
export function observedBy(
  symptom: SymptomId,
  { client, ...rest }: Pick<Observation, "seen" | "at" | "time"> & { readonly client?: AskedClient },
): Observation {
  return {
    symptom,
    witness: "Okta",
    layer: symptoms[symptom].layer,
    ...(client?.connection !== undefined && { connection: client.connection }),
    ...rest,
  };
}
