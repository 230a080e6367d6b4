/** How much changes. */
import { type Block, importances } from "../markdown/blocks";
import { counted, join, type Markdown, ours } from "../markdown/markdown";
import { type ChangeKind, isChange, type Plan } from "../plan/plan";

/** Resources by what happens to them. */
export type ChangeCounts = Readonly<Record<ChangeKind, number>>;

/** Counts the resources of some plans; data sources are none. */
export function countChanges(plans: readonly Plan[]): ChangeCounts {
  const counts: Record<ChangeKind, number> = {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    forget: 0,
    move: 0,
    import: 0,
    read: 0,
    none: 0,
  };
  for (const { mode, kind } of plans.flatMap(({ resources }) => resources)) {
    if (mode === "resource" || kind === "read") counts[kind] += 1;
  }
  return counts;
}

const words: readonly (readonly [ChangeKind, Markdown])[] = [
  ["replace", ours`replaced`],
  ["delete", ours`destroyed`],
  ["forget", ours`forgotten`],
  ["update", ours`updated`],
  ["create", ours`created`],
  ["import", ours`imported`],
  ["move", ours`moved`],
  ["read", ours`read during the apply`],
];

/** The line with the counts. */
export function countsBlock(plan: Plan): Block {
  const counts = countChanges([plan]);
  const parts = words.filter(([kind]) => counts[kind] > 0).map(([kind, word]) => ours`${counts[kind]} ${word}`);
  const outputs = plan.outputs.filter(isChange).length;
  const shown = [...parts, ...(outputs > 0 ? [ours`${counted(outputs, "output")} changed`] : [])];
  const line = ours`**Changes**: ${join(shown, ", ")}; ${counted(counts.none, "resource")} unchanged.`;
  return { full: () => line, importance: importances.counts };
}
