/** What is known of a value, and how an unknown premise turns a failure into a doubt. */
import type { Comparison, Literal, Value } from "../../wiring/value";
import { showReference } from "../../wiring/value";
import type { Verdict } from "./define-rule";

/** What is known of a value. */
export type Known =
  | { readonly kind: "absent" }
  | { readonly kind: "known"; readonly value: Literal["value"] }
  | { readonly kind: "unknown"; readonly missing: string };

/** Tells a literal from what only Terraform, or nobody, can tell. A `null` is an argument that is not set. */
export function known(value: Value | undefined): Known {
  if (value === undefined) return { kind: "absent" };
  if (value.kind === "unknown") return { kind: "unknown", missing: value.reason };
  if (value.kind === "literal")
    return value.value === null ? { kind: "absent" } : { kind: "known", value: value.value };
  const references = value.parts.filter((part) => typeof part !== "string");
  const shown = references.map(showReference).join(" and ");
  // An input variable is somebody's to give; everything else is Terraform's to find out.
  const given = references.every(({ address }) => address.startsWith("var."));
  const verb = references.length > 1 ? "are" : "is";
  return { kind: "unknown", missing: `${shown} ${verb} ${given ? "given from outside" : "known after apply only"}` };
}

/** As `known`, for an argument that Terraform takes for a boolean. */
export function knownBoolean(value: Value | undefined): Known {
  const told = known(value);
  if (told.kind !== "known" || typeof told.value !== "string") return told;
  return told.value === "true" || told.value === "false" ? { kind: "known", value: told.value === "true" } : told;
}

/** A failure whose premise is not known: it would be one if the premise held. */
export function unless(verdict: Verdict, missing: string): Verdict {
  if (verdict.outcome === "undecided") return verdict;
  return { outcome: "undecided", message: inDoubt(verdict.message), ends: verdict.ends, missing };
}

/** A sentence that would be true if something unknown were so. */
export function inDoubt(sentence: string): string {
  return `It cannot be told whether this is so: ${sentence}`;
}

/** Equal where one of several is, different where all are. */
export function anyOf(comparisons: Iterable<Comparison>): Comparison {
  let open: Comparison = { outcome: "different" };
  for (const comparison of comparisons) {
    if (comparison.outcome === "equal") return comparison;
    if (comparison.outcome === "undecided" && open.outcome === "different") open = comparison;
  }
  return open;
}
