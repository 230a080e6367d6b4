/** The lines of a diff: what goes begins with a minus, what comes with a plus, and what stays has none. */
import type { Leaf, LeafList } from "../discretion/discretion";
import { ours, type Markdown } from "../markdown/markdown";
import type { Difference } from "../plan/sides";
import type { Texts } from "./texts";

/** Lines for some differences. */
export function diffLines(differences: readonly Difference[], texts: Texts): readonly Markdown[] {
  const lines: Markdown[] = [];
  for (const difference of differences) addLines(difference, texts, lines);
  return lines;
}

function addLines({ path, isItem, before, after }: Difference, texts: Texts, lines: Markdown[]): void {
  const shown = isItem ? ours`${texts.path(path)}[]` : texts.path(path);
  if (isWithheld(before) && isWithheld(after)) {
    lines.push(ours`! ${shown} = ${texts.value(before)}, another value`);
    return;
  }
  const [was, willBe] = [multiline(before), multiline(after)];
  if (was !== undefined && willBe !== undefined) {
    lines.push(...textLines(shown, texts.lines(was), texts.lines(willBe)));
    return;
  }
  if (before) lines.push(ours`- ${shown} = ${texts.value(before)}`);
  if (after) lines.push(ours`+ ${shown} = ${texts.value(after)}`);
}

function isWithheld(leaf: Leaf | LeafList | undefined): leaf is Leaf {
  return leaf !== undefined && "withheld" in leaf && leaf.withheld;
}

function multiline(leaf: Leaf | LeafList | undefined): string | undefined {
  if (leaf === undefined || "items" in leaf || leaf.withheld || leaf.later) return undefined;
  return typeof leaf.value === "string" && leaf.value.includes("\n") ? leaf.value : undefined;
}

/** Of a text of many lines, those between its common beginning and its common end. */
function textLines(path: Markdown, before: readonly Markdown[], after: readonly Markdown[]): readonly Markdown[] {
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && before[first] === after[first]) first += 1;
  let last = 0;
  while (last < shorter - first && before.at(-1 - last) === after.at(-1 - last)) last += 1;
  const between = (lines: readonly Markdown[]): readonly Markdown[] => lines.slice(first, lines.length - last);
  return [
    ours`  ${path}, from line ${first + 1}:`,
    ...between(before).map((line) => ours`-   ${line}`),
    ...between(after).map((line) => ours`+   ${line}`),
  ];
}

/** As many lines as fit, and how many do not. */
export function cappedLines(lines: readonly Markdown[], most: number): readonly Markdown[] {
  let length = 0;
  const kept = lines.findIndex((line) => (length += line.length + 1) > most);
  return kept < 0 ? lines : [...lines.slice(0, kept), ours`  and ${lines.length - kept} more lines`];
}
