import {
  azureNameLimits,
  maxAgentNameLength,
  minOktaClientIdLength,
  nameHashLength,
  type AzureNameLimit,
} from "../azure-limits";
import { connectionScopedName, stackName } from "../names";
import { armId, armIdForm, parseArmId, type ArmKind } from "./arm-ids";
import type { DeploymentFileProblem } from "./deployment-file-error";
import * as resources from "./resource-problems";
import { entriesAt, nodeAt, placeOf, textAt, type MapNode, type SourceNode } from "./source-tree";
import { pathText, type Step } from "./wording";

/**
 * Words that no host name of Azure may hold.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name
 */
const reservedWords = ["microsoft", "windows"];

/** Beginnings of tags that Azure keeps for itself. */
const reservedTagPrefixes = ["microsoft", "azure", "windows"];

/** Judges the names that are formed from the file, the resources it refers to, and the backend. */
export function resourceProblems(root: MapNode): DeploymentFileProblem[] {
  return [...names(root), ...references(root), ...model(root), ...tags(root), ...backendAddresses(root)];
}

function names(root: MapNode): DeploymentFileProblem[] {
  const deployment = nameAndEnvironment(root);
  if (deployment === undefined) return [];
  const stack = stackName(deployment);
  const place = placeOf(root, ["name"]);
  const word = reservedWords.find((reserved) => stack.includes(reserved));
  return [
    ...tightestLimit(stack).map(({ limit, surplus }) => resources.resourceNameTooLong(place, stack, limit, surplus)),
    ...(word === undefined ? [] : [resources.reservedWord(place, stack, word)]),
    ...[...entriesAt(root, "connections")].flatMap(([key, { keyPosition, node }]) => {
      const name = connectionScopedName(deployment, key);
      const at = { position: keyPosition, path: pathText(node.path) };
      if (name.length > maxAgentNameLength) return [resources.agentNameTooLong(at, name, maxAgentNameLength)];
      const isOkta = textAt(root, "identity", "provider")?.value === "okta";
      if (isOkta && name.length < minOktaClientIdLength) {
        return [resources.clientIdTooShort(at, name, minOktaClientIdLength)];
      }
      return [];
    }),
  ];
}

/** Name and environment, where both are texts. */
export function nameAndEnvironment(root: MapNode): { name: string; environment: string } | undefined {
  const name = textAt(root, "name")?.value;
  const environment = textAt(root, "environment")?.value;
  return name === undefined || environment === undefined ? undefined : { name, environment };
}

/** The limit that is exceeded most: shortening by its surplus satisfies all. */
function tightestLimit(stack: string): { limit: AzureNameLimit; surplus: number }[] {
  return Object.values(azureNameLimits)
    .map((limit) => ({ limit, surplus: `${limit.prefix}-${stack}-`.length + nameHashLength - limit.maxLength }))
    .filter(({ surplus }) => surplus > 0)
    .sort((a, b) => b.surplus - a.surplus)
    .slice(0, 1);
}

function references(root: MapNode): DeploymentFileProblem[] {
  const project = textAt(root, "foundry", "project", "id");
  const account = nodeAt(root, ["foundry", "account"]);
  const beside = project !== undefined && account !== undefined && !isNull(account);
  return [
    ...reference(root, ["azure", "logAnalyticsWorkspace"], "logAnalyticsWorkspace"),
    ...reference(root, ["foundry", "project", "id"], "foundryProject"),
    ...reference(root, ["foundry", "account"], "foundryAccount"),
    ...(beside ? [resources.accountBesideProject(placeOf(root, ["foundry", "account"]))] : []),
  ];
}

function reference(root: MapNode, path: readonly Step[], kind: ArmKind): DeploymentFileProblem[] {
  const node = textAt(root, ...path);
  if (node === undefined) return [];
  const place = placeOf(root, path);
  const id = parseArmId(kind, node.value.replace(/\/$/, ""));
  const written = id && armId(kind, id);
  if (id === undefined || written !== node.value) {
    return [resources.wrongArmId(place, node.value, armIdForm(kind), written)];
  }
  const subscription = textAt(root, "azure", "subscriptionId")?.value;
  return subscription === undefined || subscription.toLowerCase() === id.subscriptionId
    ? []
    : [resources.otherSubscription(place, id.subscriptionId, subscription)];
}

function model(root: MapNode): DeploymentFileProblem[] {
  const deployment = textAt(root, "foundry", "model", "deployment");
  const account = nodeAt(root, ["foundry", "account"]);
  const isReferenced = nodeAt(root, ["foundry", "project", "id"]) ?? (account && !isNull(account));
  return deployment === undefined || isReferenced
    ? []
    : [resources.modelOfNoAccount(placeOf(root, ["foundry", "model", "deployment"]), deployment.value)];
}

function tags(root: MapNode): DeploymentFileProblem[] {
  const first = new Map<string, { tag: string; position: SourceNode["position"] }>();
  return [...entriesAt(root, "azure", "tags")].flatMap(([tag, { keyPosition, node }]) => {
    const place = { position: keyPosition, path: pathText(node.path) };
    const lower = tag.toLowerCase();
    const prefix = reservedTagPrefixes.find((reserved) => lower.startsWith(reserved));
    const other = first.get(lower);
    if (other === undefined) first.set(lower, { tag, position: keyPosition });
    return [
      ...(prefix === undefined ? [] : [resources.reservedTag(place, tag, prefix)]),
      ...(other === undefined ? [] : [resources.tagTwice(place, tag, other.tag, other.position)]),
    ];
  });
}

/** Where a backend finds the password that an address would else carry. */
const passwordVariables: Record<string, string> = {
  pg: "the environment variable PGPASSWORD",
  http: "the environment variables TF_HTTP_USERNAME and TF_HTTP_PASSWORD",
};

function backendAddresses(root: MapNode): DeploymentFileProblem[] {
  const type = textAt(root, "backend", "type")?.value ?? "";
  return textsBelow(nodeAt(root, ["backend"])).flatMap(({ value, position, path }) => {
    if (!/:\/\/[^/?#\s]*:[^/?#\s]*@|\bpassword\s*=/i.test(value)) return [];
    const instead = passwordVariables[type] ?? "an environment variable that this backend reads";
    return [resources.credentialInAddress({ position, path: pathText(path) }, instead)];
  });
}

function textsBelow(node: SourceNode | undefined): (SourceNode & { value: string })[] {
  switch (node?.kind) {
    case "scalar":
      return typeof node.value === "string" ? [{ ...node, value: node.value }] : [];
    case "list":
      return node.items.flatMap(textsBelow);
    case "map":
      return [...node.entries.values()].flatMap((entry) => textsBelow(entry.node));
    default:
      return [];
  }
}

function isNull(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
