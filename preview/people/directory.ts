/** Names of groups and people, as far as a plan tells them. */
import { at, isObject, member } from "../../checks/wiring/readers/generated/json-object";
import { resourcesOf } from "../../checks/wiring/readers/generated/resources";
import { showReference, soleReference, textOf, type Value } from "../../checks/wiring/value";
import type { Wiring } from "../../checks/wiring/wiring";
import type { Plan } from "../plan/plan";

/** Attributes of a type that hold its ids, and the one that holds its name. */
const namedTypes: ReadonlyMap<string, { readonly ids: readonly string[]; readonly name: string }> = new Map([
  ["azuread_group", { ids: ["object_id", "id"], name: "display_name" }],
  ["azuread_user", { ids: ["object_id", "id"], name: "user_principal_name" }],
  ["azuread_app_role_assignment", { ids: ["principal_object_id"], name: "principal_display_name" }],
  ["okta_group", { ids: ["id"], name: "name" }],
  ["okta_user", { ids: ["id"], name: "login" }],
]);

/** How everybody is called whom the identity provider knows. */
export const everyone = "Everyone";

/** Names by id, and by the address of whatever has the id. */
export class Directory {
  private readonly names = new Map<string, string>();
  private readonly everybody = new Set<string>();

  /**
   * @param plan whose resources and data sources tell names
   * @param file how to call it in errors
   * @throws {InputError} where the plan is damaged
   */
  constructor(plan: Plan, file: string) {
    for (const { mode, address, type, values } of resourcesOf(at(plan.json, "prior_state", "values"), file)) {
      this.add(mode === "data" ? address : undefined, type, values);
    }
    for (const { address, type, values } of plan.resources) {
      this.add(address, type, values.before);
      this.add(address, type, values.after);
    }
  }

  /** Whether an id is that of the built-in group of everybody. */
  isEveryone(id: Value): boolean {
    return this.everybody.has(textOf(id) ?? soleReference(id)?.address ?? "");
  }

  /** The name behind an id; the id itself where nobody tells its name. */
  nameOf(id: Value): string {
    const text = textOf(id);
    if (text !== undefined) return this.names.get(text) ?? text;
    const reference = soleReference(id);
    if (reference) return this.names.get(reference.address) ?? showReference(reference);
    return id.kind === "unknown" ? "somebody who is not known yet" : String(id.kind === "literal" ? id.value : "");
  }

  /** Takes in what lookups ask for: an answer may be known after the apply only. */
  addLookups({ identity }: Wiring): void {
    if (identity?.provider !== "okta") return;
    for (const { address, name } of identity.groupLookups) {
      const text = textOf(name);
      if (text !== undefined && !this.names.has(address)) this.names.set(address, text);
    }
  }

  private add(address: string | undefined, type: string, values: unknown): void {
    if (type === "okta_everyone_group") {
      const id = member(values, "id");
      if (address !== undefined) this.everybody.add(address);
      if (typeof id === "string") this.everybody.add(id);
      return;
    }
    const known = namedTypes.get(type);
    if (!known || !isObject(values)) return;
    const name = member(values, known.name);
    if (typeof name !== "string" || name === "") return;
    if (address !== undefined && type !== "azuread_app_role_assignment") this.names.set(address, name);
    for (const attribute of known.ids) {
      const id = member(values, attribute);
      if (typeof id === "string" && id !== "") this.names.set(id, name);
    }
  }
}
