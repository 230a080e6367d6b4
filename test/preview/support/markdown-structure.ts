/** Reads a comment as GitHub does, as far as its structure goes: fences, folds, code, and what is left. */

/** A comment taken apart. */
export interface Structure {
  /** Everything outside of fences, code and our own tags. */
  readonly prose: string;
  readonly fences: readonly string[];
  readonly folds: number;
}

/** Takes a comment apart. @throws {Error} where a fence or a fold is not closed, or is closed twice */
export function structureOf(comment: string): Structure {
  const fences: string[] = [];
  const outside: string[] = [];
  let fence: string[] | undefined;
  for (const line of comment.split("\n")) {
    if (fence) {
      if (/^ {0,3}```\s*$/.test(line)) {
        fences.push(fence.join("\n"));
        fence = undefined;
      } else fence.push(line);
    } else if (/^ {0,3}(?:```|~~~)/.test(line)) fence = [];
    else outside.push(line);
  }
  if (fence) throw new Error(`A fence is not closed: ${fence.join("\n").slice(0, 200)}`);
  let depth = 0;
  let folds = 0;
  for (const line of outside) {
    if (/^<details><summary>.*<\/summary>$/.test(line)) folds += ++depth;
    else if (line === "</details>") depth -= 1;
    else if (/<\/?(?:details|summary)/.test(line)) throw new Error(`A fold is not alone on its line: ${line}`);
    if (depth < 0 || depth > 1) throw new Error(`Folds are not balanced at: ${line}`);
  }
  if (depth !== 0) throw new Error("A fold is not closed.");
  const prose = outside
    .join("\n")
    .replaceAll(/<code>[^<]*<\/code>/g, "")
    .replaceAll(/`[^`\n]*`/g, "")
    .replaceAll(/<\/?(?:details|summary)>/g, "")
    .replaceAll(/\]\(https:\/\/[\w./#-]+\)/g, "]");
  return { prose, fences, folds };
}
