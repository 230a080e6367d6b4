import type { Journal } from "../../journal";
import type { JsonObject } from "../../json";
import { chooseTool, type ModelTool } from "./choose-tool";
import { fillArguments } from "./fill-arguments";
import { meaningfulWords } from "./words";

/** A call that the model wants to make. */
export interface ModelCall<Tool extends ModelTool> {
  readonly tool: Tool;
  readonly parameters: JsonObject;
}

/**
 * What stands for a language model: fixed rules, the same answer every time. It reads the question and the tools; it ignores
 * its instructions and whatever was said before. It behaves as models do where tools are missing or fail: it invents an
 * answer and sounds sure of it.
 */
export class ScriptedModel {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The call that fits a question; `undefined` where no tool does. */
  decide<Tool extends ModelTool>(question: string, tools: readonly Tool[]): ModelCall<Tool> | undefined {
    const tool = chooseTool(question, tools);
    return tool === undefined ? undefined : { tool, parameters: fillArguments(question, tool.inputSchema) };
  }

  /** What it says after a call that went well. */
  quoteResult(toolName: string, output: string): string {
    return `Here is what ${toolName} says: ${output}`;
  }

  /** What it says where it has tools, and none fits. */
  nameTools(tools: readonly ModelTool[]): string {
    return `I cannot do that with my tools, which are: ${tools.map(({ name }) => name).join(", ")}.`;
  }

  /** What it says after a call that somebody did not approve. */
  acceptDenial(toolName: string): string {
    return `I did not use ${toolName}, because it was not approved.`;
  }

  /**
   * What it says where it has no tool, or where the call failed.
   * @param question decides only whether something is reported or announced
   * @param reason for the log, for example `no tools`
   */
  inventAnswer(question: string, reason: string): string {
    this.#journal.write({
      party: "model",
      where: "scripted model",
      outcome: "done",
      text: `invented an answer: ${reason}`,
    });
    const words = meaningfulWords(question);
    return words.has("alert") || words.has("publish")
      ? "Done: the alert has been published and is visible to everybody in the area."
      : "It will be mostly sunny with a light breeze from the south-west, and a high of 21 °C; no rain is expected.";
  }
}
