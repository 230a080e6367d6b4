/** One fold for each resource that changes, the gravest first. */
import { isRelevantType } from "../../checks/wiring/relevant-types";
import { type Block, type Importance, importances } from "../markdown/blocks";
import { counted, ours, type Markdown, words } from "../markdown/markdown";
import { differencesOf } from "../plan/differences";
import { changedResources, isChange, type ChangeKind, type Plan, type ResourceChange } from "../plan/plan";
import type { Difference } from "../plan/sides";
import { cappedLines, diffLines } from "./diff-lines";
import { foldedDiff } from "./fold";
import { replacementText } from "./replacement";
import type { Texts } from "./texts";

/** Longest diff in a comment, so that no resource takes the room of all others. */
const longestDiff = 5_000;

/** How folds are formed. */
export interface FoldOptions {
  readonly texts: Texts;
  /** Whether each diff is shown whatever it takes. */
  readonly isWhole: boolean;
}

/** Folds of the resources, then of the outputs, then of what others changed. */
export function foldBlocks(plan: Plan, options: FoldOptions): readonly Block[] {
  const changed = changedResources(plan).toSorted((one, other) => rank(one) - rank(other));
  return [
    ...changed.map((change) => resourceBlock(change, options)),
    ...outputsBlock(plan, options),
    ...driftBlock(plan, options),
  ];
}

const order: readonly ChangeKind[] = ["replace", "delete", "forget", "update", "import", "move", "create"];

/** What sign-in depends on comes first among its like. */
function rank({ kind, type }: ResourceChange): number {
  return 2 * order.indexOf(kind) + (isRelevantType(type) ? 0 : 1);
}

const importanceOf: Readonly<Record<ChangeKind, Importance>> = {
  replace: importances.replaced,
  delete: importances.replaced,
  forget: importances.replaced,
  update: importances.updated,
  import: importances.others,
  move: importances.others,
  create: importances.created,
  read: importances.created,
  none: importances.created,
};

function resourceBlock(change: ResourceChange, { texts, isWhole }: FoldOptions): Block {
  const { kind, address, deposed } = change;
  const leftover = deposed === undefined ? ours`` : ours`, left behind by an earlier replacement`;
  return {
    full: () => {
      const { cause, introduction } = replacementText(change, texts);
      const summary = ours`${words(kind)} ${texts.html(address)}${leftover}${cause}`;
      const differences = differencesOf(change, change.values);
      const shown = isWhole ? diffLines(differences, texts) : commentLines(differences, texts);
      return foldedDiff(summary, introduction, shown.length > 0 ? shown : [ours`  no attribute changes`]);
    },
    short: () => ours`- ${words(kind)} ${texts.code(address)}${leftover}`,
    importance: importanceOf[kind],
  };
}

/** What a comment shows of a diff: of values that nobody knows yet and that replace none, only how many there are. */
function commentLines(differences: readonly Difference[], texts: Texts): readonly Markdown[] {
  const told = differences.filter(
    ({ before, after }) => before !== undefined || after === undefined || !isLater(after),
  );
  const lines = cappedLines(diffLines(told, texts), longestDiff);
  const untold = differences.length - told.length;
  return untold === 0 ? lines : [...lines, ours`  and ${counted(untold, "value")} known after the apply`];
}

function isLater(leaf: NonNullable<Difference["after"]>): boolean {
  return "later" in leaf && leaf.later;
}

function outputsBlock({ outputs }: Plan, { texts, isWhole }: FoldOptions): readonly Block[] {
  const changed = outputs.filter(isChange);
  if (changed.length === 0) return [];
  const full = (): Markdown => {
    const lines = diffLines(
      changed.flatMap(({ name, values }) => differencesOf({ address: name, type: "output" }, values, name)),
      texts,
    );
    return foldedDiff(
      ours`${counted(changed.length, "output")} changed`,
      [],
      isWhole ? lines : cappedLines(lines, longestDiff),
    );
  };
  return [{ full, short: () => ours`- ${counted(changed.length, "output")} changed`, importance: importances.others }];
}

function driftBlock({ drift }: Plan, { texts, isWhole }: FoldOptions): readonly Block[] {
  if (drift.length === 0) return [];
  const full = (): Markdown => {
    const lines = drift.flatMap((change) => [
      ours`  ${texts.path(change.address)}`,
      ...diffLines(differencesOf(change, change.values), texts),
    ]);
    const summary = ours`${counted(drift.length, "resource")} changed outside of Terraform since the last apply`;
    return foldedDiff(summary, [], isWhole ? lines : cappedLines(lines, longestDiff));
  };
  return [
    {
      full,
      short: () => ours`- ${counted(drift.length, "resource")} changed outside of Terraform`,
      importance: importances.others,
    },
  ];
}
