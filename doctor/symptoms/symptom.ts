import type { Layer } from "../../checks/finding";
import type { Page } from "../../checks/rule";

/** What a person sees, the headings of `docs/troubleshooting.md` in their order. */
export const sights = [
  "The consent link comes twice",
  "The tools list is empty",
  "The sign-in page shows an error",
  "A tool call is refused",
  "It works, and stops after about an hour",
  "Somebody acts as somebody else",
  "Deploying, publishing or the endpoint fails",
] as const;

/** One of them. */
export type Sight = (typeof sights)[number];

/** An error or a behaviour of a vendor's system, explained. */
export interface Symptom {
  /** The vendor's own words or code, as a person meets it: `AADSTS50011`, `no_matching_policy`, `401 without WWW-Authenticate`. */
  readonly sign: string;
  /** Who says it. */
  readonly vendor: "Okta" | "Entra" | "Foundry" | "Azure Functions" | "server";
  /** Under which headings a person looks for it. */
  readonly sights: readonly Sight[];
  /** The layer that is wrong where this is seen. */
  readonly layer: Layer;
  /** One sentence: why it happens. */
  readonly cause: string;
  /** What to write in the deployment file, where that decides it, and what to set at the vendor in a system that was made by hand. */
  readonly fix: string;
  /** The vendor says so, users report it, or it follows from what is known. */
  readonly certainty: "documented" | "reported" | "inferred";
  readonly page: Page;
}
