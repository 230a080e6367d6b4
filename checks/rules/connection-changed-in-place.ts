import { argumentAt, type MapArgument } from "../wiring/configuration";
import { compareValues, showValue, type Value } from "../wiring/value";
import type { Connection } from "../wiring/wiring";
import { signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress, showValues } from "./support/words";

const facts = ["target", "authorizationUrl", "tokenUrl", "refreshUrl"] as const;

/** People consent to a connection by its name; judged on plans, which alone tell before from after. */
export const connectionChangedInPlace = defineRule({
  id: "connection-changed-in-place",
  severity: "error",
  what: "A plan changes the facts of a connection and keeps its name.",
  why: "People consented to a connection by its name: they keep tokens without the new scopes, and nobody asks them again.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) => signInConnections(wiring).flatMap(judgePlan),
});

function judgePlan(connection: Connection): readonly Verdict[] {
  const { planned, address, name } = connection;
  const before = planned?.before;
  if (planned === undefined || before === undefined || !changes(planned.actions)) return [];
  const oldName = valueAt(before, "name");
  // A name that the plan does not know is formed from something that this apply changes.
  if (name === undefined || oldName === undefined || known(name).kind === "unknown") return [];
  const renamed = compareValues(oldName, name);
  if (renamed.outcome === "different") return [];
  const ends = [
    { layer: "connection" as const, what: "name before and after", shown: showValue(name), source: name.source },
  ];
  if (renamed.outcome === "undecided") {
    return [undecided(`Whether ${showAddress(address)} keeps its name cannot be told.`, ends, renamed.missing)];
  }
  const differing = changedFacts(connection, before);
  const changed = differing.filter(({ missing }) => missing === undefined);
  const [open] = differing;
  if (open === undefined) return [];
  if (changed.length === 0) {
    const message = `Whether the plan changes ${open.fact} of ${showAddress(address)}, which keeps the name ${showValue(name)}, cannot be told.`;
    return [undecided(message, [...ends, ...open.ends], open.missing ?? open.fact)];
  }
  return [
    fails(
      `The plan changes ${changed.map(({ fact }) => fact).join(", ")} of ${showAddress(address)} and keeps the name ${showValue(name)}.`,
      [...ends, ...changed.flatMap((change) => change.ends)],
      "Form the name from these facts, for example with a short hash of them, and write lifecycle { create_before_destroy = true }.",
    ),
  ];
}

function changes(actions: readonly string[]): boolean {
  return actions.includes("update") || (actions.includes("create") && actions.includes("delete"));
}

/** A fact that differs, or may. */
interface Change {
  readonly fact: string;
  readonly ends: Verdict["ends"];
  /** What would have to be known. @default it differs */
  readonly missing?: string;
}

function changedFacts(connection: Connection, before: MapArgument): readonly Change[] {
  const changed = facts.flatMap((fact): readonly Change[] => {
    const old = valueAt(before, "body", "properties", fact);
    const now = connection[fact];
    const compared = old && now ? compareValues(old, now) : undefined;
    if (compared?.outcome === "equal" || (old === undefined && now === undefined)) return [];
    const ends = [
      valueEnd("connection", `${fact} before`, old, connection),
      valueEnd("connection", `${fact} after`, now, connection),
    ];
    return [{ fact, ends, ...(compared?.outcome === "undecided" && { missing: compared.missing }) }];
  });
  const old = argumentAt(before, "body", "properties", "scopes");
  const items =
    old?.kind === "list" ? old.items.filter((item): item is Value => !("items" in item || "entries" in item)) : [];
  const scopes = (values: readonly Value[]): string => values.map(showValue).toSorted().join(" ");
  if (old?.kind !== "list" || scopes(items) === scopes(connection.scopes?.items ?? [])) return changed;
  return [
    ...changed,
    {
      fact: "scopes",
      ends: [
        {
          layer: "connection",
          what: "scopes before",
          shown: showValues({ items, source: old.source }),
          source: old.source,
        },
        { layer: "connection", what: "scopes after", shown: showValues(connection.scopes), source: connection.source },
      ],
    },
  ];
}

function valueAt(from: MapArgument, ...path: readonly string[]): Value | undefined {
  const found = argumentAt(from, ...path);
  return found === undefined || found.kind === "list" || found.kind === "map" ? undefined : found;
}
