/** Every symptom by its id. */
import { entraSymptoms } from "./entra";
import { foundrySymptoms } from "./foundry";
import { functionsSymptoms } from "./functions";
import { oktaSymptoms } from "./okta";
import { serverSymptoms } from "./server";
import type { Symptom } from "./symptom";
import { tokenSymptoms } from "./token";

/** The table that messages and `docs/troubleshooting.md` are made from. */
export const symptoms = {
  ...oktaSymptoms,
  ...entraSymptoms,
  ...foundrySymptoms,
  ...functionsSymptoms,
  ...serverSymptoms,
  ...tokenSymptoms,
} as const satisfies Readonly<Record<string, Symptom>>;

/** Id of a symptom. */
export type SymptomId = keyof typeof symptoms;

/** Whether a text is the id of a symptom. */
export function isObserved(id: string): id is SymptomId {
  return Object.hasOwn(symptoms, id);
}
