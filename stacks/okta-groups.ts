import { DataOktaEveryoneGroup } from "@cdktf/provider-okta/lib/data-okta-everyone-group";
import { DataOktaGroup } from "@cdktf/provider-okta/lib/data-okta-group";
import { Construct } from "constructs";
import type { ConnectionFacts, GroupFacts } from "../contract/contract";
import { principalConstructId } from "./construct-ids";

/** Groups of the organization that a deployment names; each is looked up once, whoever asks. */
export class OktaGroups extends Construct {
  private readonly found = new Map<string, DataOktaGroup>();
  private everyone?: DataOktaEveryoneGroup;

  /** Ids of the groups of a connection; for everyone, the id of the built-in group. */
  ids(groups: ConnectionFacts["groups"]): string[] {
    if (groups !== "everyone") return groups.map((group) => this.groupId(group));
    this.everyone ??= new DataOktaEveryoneGroup(this, "everyone");
    return [this.everyone.id];
  }

  private groupId(group: GroupFacts): string {
    if ("id" in group) return group.id;
    const known = this.found.get(group.name);
    if (known) return known.id;
    const lookup = new DataOktaGroup(this, principalConstructId(group.name), {
      name: group.name,
      lifecycle: {
        postcondition: [
          {
            // Okta searches by prefix, and the data source takes a single hit without a word.
            condition: `\${self.name == ${group.quotedName}}`,
            errorMessage: `Okta has no group of the name ${group.name}; it found one whose name only begins so.`,
          },
        ],
      },
    });
    this.found.set(group.name, lookup);
    return lookup.id;
  }
}
