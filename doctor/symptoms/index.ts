/** Every symptom by its id. */
import type { Symptom } from "./symptom";

/** The table that messages and `docs/troubleshooting.md` are made from. */
export const symptoms = {} as const satisfies Readonly<Record<string, Symptom>>;

/** Id of a symptom. */
export type SymptomId = keyof typeof symptoms;
