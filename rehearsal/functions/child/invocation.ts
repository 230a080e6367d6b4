import type { HostMessage, RegisteredFunction } from "./messages";
import { writeLog, type RegisteredApp } from "./functions-core";

/**
 * Runs a function once, with the hooks around it.
 * @returns what the programming model makes of its result. @default it returned nothing
 * @throws whatever the function throws
 */
export async function invoke(
  app: RegisteredApp,
  { id, name, input }: Extract<HostMessage, { type: "invoke" }>,
): Promise<string | undefined> {
  const registered = app.functions.get(name);
  if (registered === undefined) throw new Error(`There is no function ${JSON.stringify(name)}.`);
  const { metadata } = registered;
  const model = app.model.getInvocationModel({
    invocationId: id,
    request: {
      inputData: [{ name: triggerOf(metadata), data: { string: input } }],
      triggerMetadata: { mcptoolcontext: { string: input } },
    },
    metadata,
    state: "invocation",
    log: (level, _category, message) => writeLog(level, message),
  });
  const { context, inputs } = await model.getArguments();
  const hookData = {};
  const before = { hookData, invocationContext: context, functionCallback: registered.callback, inputs };
  await app.runHooks("preInvocation", before);
  const after: { error: unknown; result: unknown } = { error: null, result: null };
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  const afterwards = { hookData, invocationContext: context, inputs: before.inputs, ...after };
  await app.runHooks("postInvocation", afterwards);
  if (afterwards.error !== null && afterwards.error !== undefined) throw afterwards.error as Error;
  const { returnValue } = await model.getResponse(context, afterwards.result);
  return returnValue?.string;
}

function triggerOf({ name, bindings }: RegisteredFunction): string {
  const trigger = Object.entries(bindings).find(([, { direction }]) => direction === "in");
  if (trigger === undefined) throw new Error(`Function ${JSON.stringify(name)} has no trigger.`);
  return trigger[0];
}
