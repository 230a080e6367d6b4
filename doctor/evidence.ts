/** What the doctor has seen of a live system, and what it could not see. */
import type { Layer } from "../checks/finding";
import type { SymptomId } from "./symptoms";

/** Whom or what the doctor asks. */
export type Witness = "Okta" | "Entra" | "Resource Manager" | "Foundry" | "endpoint" | "log" | "token";

/** Something that could not be read. What depends on it is undecided. */
export interface Gap {
  readonly witness: Witness;
  /** As a noun phrase: `the policies of authorization server "aus1"`. */
  readonly what: string;
  /** As a clause: `Okta answered 403 (E0000006)`. Never a token, a secret or a raw body. */
  readonly because: string;
  /** The permission, role, licence or setting that is lacking: `the scope okta.logs.read`. @default nobody can tell */
  readonly needs?: string;
}

/** What was read, with what could not be. */
export interface Reading<T> {
  readonly found: T;
  readonly gaps: readonly Gap[];
}

/** One thing that was seen on the wire, in a log or in a token. */
export interface Observation {
  /** The symptom that it is; its cause, fix and page stand in the table. @default it is as it should be */
  readonly symptom?: SymptomId;
  readonly witness: Witness;
  readonly layer: Layer;
  /** Name of the connection that it is about. @default it is about the deployment */
  readonly connection?: string;
  /** One sentence: what was asked and what was answered. Never a token, a code or a secret. */
  readonly seen: string;
  /** URL without query, path of the API, or name of the log. */
  readonly at: string;
  /** When it happened, as ISO 8601. @default now */
  readonly time?: string;
}

/** A secret of a client, by its name. */
export interface ExpiringSecret {
  readonly client: string;
  /** Key id or name; never the secret. */
  readonly name: string;
  /** ISO 8601. */
  readonly expires: string;
}
