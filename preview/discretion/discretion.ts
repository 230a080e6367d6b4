/** Decides what of a plan may be shown. Every text and every value of a preview passes through here, and nothing passes by. */
import type { Clear } from "./clear";
import { KnownSecrets } from "./known-secrets";
import { masked, type Masks } from "./masks";
import { withheldText, withoutSecretForms } from "./secret-forms";

/** A value at the end of a path, with what is known of it. */
export interface Leaf {
  /** A text, number, truth value or null; a list of leaves; or anything, where it is withheld. */
  readonly value: unknown;
  /** Marked by Terraform, or in a place where secrets stand. */
  readonly withheld: boolean;
  /** Known after the apply only. */
  readonly later: boolean;
}

/** A list of single values. */
export interface LeafList {
  readonly items: readonly Leaf[];
}

/** What stands for a value that is not shown. */
export const withheld = withheldText as Clear;

/** What stands for a value that nobody knows yet. */
export const knownLater = "(known after apply)" as Clear;

const longestRemembered = 100;
const mostRemembered = 50_000;

/** One discretion for one preview. */
export class Discretion {
  private readonly secrets = new KnownSecrets();
  /** Names of attributes and many values come again and again. */
  private readonly told = new Map<string, Clear>();
  /** What the user does not want to see. */
  readonly masks: Masks;

  /** @param masks what the user does not want to see */
  constructor(masks: Masks = []) {
    this.masks = masks;
  }

  /** Takes in the text of a secret: it is not shown, wherever it stands. */
  learn(secret: string): void {
    this.secrets.add(secret);
    this.told.clear();
  }

  /** A text without what is secret in it. */
  text(text: string): Clear {
    const before = this.told.get(text);
    if (before !== undefined) return before;
    // A known secret goes first: nothing else may have taken a piece of it.
    const shown = masked(withoutSecretForms(this.secrets.mask(text)), this.masks) as Clear;
    if (text.length < longestRemembered && this.told.size < mostRemembered) this.told.set(text, shown);
    return shown;
  }

  /** A value as Terraform writes it, without what is secret in it; texts are JSON-encoded. */
  value(leaf: Leaf | LeafList): Clear {
    if ("items" in leaf) return `[${leaf.items.map((item) => this.value(item)).join(", ")}]` as Clear;
    const { value, withheld: isWithheld, later } = leaf;
    if (isWithheld) return withheld;
    if (later) return knownLater;
    if (typeof value === "string") return JSON.stringify(this.text(value)) as Clear;
    if (value === null || typeof value === "boolean") return String(value) as Clear;
    if (typeof value === "number") return this.text(String(value));
    return (Array.isArray(value) ? "[…]" : "{…}") as Clear;
  }
}
