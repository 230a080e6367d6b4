/** What a rule has to say. */
import type { Source, Value } from "./wiring/value";

/** The layers of a deployment. */
export type Layer = "identity" | "access policy" | "function app" | "connection" | "agent";

/** How much a finding matters: errors stop synth, warnings are shown. */
export type Severity = "error" | "warning";

/** One end of a disagreement. */
export interface End {
  readonly layer: Layer;
  /** What is said there, as a noun phrase: `scopes requested`. */
  readonly what: string;
  /** What it says, ready to be shown; texts are JSON-encoded, secrets never stand here. */
  readonly shown: string;
  readonly source: Source;
}

/** What one rule found at one place. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly outcome: "fail" | "undecided";
  /** One sentence: what is wrong here, with the names that tell it from the same finding elsewhere. */
  readonly message: string;
  /** Both ends of the disagreement, or the one end where something is missing. */
  readonly ends: readonly End[];
  /** What to write instead, and where. Absent where nothing is decided. */
  readonly fix?: string;
  /** What would have to be known; present exactly where the outcome is undecided. */
  readonly missing?: string;
}

/** An end from a value. */
export function end(layer: Layer, what: string, shown: string, at: Value | { readonly source: Source }): End {
  return { layer, what, shown, source: at.source };
}
