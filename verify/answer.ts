/**
 * What an agent answers, as far as it is judged. The vendor's client libraries have no type for the request of consent, so raw JSON is read;
 * items that nobody here knows are passed over.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 */
import { z } from "zod";

const item = z.discriminatedUnion("type", [
  z.object({ type: z.literal("oauth_consent_request"), consent_link: z.string() }),
  z.object({
    type: z.literal("mcp_list_tools"),
    tools: z.array(z.object({ name: z.string() })).nullish(),
    error: z.unknown().optional(),
  }),
  z.object({ type: z.literal("mcp_approval_request"), id: z.string(), name: z.string() }),
  z.object({
    type: z.literal("mcp_call"),
    name: z.string(),
    output: z.string().nullish(),
    error: z.unknown().optional(),
  }),
  z.object({
    type: z.literal("message"),
    content: z.array(z.object({ type: z.string(), text: z.string().optional() })).nullish(),
  }),
]);

const response = z.object({ id: z.string().min(1), output: z.array(z.unknown()) });

/** One item of an answer. */
export type AnswerItem = Readonly<z.output<typeof item>>;

/** One answer of an agent. */
export interface Answer {
  /** Continues the conversation. */
  readonly id: string;
  readonly items: readonly AnswerItem[];
}

/** Reads the body of an answer. @returns `undefined` where it is none of the Responses API */
export function answerOf(document: unknown): Answer | undefined {
  const read = response.safeParse(document);
  if (!read.success) return undefined;
  const { id, output } = read.data;
  return { id, items: output.flatMap((each) => item.safeParse(each).data ?? []) };
}

/** The items of one type, in their order. */
export function ofType<Type extends AnswerItem["type"]>(
  items: readonly AnswerItem[],
  type: Type,
): readonly Extract<AnswerItem, { type: Type }>[] {
  return items.filter((each): each is Extract<AnswerItem, { type: Type }> => each.type === type);
}

/** What an item says of its error; empty where there was none. */
export function errorOf({ error }: { readonly error?: unknown }): string {
  if (error === undefined || error === null) return "";
  return typeof error === "string" ? error : JSON.stringify(error);
}
