/** What a rule is. */
import type { Finding, Severity } from "./finding";
import type { Wiring } from "./wiring/wiring";

/** A page of a vendor, or a section of a specification. */
export type Page = `https://${string}`;

/** One rule, with what its page says. */
export interface Rule {
  /** For example `scope-not-allowed`; part of acceptances, never changed. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what is wrong where the rule fails. */
  readonly what: string;
  /** One sentence: why it matters, as a person would notice. */
  readonly why: string;
  /** Where the vendor, or the specification, says so. */
  readonly page: Page;
  /** A pure function: no finding means that it holds, or does not apply. */
  readonly judge: (wiring: Wiring) => readonly Finding[];
}
