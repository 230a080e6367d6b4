/** The scopes matrix before and after, with every change marked. */
import { columns } from "../../checks/report/scope-matrix";
import { type Block, importances } from "../markdown/blocks";
import { join, ours, type Markdown, words } from "../markdown/markdown";
import type { DeploymentPreview } from "../preview";
import { type CellChange, differs, scopeChanges, type ScopeChanges, type ScopeRow } from "../scopes";
import type { Texts } from "./texts";

/** More rows are counted. */
const mostRows = 40;

/** A table for each connection. */
export function scopeBlocks(deployment: DeploymentPreview, texts: Texts): readonly Block[] {
  return scopeChanges(deployment).map((changes): Block => {
    const isChanged = changes.isNew || changes.isGone || changes.rows.some((row) => row.isChanged);
    return {
      full: () => table(changes, texts),
      short: () =>
        ours`Scopes of connection ${texts.code(changes.label)}: ${isChanged ? ours`changed` : ours`unchanged`}.`,
      importance: isChanged ? importances.changedScopes : importances.scopes,
    };
  });
}

function table({ label, isNew, isGone, rows }: ScopeChanges, texts: Texts): Markdown {
  const which = isNew ? ours` (new)` : isGone ? ours` (removed)` : ours``;
  const head = ours`Scopes of connection ${texts.code(label)}${which}`;
  if (rows.length === 0) return ours`${head}: no layer says one.`;
  const changedFirst = [...rows.filter((row) => row.isChanged), ...rows.filter((row) => !row.isChanged)];
  const shown = rows.length > mostRows ? changedFirst.slice(0, mostRows) : rows;
  const lines = [
    ours`${head}:`,
    ours``,
    ours`| scope | ${join(
      columns.map((column) => words(column)),
      " | ",
    )} |`,
    ours`| --- | ${join(
      columns.map(() => ours`---`),
      " | ",
    )} |`,
    ...shown.map((row) => line(row, texts)),
    ...(shown.length < rows.length ? [ours``, ours`And ${rows.length - shown.length} more.`] : []),
  ];
  return join(lines, "\n");
}

function line({ scope, cells }: ScopeRow, texts: Texts): Markdown {
  return ours`| ${texts.code(scope)} | ${join(
    columns.map((column) => cellText(cells[column])),
    " | ",
  )} |`;
}

function cellText(cell: CellChange): Markdown {
  const { before, after } = cell;
  if (before !== undefined && after !== undefined && differs(cell)) return ours`${words(before)} → **${words(after)}**`;
  const shown = after ?? before;
  return shown === undefined ? ours`` : words(shown);
}
