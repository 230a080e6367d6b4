import { compareValues, showValue } from "../wiring/value";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** Okta searches groups by prefix, and the data source takes a single hit without a word. */
export const groupFoundByPrefix = defineRule({
  id: "group-found-by-prefix",
  severity: "error",
  what: "An Okta group is looked up by its name, and no condition compares the name found with the name asked.",
  why: "Where the group is missing and another's name begins with the same letters, that other group gets the access, silently.",
  page: "https://registry.terraform.io/providers/okta/okta/latest/docs/data-sources/group",
  judge: ({ identity, origin }) => {
    if (identity?.provider !== "okta") return [];
    return identity.groupLookups
      .filter(({ everyone, nameCompared, name }) => !everyone && !nameCompared && name !== undefined)
      .flatMap((lookup): readonly Verdict[] => {
        const ends = [valueEnd("access policy", "group asked by name", lookup.name, lookup)];
        const at = showAddress(lookup.address);
        if (lookup.found && lookup.name) {
          const { outcome } = compareValues(lookup.found, lookup.name);
          // What a plan has found is what it gives access to.
          if (outcome === "equal") return [];
          if (outcome === "different") {
            const found = valueEnd("access policy", "group found", lookup.found, lookup);
            const fix = `Create the group ${showValue(lookup.name)} at Okta, or give the group that is meant by its id.`;
            return [fails(`${at} found another group than it asked for.`, [...ends, found], fix)];
          }
        }
        if (origin !== "configuration") {
          const message = `Whether ${at} compares the name found with ${showValue(lookup.name)} cannot be told.`;
          return [undecided(message, ends, "the conditions of the data source: they stand in the configuration alone")];
        }
        return [
          fails(
            `${at} takes the first group whose name begins with ${showValue(lookup.name)}.`,
            ends,
            `Write lifecycle { postcondition { condition = self.name == ${showValue(lookup.name)} } } in ${at}, or give the group by its id.`,
          ),
        ];
      });
  },
});
