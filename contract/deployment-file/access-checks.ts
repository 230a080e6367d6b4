import * as access from "./access-problems";
import type { DeploymentFileProblem } from "./deployment-file-error";
import { quotedScalar } from "./problems";
import {
  entriesAt,
  isText,
  itemsAt,
  nodeAt,
  placeOf,
  textAt,
  type MapEntry,
  type MapNode,
  type SourceNode,
} from "./source-tree";
import { nearMiss, pathText } from "./wording";

/** Scopes that OpenID Connect defines (OpenID Connect Core 1.0, sections 3.1.2.1, 5.4 and 11). */
const openIdScopes = ["openid", "profile", "email", "address", "phone", "offline_access"];

/** Judges scopes, connections and clients against each other. They are read one by one, so that one mistake hides no other. */
export function accessProblems(root: MapNode): DeploymentFileProblem[] {
  return [
    ...emptyMaps(root),
    ...scopeNames(root),
    ...tools(root),
    ...requests(root),
    ...unrequested(root),
    ...groups(root),
    ...principals(root),
    ...providerOptions(root),
  ];
}

function emptyMaps(root: MapNode): DeploymentFileProblem[] {
  return (["scopes", "connections"] as const)
    .filter((key) => nodeAt(root, [key])?.kind === "map" && entriesAt(root, key).size === 0)
    .map((key) => access.noEntries(placeOf(root, [key]), key === "scopes" ? "scope" : "connection"));
}

function scopeNames(root: MapNode): DeploymentFileProblem[] {
  const found: DeploymentFileProblem[] = [];
  const lower = new Map<string, { name: string; entry: MapEntry }>();
  for (const [name, entry] of entriesAt(root, "scopes")) {
    const place = placeOfKey(entry);
    if (openIdScopes.includes(name.toLowerCase())) found.push(access.protocolScope(place, name));
    const other = lower.get(name.toLowerCase());
    if (other === undefined) lower.set(name.toLowerCase(), { name, entry });
    else found.push(access.sameScopeButCase(place, name, other.name, other.entry.keyPosition));
  }
  return found;
}

function tools(root: MapNode): DeploymentFileProblem[] {
  const found: DeploymentFileProblem[] = [];
  const first = new Map<string, { scope: string; item: SourceNode }>();
  for (const scope of entriesAt(root, "scopes").keys()) {
    for (const item of itemsAt(root, "scopes", scope, "tools").filter(isText)) {
      const other = first.get(item.value);
      if (other === undefined) first.set(item.value, { scope, item });
      else if (other.scope === scope)
        found.push(access.writtenTwice(placeOfNode(item), item.value, other.item.position));
      else {
        const { position } = other.item;
        found.push(access.toolUnderTwoScopes(placeOfNode(item), item.value, scope, other.scope, position));
      }
    }
  }
  return found;
}

function requests(root: MapNode): DeploymentFileProblem[] {
  const declared = [...entriesAt(root, "scopes").keys()];
  const known = new Set(declared);
  return [...entriesAt(root, "connections").keys()].flatMap((connection) => {
    const items = itemsAt(root, "connections", connection, "scopes").filter(isText);
    const unknown = items.filter(({ value }) => !known.has(value));
    return [
      ...unknown.map((item) => {
        if (openIdScopes.includes(item.value)) return access.protocolScope(placeOfNode(item), item.value);
        // Entra requests scopes as <identifier URI>/<scope>; the file has the short name.
        const short = item.value.slice(item.value.lastIndexOf("/") + 1);
        const meant = known.has(short) ? short : nearMiss(item.value, declared);
        return access.unknownScope(placeOfNode(item), item.value, declared, meant);
      }),
      ...twice(items, ({ value }) => value),
    ];
  });
}

function unrequested(root: MapNode): DeploymentFileProblem[] {
  const connections = [...entriesAt(root, "connections").keys()];
  if (connections.length === 0) return [];
  const requested = new Set(
    connections.flatMap((connection) =>
      itemsAt(root, "connections", connection, "scopes").map((item) => (isText(item) ? item.value : "")),
    ),
  );
  return [...entriesAt(root, "scopes")]
    .filter(([name]) => !requested.has(name) && !openIdScopes.includes(name))
    .map(([name, entry]) => access.unrequestedScope(placeOfKey(entry), name, connections));
}

function groups(root: MapNode): DeploymentFileProblem[] {
  const provider = textAt(root, "identity", "provider")?.value;
  return [...entriesAt(root, "connections").keys()].flatMap((connection) => {
    const items = itemsAt(root, "connections", connection, "groups");
    const names = items.filter(isText);
    const ids = items.flatMap((item) => textAt(item, "id") ?? []);
    return [
      ...names
        .filter(({ value }) => value.toLowerCase() === "everyone")
        .map((item) => access.everyoneAsGroup(placeOfNode(item), item.value)),
      // Both identity providers look a name up regardless of case.
      ...twice(names, ({ value }) => value.toLowerCase()),
      ...twice(ids, ({ value }) => value),
      ...ids.flatMap((item) => groupId(item, provider)),
    ];
  });
}

function groupId(item: SourceNode & { readonly value: string }, provider: string | undefined): DeploymentFileProblem[] {
  const place = placeOfNode(item);
  if (provider === "entra" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(item.value)) {
    return [access.groupIdOfOtherProvider(place, item.value, "the object id of an Entra group: a GUID in lower case")];
  }
  if (provider === "okta" && item.value.includes("-")) {
    return [access.groupIdOfOtherProvider(place, item.value, "the id of an Okta group, such as 00g1a2b3c4D5e6F7g8h9")];
  }
  return [];
}

function principals(root: MapNode): DeploymentFileProblem[] {
  const all = [...itemsAt(root, "foundry", "users"), ...itemsAt(root, "foundry", "deployers")];
  return [
    ...repeated(
      all.flatMap((item) => textAt(item, "id") ?? []),
      ({ value }) => value.toLowerCase(),
      access.principalTwice,
    ),
    ...repeated(
      all.flatMap((item) => textAt(item, "group") ?? []),
      ({ value }) => value.toLowerCase(),
      access.principalTwice,
    ),
  ];
}

function providerOptions(root: MapNode): DeploymentFileProblem[] {
  const found: DeploymentFileProblem[] = [];
  const provider = textAt(root, "identity", "provider")?.value;
  const lifetime = nodeAt(root, ["secrets", "lifetimeDays"]);
  if (provider === "okta" && lifetime?.kind === "scalar" && lifetime.value !== null) {
    found.push(access.lifetimeOnOkta(placeOfNode(lifetime), quotedScalar(lifetime)));
  }
  const vscode = nodeAt(root, ["clients", "vscode"]);
  if (vscode?.kind === "scalar" && vscode.value === true) {
    const forEveryone = [...entriesAt(root, "connections").keys()].some(
      (connection) => textAt(root, "connections", connection, "groups")?.value === "everyone",
    );
    if (provider === "okta") found.push(access.vscodeOnOkta(placeOfNode(vscode)));
    else if (!forEveryone) found.push(access.vscodeForNobody(placeOfNode(vscode)));
  }
  return found;
}

type TextNode = SourceNode & { readonly value: string };

function twice(items: readonly TextNode[], keyOf: (item: TextNode) => string): DeploymentFileProblem[] {
  return repeated(items, keyOf, access.writtenTwice);
}

function repeated(
  items: readonly TextNode[],
  keyOf: (item: TextNode) => string,
  problem: typeof access.writtenTwice,
): DeploymentFileProblem[] {
  const first = new Map<string, TextNode>();
  return items.flatMap((item) => {
    const other = first.get(keyOf(item));
    if (other !== undefined) return [problem(placeOfNode(item), item.value, other.position)];
    first.set(keyOf(item), item);
    return [];
  });
}

function placeOfNode({ position, path }: SourceNode): { position: SourceNode["position"]; path: string } {
  return { position, path: pathText(path) };
}

function placeOfKey({ keyPosition, node }: MapEntry): { position: SourceNode["position"]; path: string } {
  return { position: keyPosition, path: pathText(node.path) };
}
