/** What a vendor's API answered to one question. */

/** It does not tell. */
export interface Unread {
  readonly outcome: "unread";
  /** As a clause: `Okta answers 403 (E0000006)`. */
  readonly because: string;
  /** The permission, role or licence that is lacking. @default nobody can tell */
  readonly needs?: string;
}

/** It tells, it says that there is no such thing, or it does not tell. */
export type Answered<Found> =
  { readonly outcome: "found"; readonly found: Found } | { readonly outcome: "absent" } | Unread;

/** A list, as far as it was read. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Why there may be more. @default these are all */
  readonly unread?: Unread;
}

/** Why something is not known, as a clause for a value that is not. */
export function reasonOf({ because, needs }: Unread): string {
  return needs === undefined ? because : `${because}; it needs ${needs}`;
}

/** A list of which nothing may have been read. */
export function listOf<Item>(answer: Answered<Listed<Item>>): Listed<Item> {
  if (answer.outcome === "found") return answer.found;
  return { items: [], ...(answer.outcome === "unread" && { unread: answer }) };
}
