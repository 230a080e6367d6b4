/** Runs a tool in the name of whoever calls, if the token of the call permits it. */
import { McpTextContent, McpToolResponse, type InvocationContext, type McpToolTriggerHandler } from "@azure/functions";
import type { z } from "zod";
import {
  createProtectedResource,
  protectedResourceSettings,
  readSettings,
  Refusal,
  type Person,
  type ProtectedResource,
} from "../weather-server/protected-resource";
import { toolNames, type ToolAnswer, type ToolName } from "../weather-server/weather/tools";
import { readCall } from "./call";
import { ToolError } from "./tool-error";

/** What a tool is made of. */
export interface ProtectedTool<Input> {
  readonly name: ToolName;
  readonly input: z.ZodType<Input>;
  readonly answer: (input: Input, person: Person) => ToolAnswer;
}

/** Why no tool runs, where the settings are not complete. A worker that failed instead would leave an empty list of tools behind. */
type Protection = ProtectedResource<ToolName> | Error;

/** Reads the settings, and says at once in the log what is wrong with them. */
export function loadProtection(environment: NodeJS.ProcessEnv): Protection {
  try {
    const protection = createProtectedResource(readSettings(environment, protectedResourceSettings), toolNames);
    for (const text of protection.warnings) console.warn(JSON.stringify({ outcome: "warning", text }));
    return protection;
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error));
    console.error(JSON.stringify({ outcome: "refused", text: problem.message }));
    return problem;
  }
}

/**
 * The handler of a tool. Easy Auth in front checks issuer, audience and client of a token, and never its scopes, so the token is judged
 * here, as a whole: what does not come with a token that permits the tool is refused.
 */
export function protect<Input>(protection: Protection, tool: ProtectedTool<Input>): McpToolTriggerHandler {
  return async (trigger, context) => {
    if (protection instanceof Error)
      return new ToolError("The settings of this server are not complete; its log says which.");
    try {
      return await run(protection, tool, trigger, context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, reason, message, scopes, found, expected } = error;
      const refusal = { outcome: "refused", text: message, status, reason, tool: tool.name, found, expected };
      context.warn(JSON.stringify(refusal));
      return new ToolError(scopes.length === 0 ? message : `${message} Scopes to request: ${scopes.join(" ")}`);
    }
  };
}

async function run<Input>(
  protection: ProtectedResource,
  { name, input, answer }: ProtectedTool<Input>,
  trigger: unknown,
  context: InvocationContext,
): Promise<ToolError | McpToolResponse> {
  const call = readCall(trigger);
  const admission = await protection.admit(call);
  protection.demand(admission, name);
  const parsed = input.safeParse(call.input);
  if (!parsed.success) return new ToolError(`The arguments are not those of ${name}: ${parsed.error.message}`);
  const { person, client } = admission;
  context.log(JSON.stringify({ outcome: "done", text: "A tool is called.", tool: name, person, client }));
  const { text, data } = answer(parsed.data, person);
  return new McpToolResponse({ content: [new McpTextContent(text)], structuredContent: data });
}
