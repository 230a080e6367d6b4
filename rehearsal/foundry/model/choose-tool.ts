import { meaningfulWords } from "./words";

/** A tool as the model sees it. */
export interface ModelTool {
  readonly serverLabel: string;
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

const nameWeight = 2;
const descriptionWeight = 1;

/**
 * The tool whose words fit a question best, among those with a word of their name in the question: such a word counts twice,
 * one of the description once. Between equals the first wins; `undefined` where no name fits.
 */
export function chooseTool<Tool extends ModelTool>(question: string, tools: readonly Tool[]): Tool | undefined {
  const asked = meaningfulWords(question);
  const common = (text: string): number => [...meaningfulWords(text)].filter((word) => asked.has(word)).length;
  let best: { readonly tool: Tool; readonly score: number } | undefined;
  for (const tool of tools) {
    const inName = common(tool.name);
    const score = nameWeight * inName + descriptionWeight * common(tool.description);
    if (inName > 0 && score > (best?.score ?? 0)) best = { tool, score };
  }
  return best?.tool;
}
