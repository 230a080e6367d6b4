/** What is verified for one person, step by step. */
import type { SymptomId } from "../doctor/symptoms";

/** The steps in their order, each with what it shows. */
export const steps = {
  asked: "The agent answers the person",
  consent: "After the sign-in nobody is asked for another",
  tools: "The agent lists tools",
  called: "The tool answers",
  identity: "The tool knows the person",
  "no-second-consent": "A new conversation asks for no consent",
} as const;

/** Id of a step. */
export type StepId = keyof typeof steps;

/** How a step went. */
export interface Step {
  readonly id: StepId;
  /** Not shown: nothing here could show it, which is no failure. */
  readonly outcome: "passed" | "failed" | "not shown";
  /** One sentence: what was seen. Never a token or a link. */
  readonly seen: string;
  /** What a failure is. @default the table of symptoms has no name for it */
  readonly symptom?: SymptomId;
}
