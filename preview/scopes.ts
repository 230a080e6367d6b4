/** The scopes matrix before and after. */
import { columns, scopeMatrices, type Cell, type Column, type Matrix } from "../checks/report/scope-matrix";
import { signInConnections } from "../checks/rules/support/connections";
import type { Connection, Wiring } from "../checks/wiring/wiring";
import type { DeploymentPreview } from "./preview";

/** What a layer says about a scope now and afterwards; undefined where there is no such connection. */
export interface CellChange {
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
}

/** One scope. */
export interface ScopeRow {
  readonly scope: string;
  readonly cells: Readonly<Record<Column, CellChange>>;
  readonly isChanged: boolean;
}

/** The scopes of one connection. */
export interface ScopeChanges {
  /** How the connection is called. */
  readonly label: string;
  readonly isNew: boolean;
  readonly isGone: boolean;
  readonly rows: readonly ScopeRow[];
}

/** The matrices of a deployment, in the order of its connections. */
export function scopeChanges({ before, after, connections }: DeploymentPreview): readonly ScopeChanges[] {
  const [was, willBe] = [matricesOf(before), matricesOf(after)];
  return connections.map(({ label, before: earlier, after: later }) => {
    const [old, next] = [earlier && was.get(earlier), later && willBe.get(later)];
    const scopes = new Set([...(next?.rows ?? []), ...(old?.rows ?? [])].map(({ scope }) => scope));
    return {
      label,
      isNew: !earlier,
      isGone: !later,
      rows: [...scopes].map((scope) => rowOf(scope, old, next)),
    };
  });
}

function matricesOf(wiring: Wiring | undefined): ReadonlyMap<Connection, Matrix> {
  if (!wiring) return new Map();
  const matrices = scopeMatrices(wiring);
  return new Map(
    signInConnections(wiring).flatMap((connection, index) => {
      const matrix = matrices[index];
      return matrix ? [[connection, matrix] as const] : [];
    }),
  );
}

function rowOf(scope: string, before: Matrix | undefined, after: Matrix | undefined): ScopeRow {
  const [was, willBe] = [before, after].map((matrix) => matrix?.rows.find((row) => row.scope === scope)?.cells);
  const cellOf = (column: Column): CellChange => {
    // A scope that no layer of one side says is said by none of them; what cannot say it never can.
    const absent = (was ?? willBe)?.[column] === "-" ? "-" : "no";
    return { before: before && (was?.[column] ?? absent), after: after && (willBe?.[column] ?? absent) };
  };
  const cells = Object.fromEntries(columns.map((column) => [column, cellOf(column)])) as Record<Column, CellChange>;
  return { scope, cells, isChanged: columns.some((column) => differs(cells[column])) };
}

/** Whether a cell says something else afterwards. */
export function differs({ before, after }: CellChange): boolean {
  return before !== undefined && after !== undefined && before !== after;
}
