/** Why a connection is replaced, so that its people consent again. */
import { at } from "../../checks/wiring/readers/generated/json-object";
import { shortNameOf } from "../../checks/wiring/relations";
import { compareValues, showValue, soleReference, textOf, type Value } from "../../checks/wiring/value";
import type { Connection } from "../../checks/wiring/wiring";
import { type Changes, type ConnectionPair, isReplaced } from "../pairs";

/** One fact that changed. Values are undefined where nobody knows them yet. */
export type Reason =
  | { readonly kind: "scopes"; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly kind: "fact"; readonly fact: Fact; readonly before?: string; readonly after?: string }
  | { readonly kind: "secret"; readonly address: string }
  | { readonly kind: "project" }
  | { readonly kind: "attribute"; readonly paths: readonly string[] }
  | { readonly kind: "terraform"; readonly reason: string };

/** Facts by which Foundry knows a connection. */
export type Fact = "endpoint" | "authorization URL" | "token URL" | "refresh URL" | "client id";

const facts: readonly (readonly [Fact, (connection: Connection) => Value | undefined])[] = [
  ["endpoint", ({ target }) => target],
  ["authorization URL", ({ authorizationUrl }) => authorizationUrl],
  ["token URL", ({ tokenUrl }) => tokenUrl],
  ["refresh URL", ({ refreshUrl }) => refreshUrl],
  ["client id", ({ clientId }) => clientId],
];

/** Why the people of a connection consent again; empty where they do not. */
export function reasonsFor(pair: ConnectionPair, changes: Changes): readonly Reason[] {
  const { before, after, change } = pair;
  if (!before || !after || !isReplaced(pair)) return [];
  const secret = rotatedSecret(after, changes);
  const found: readonly Reason[] = [
    ...scopesReason(before, after),
    ...facts.flatMap(([fact, valueOf]) => factReason(fact, valueOf(before), valueOf(after), changes)),
    ...(secret === undefined ? [] : [{ kind: "secret" as const, address: secret }]),
    ...(isOtherProject(pair) ? [{ kind: "project" as const }] : []),
  ];
  if (found.length > 0) return found;
  if (change?.replacedBy.length) return [{ kind: "attribute", paths: change.replacedBy }];
  return [{ kind: "terraform", reason: change?.reason ?? "" }];
}

/** Address of the secret of a connection, where the plan replaces or changes it. */
export function rotatedSecret({ clientSecret }: Connection, changes: Changes): string | undefined {
  const address = soleReference(clientSecret)?.address;
  const kind = address === undefined ? undefined : changes.get(address)?.kind;
  return kind === "replace" || kind === "update" || kind === "create" ? address : undefined;
}

function scopesReason({ scopes: was }: Connection, { scopes: willBe }: Connection): readonly Reason[] {
  const [before, after] = [was, willBe].map((values) => new Set((values?.items ?? []).map(shownText)));
  const added = [...(after ?? [])].filter((scope) => !before?.has(scope));
  const removed = [...(before ?? [])].filter((scope) => !after?.has(scope));
  return added.length + removed.length === 0 ? [] : [{ kind: "scopes", added, removed }];
}

function factReason(
  fact: Fact,
  before: Value | undefined,
  after: Value | undefined,
  changes: Changes,
): readonly Reason[] {
  if (!before || !after || !isChanged(before, after, changes)) return [];
  const [was, willBe] = [textOf(before), textOf(after)];
  return [
    { kind: "fact", fact, ...(was !== undefined && { before: was }), ...(willBe !== undefined && { after: willBe }) },
  ];
}

/** Whether a value is another one afterwards: surely, or because what it is formed from is created anew. */
function isChanged(before: Value, after: Value, changes: Changes): boolean {
  const { outcome } = compareValues(before, after);
  if (outcome !== "undecided" || after.kind !== "symbolic") return outcome === "different";
  return after.parts.some((part) => {
    const kind = typeof part === "object" ? changes.get(part.address)?.kind : undefined;
    return kind === "replace" || kind === "create";
  });
}

function isOtherProject({ change }: ConnectionPair): boolean {
  const before = at(change?.values.before, "parent_id");
  if (typeof before !== "string") return false;
  const after = at(change?.values.after, "parent_id");
  return at(change?.values.afterUnknown, "parent_id") === true || (typeof after === "string" && after !== before);
}

function shownText(scope: Value): string {
  const short = shortNameOf(scope);
  return textOf(short) ?? showValue(short);
}
