/** What a specification or a vendor promises, and a test or a step of the rehearsal holds it to. */
export interface Requirement {
  /** The page that says so, with its section where it has one; a file of this project where it is our own promise. */
  readonly source: string;
  /** One sentence: who does what. */
  readonly sentence: string;
}

/** Keeps the ids as literal types. */
export function requirementsOf<const Id extends string>(
  requirements: Readonly<Record<Id, Requirement>>,
): Readonly<Record<Id, Requirement>> {
  return requirements;
}
