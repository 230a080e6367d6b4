import type { Layer } from "../../checks/finding";
import type { Observation, Witness } from "../evidence";
import { symptoms, type SymptomId } from "../symptoms";
import { bare } from "./query";

/** Something that is as it should be. */
export function good(witness: Witness, layer: Layer, at: string, seen: string, connection?: string): Observation {
  return { witness, layer, seen, at: bare(at), ...(connection !== undefined && { connection }) };
}

/** A symptom, in its own layer. */
export function bad(symptom: SymptomId, witness: Witness, at: string, seen: string, connection?: string): Observation {
  return { symptom, ...good(witness, symptoms[symptom].layer, at, seen, connection) };
}

/** Untrusted text, fit to be shown. */
export function show(text: string): string {
  return JSON.stringify(text.slice(0, 300));
}

/** Untrusted texts, fit to be shown. */
export function showAll(texts: readonly string[]): string {
  return texts.length === 0 ? "nothing" : texts.slice(0, 50).map(show).join(", ");
}

/** The texts of a list in a document. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
