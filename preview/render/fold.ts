import { join, ours, type Markdown } from "../markdown/markdown";

/** A fold whose body is Markdown: the empty lines let GitHub read it as such. */
export function foldedDetails(summary: Markdown, body: Markdown): Markdown {
  return ours`<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A fold with a diff in it. */
export function foldedDiff(summary: Markdown, introduction: readonly Markdown[], lines: readonly Markdown[]): Markdown {
  const fence = ours`\`\`\`diff\n${join(lines, "\n")}\n\`\`\``;
  return foldedDetails(summary, join([...introduction, fence], "\n\n"));
}
