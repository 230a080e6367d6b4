/** Whether two ids of groups name the same people at Okta. */
import { compareValues, soleReference, textOf, type Comparison, type Value } from "./value";
import type { OktaGroupLookup } from "./wiring-identity";

/** Whether an id means everybody: the special value `EVERYONE`, or a lookup of the built-in group. */
export function isEveryone(lookups: readonly OktaGroupLookup[], group: Value): boolean {
  return textOf(group) === "EVERYONE" || lookupOf(lookups, group)?.everyone === true;
}

/**
 * Compares ids of groups. Two lookups of one name find one group; two lookups of different names, or two groups that are created here,
 * are different ones.
 */
export function compareGroups(lookups: readonly OktaGroupLookup[], left: Value, right: Value): Comparison {
  const everyone = [isEveryone(lookups, left), isEveryone(lookups, right)];
  if (everyone[0] && everyone[1]) return { outcome: "equal" };
  const names = [left, right].map((group) => textOf(lookupOf(lookups, group)?.name));
  if (names[0] !== undefined && names[0] === names[1]) return { outcome: "equal" };
  // The special value is no id that a lookup could find.
  if ([left, right].some((group) => textOf(group) === "EVERYONE")) {
    return [left, right].some((group) => group.kind === "unknown")
      ? compareValues(left, right)
      : { outcome: "different" };
  }
  return compareValues(left, right, { unique: true });
}

/** The lookup that an id was found by. */
export function lookupOf(lookups: readonly OktaGroupLookup[], group: Value): OktaGroupLookup | undefined {
  const reference = soleReference(group);
  return reference && lookups.find(({ address }) => address === reference.address);
}
