/** The table of the fault matrix, as text. */
import type { Fault, JudgedStack } from "./judged-faults";
import type { Reason } from "./reasons";

/** Counts what became of the faults of all combinations. */
export function showTable(
  judged: ReadonlyMap<{ readonly name: string }, JudgedStack>,
  refused: ReadonlySet<Fault>,
  reasoned: ReadonlyMap<Fault, Reason>,
): string {
  const rows = [...judged].map(([{ name }, { faults, healthy }]) => {
    const found = faults.filter(({ foundBy }) => foundBy.length > 0).length;
    const [byTerraform, byReason] = [
      faults.filter((fault) => refused.has(fault)),
      faults.filter((fault) => reasoned.has(fault)),
    ];
    const open = faults.length - found - byTerraform.length - byReason.length;
    const said = healthy.findings.map(({ rule }) => rule).join(", ");
    return [name, faults.length, found, byTerraform.length, byReason.length, open, said === "" ? "none" : said];
  });
  const all = [...judged.values()].flatMap(({ faults }) => faults);
  return [
    "",
    ...aligned([
      ["combination", "faults", "found", "refused", "reasoned", "open", "findings on the healthy configuration"],
      ...rows,
    ]),
    "",
    "Found by (a fault may be found by several):",
    ...aligned(counted(all.flatMap(({ foundBy }) => foundBy))),
    "",
    `Refused by terraform validate: ${refused.size}`,
    "",
    "Reasons:",
    ...aligned(counted([...reasoned.values()].map(({ reason }) => reason))),
    "",
    "",
  ].join("\n");
}

/** Each name with how often it occurs, most often first. */
function counted(names: readonly string[]): readonly (readonly [number, string])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => [count, name] as const).sort(([left], [right]) => right - left);
}

function aligned(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        typeof cell === "number" ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
