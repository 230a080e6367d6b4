/** Which layer says which scope: the matrix that a report begins with. */
import { shortNameOf } from "../wiring/relations";
import { booleanOf, compareValues, literalValue, showValue, textOf, type Value, type Values } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { signInConnections } from "../rules/support/connections";
import { exposedTo } from "../rules/support/exposed";
import { advertisedBy } from "../rules/support/advertised";
import { apiGrant, entraPairOf, graphGrant, isPreAuthorized } from "../rules/support/grants";
import { allowsEveryScope, mayHaveMoreRules, rulesFor } from "../rules/support/okta";
import { isProtocolScope } from "../rules/support/scopes";
import { openTools, requiredBy, toolScopesOf } from "../rules/support/tools";
import { joinValues } from "../wiring/values";

/** What layers say about scopes, in the order of a request. */
export const columns = ["exposed", "requested", "allowed", "advertised", "required"] as const;

/** One of them. */
export type Column = (typeof columns)[number];

/** Whether a layer says a scope; `-` where it cannot: protocol scopes are neither exposed, advertised nor required. */
export type Cell = "yes" | "no" | "?" | "-";

/** One scope. */
export interface Row {
  /** Short name, or what is known of it. */
  readonly scope: string;
  readonly cells: Readonly<Record<Column, Cell>>;
}

/** The matrix of one connection. */
export interface Matrix {
  /** Name of the connection as it is written, else its address. */
  readonly connection: string;
  readonly rows: readonly Row[];
}

/** Undefined where nobody can tell. */
type Lists = Readonly<Record<Column, Values | undefined>>;

/** The matrices of a deployment, one a connection. */
export function scopeMatrices(wiring: Wiring): readonly Matrix[] {
  return signInConnections(wiring).map((connection) => {
    const lists = listsOf(wiring, connection);
    return {
      connection: textOf(connection.name) ?? connection.address,
      rows: rowsOf(lists).map((scope) => ({ scope: textOf(scope) ?? showValue(scope), cells: cellsOf(lists, scope) })),
    };
  });
}

function listsOf(wiring: Wiring, connection: Connection): Lists {
  const exposed = exposedTo(wiring, connection);
  const advertised = advertisedBy(wiring);
  return {
    exposed: exposed.outcome === "found" ? exposed.found.names : undefined,
    requested: short(connection.scopes),
    allowed: allowedTo(wiring, connection),
    advertised:
      advertised?.outcome === "known"
        ? short(advertised.scopes)
        : advertised?.outcome === "nothing"
          ? nothing
          : undefined,
    required: requiredOf(wiring, connection),
  };
}

const nothing: Values = { items: [], source: { address: "", path: "" } };

function short(values: Values | undefined): Values {
  return values ? { ...values, items: values.items.map(shortNameOf) } : nothing;
}

/** What a policy rule allows the client, or what it is granted. */
function allowedTo(wiring: Wiring, connection: Connection): Values | undefined {
  if (wiring.identity?.provider === "okta") {
    const rules = rulesFor(wiring, connection).map(({ rule }) => rule);
    if (rules.some(allowsEveryScope)) return { ...nothing, items: [literalValue("*", nothing.source)] };
    const allowed = joinValues(
      rules.flatMap(({ scopes }) => (scopes ? [scopes] : [])),
      connection.source,
    );
    return mayHaveMoreRules(wiring, connection)
      ? { ...allowed, incomplete: allowed.incomplete ?? "other policy rules may admit the client" }
      : allowed;
  }
  const pair = entraPairOf(wiring, connection);
  if (pair === undefined) return undefined;
  const grants = [apiGrant(pair), graphGrant(pair)];
  const admitted = pair.api.scopes.flatMap((scope) =>
    scope.name && isPreAuthorized(pair, scope).outcome === "equal" ? [scope.name] : [],
  );
  const allowed = joinValues(
    grants.flatMap((grant) => (grant ? [grant] : [])),
    connection.source,
  );
  // Where nobody granted anything, people may consent themselves, unless assignment is demanded of them.
  const mayConsent = grants.includes(undefined) && booleanOf(pair.client.servicePrincipal?.assignmentRequired) !== true;
  const incomplete = allowed.incomplete ?? (mayConsent ? "people may consent to more themselves" : undefined);
  return { ...allowed, items: [...allowed.items, ...admitted], ...(incomplete !== undefined && { incomplete }) };
}

function requiredOf(wiring: Wiring, connection: Connection): Values | undefined {
  const scopes = toolScopesOf(wiring);
  const open = openTools(wiring, connection);
  if (scopes === undefined || open === undefined) return undefined;
  const names = open.tools.flatMap(({ name }) => requiredBy(scopes, name) ?? []);
  return {
    items: [...new Set(names)].map((name) => literalValue(name, scopes.source)),
    ...(open.incomplete !== undefined && { incomplete: open.incomplete }),
    source: scopes.source,
  };
}

/** Every scope that any layer says, protocol scopes first, each once. */
function rowsOf(lists: Lists): readonly Value[] {
  const rows: Value[] = [];
  for (const column of columns) {
    for (const scope of lists[column]?.items ?? []) {
      if (textOf(scope) === "*" || scope.kind === "unknown") continue;
      if (!rows.some((row) => compareValues(row, scope).outcome === "equal")) rows.push(scope);
    }
  }
  return [...rows.filter(isProtocolScope), ...rows.filter((scope) => !isProtocolScope(scope))];
}

function cellsOf(lists: Lists, scope: Value): Row["cells"] {
  const cell = (column: Column): Cell => {
    if (isProtocolScope(scope) && column !== "requested" && column !== "allowed") return "-";
    const values = lists[column];
    if (values === undefined) return "?";
    if (values.items.some((item) => textOf(item) === "*")) return "yes";
    const compared = values.items.map((item) => compareValues(item, scope).outcome);
    if (compared.includes("equal")) return "yes";
    return compared.includes("undecided") || values.incomplete !== undefined ? "?" : "no";
  };
  return {
    exposed: cell("exposed"),
    requested: cell("requested"),
    allowed: cell("allowed"),
    advertised: cell("advertised"),
    required: cell("required"),
  };
}
