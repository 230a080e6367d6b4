import type { Person } from "../person/person";

/** A person as far as an identity provider tells. */
export interface FoundPerson extends Person {
  /** Names of the person's groups, by id. */
  readonly groupNames: ReadonlyMap<string, string>;
  /** Why there may be more groups or assignments. @default these are all */
  readonly incomplete?: string;
}

/** What is asked about a person. */
export interface PersonQuery {
  /** Name with which the person signs in. */
  readonly login: string;
  /** Client ids to which the person may be assigned. */
  readonly clientIds: readonly string[];
}
