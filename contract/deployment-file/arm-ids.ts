/** Ids of Azure resources: `/subscriptions/<GUID>/resourceGroups/<name>/providers/<namespace>/<type>/<name>…`. */

/** Kinds of Azure resources that a deployment file refers to by id. */
export type ArmKind = "logAnalyticsWorkspace" | "foundryAccount" | "foundryProject";

/** The parts of an id. */
export interface ArmId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Names in the order of the id: of an account, or of an account and its project. */
  readonly names: readonly string[];
}

const kinds: Record<ArmKind, { readonly namespace: string; readonly types: readonly string[] }> = {
  logAnalyticsWorkspace: { namespace: "Microsoft.OperationalInsights", types: ["workspaces"] },
  foundryAccount: { namespace: "Microsoft.CognitiveServices", types: ["accounts"] },
  foundryProject: { namespace: "Microsoft.CognitiveServices", types: ["accounts", "projects"] },
};

/** The form of an id of this kind, to be shown in a message. */
export function armIdForm(kind: ArmKind): string {
  const names = kinds[kind].types.map(() => "<name>");
  return `an ARM id ${armId(kind, { subscriptionId: "<GUID>", resourceGroup: "<name>", names })}`;
}

/** Writes an id in the spelling that Terraform's providers take. */
export function armId(kind: ArmKind, { subscriptionId, resourceGroup, names }: ArmId): string {
  const { namespace, types } = kinds[kind];
  const resource = types.map((type, index) => `${type}/${names[index] ?? ""}`).join("/");
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${namespace}/${resource}`;
}

/**
 * Reads an id of one kind. The fixed words are compared without case, as Azure does; `armId` writes them as Terraform's
 * providers demand.
 *
 * @returns undefined where the text is no id of this kind
 */
export function parseArmId(kind: ArmKind, text: string): ArmId | undefined {
  const { namespace, types } = kinds[kind];
  const [empty, subscriptions, subscriptionId, groups, resourceGroup, providers, found, ...resource] = text.split("/");
  const fixed = [empty, subscriptions, groups, providers, found].join("/").toLowerCase();
  if (fixed !== `/subscriptions/resourcegroups/providers/${namespace.toLowerCase()}`) return undefined;
  if (resource.length !== 2 * types.length) return undefined;
  if (!types.every((type, index) => resource[2 * index]?.toLowerCase() === type.toLowerCase())) return undefined;
  const names = types.map((_type, index) => resource[2 * index + 1] ?? "");
  if (!subscriptionId || !resourceGroup || names.some((name) => !/^[\w.-]+$/.test(name))) return undefined;
  return { subscriptionId: subscriptionId.toLowerCase(), resourceGroup, names };
}
