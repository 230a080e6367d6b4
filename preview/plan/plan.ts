/**
 * What a plan says, as far as a preview looks at it. Values are what Terraform wrote, secrets included: nothing of them is shown but
 * through `discretion/`.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */

/** A change of one value, with the marks that Terraform sets: trees of the same shape, in which `true` marks everything below. */
export interface ValueChange {
  /** Undefined where there was nothing. */
  readonly before: unknown;
  /** Undefined where there will be nothing. */
  readonly after: unknown;
  /** What is known after the apply only. */
  readonly afterUnknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
}

/**
 * What happens to a resource. `move` and `import` change its address or its owner alone; `forget` takes it out of the state and leaves it
 * where it is; `read` reads a data source during the apply.
 */
export type ChangeKind = "create" | "update" | "replace" | "delete" | "forget" | "move" | "import" | "read" | "none";

/** What a plan does with a resource or data source. */
export interface ResourceChange {
  readonly address: string;
  /** Where it was before a `moved` block. @default it was here */
  readonly previousAddress?: string;
  /** Key of an object that an earlier replacement has left behind. @default the object that the address means */
  readonly deposed?: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly kind: ChangeKind;
  /** Of a replacement, whether the new object is created before the old one is destroyed. @default it is no replacement */
  readonly createdFirst?: boolean;
  /** Why Terraform does more than an update: `replace_because_tainted` and others. @default nothing needs a reason */
  readonly reason?: string;
  /** Attributes that force a replacement, as Terraform would write them. */
  readonly replacedBy: readonly string[];
  readonly values: ValueChange;
}

/** What a plan does with an output. */
export interface OutputChange {
  readonly name: string;
  readonly kind: ChangeKind;
  readonly values: ValueChange;
}

/** A precondition, postcondition or check block that does not hold. */
export interface FailedCheck {
  readonly address: string;
  readonly status: "fail" | "error";
  /** As their authors wrote them, with values filled in. */
  readonly messages: readonly string[];
}

/** A plan. */
export interface Plan {
  /** How a person calls it: the stack's name where there is one. */
  readonly name: string;
  readonly resources: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  /** What others changed since the last apply, as far as this plan depends on it. */
  readonly drift: readonly ResourceChange[];
  readonly failedChecks: readonly FailedCheck[];
  /** Whether Terraform could plan everything; else another plan is needed after the apply. */
  readonly complete: boolean;
  /** What Terraform wrote. */
  readonly json: unknown;
}

/** Kinds that leave everything as it is. */
const unchanged: ReadonlySet<ChangeKind> = new Set(["none", "read"]);

/** Whether an apply changes something. */
export function isChange({ kind }: { readonly kind: ChangeKind }): boolean {
  return !unchanged.has(kind);
}

/** The resources that an apply changes. */
export function changedResources({ resources }: Plan): readonly ResourceChange[] {
  return resources.filter(isChange);
}

/** Whether an apply changes nothing at all. */
export function changesNothing({ resources, outputs }: Plan): boolean {
  return !resources.some(isChange) && !outputs.some(isChange);
}
