import type { Wiring } from "../../checks/wiring/wiring";
import type { ExpiringSecret, Gap, Observation } from "../evidence";
import type { PersonVerdict } from "../person/person";

/** Everything that was read of a live system, before anything is made of it. */
export interface LiveSystem {
  readonly wiring: Wiring;
  /** Whether others than the connections that were looked at may belong to it. @default all were looked at */
  readonly isPart?: boolean;
  /** What could not be read. */
  readonly gaps: readonly Gap[];
  /** What was seen on the wire, in logs and in a token. */
  readonly observations: readonly Observation[];
  /** Secrets with an end. */
  readonly secrets: readonly ExpiringSecret[];
  /** Whether the person that was asked about would get in, for each connection. @default nobody was asked about */
  readonly person?: readonly PersonVerdict[];
  /** Names of groups by their ids; everybody is `EVERYONE`. */
  readonly groupNames: ReadonlyMap<string, string>;
  /** How many requests were sent. */
  readonly requests: number;
}
