import { DataAzureadGroup } from "@cdktf/provider-azuread/lib/data-azuread-group";
import { Construct } from "constructs";
import { principalConstructId } from "./construct-ids";

/** A group by its display name, or by its object id. */
export type EntraGroupReference = { readonly name: string } | { readonly id: string };

/** Security groups of the tenant that a deployment names; each is looked up once, whoever asks. */
export class EntraGroups extends Construct {
  private readonly found = new Map<string, DataAzureadGroup>();

  /** Object id. Display names are not unique: the data source refuses a name that several groups bear. */
  objectId(group: EntraGroupReference): string {
    if ("id" in group) return group.id;
    const known = this.found.get(group.name);
    if (known) return known.objectId;
    const lookup = new DataAzureadGroup(this, principalConstructId(group.name), {
      displayName: group.name,
      securityEnabled: true,
    });
    this.found.set(group.name, lookup);
    return lookup.objectId;
  }
}
