/**
 * The part of the Functions worker that `@azure/functions` meets: it takes registrations, and has a function run as the host asks. What
 * comes back is read as the host of the MCP extension reads it.
 * @see https://github.com/Azure/azure-functions-mcp-extension/blob/main/docs/HOST_EXTENSION_SPEC.md
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { jest } from "@jest/globals";

/** A function as it was registered. */
interface Registered {
  readonly metadata: {
    readonly name: string;
    readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly callback: unknown;
}

interface InvocationModel {
  getArguments(): Promise<{ readonly context: unknown; readonly inputs: readonly unknown[] }>;
  invokeFunction(context: unknown, inputs: readonly unknown[], callback: unknown): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ readonly returnValue: { readonly string: string } }>;
}

interface ProgrammingModel {
  getInvocationModel(invocation: object): InvocationModel;
}

/** What a client gets to see of a call. */
export interface ToolResult {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean;
}

/** The functions of an app. */
export class FunctionsWorker {
  /** What the functions wrote into their log, with the level before each line. */
  readonly log: string[] = [];
  private readonly functions = new Map<string, Registered>();
  private model: ProgrammingModel | undefined;

  /** Loads an app from its bundle, beside which no module lies but the one that the worker itself provides. */
  static async load(bundle: string, settings: Readonly<Record<string, string>>): Promise<FunctionsWorker> {
    const worker = new FunctionsWorker();
    const core = join(dirname(bundle), "node_modules/@azure/functions-core");
    mkdirSync(core, { recursive: true });
    writeFileSync(join(core, "index.js"), "module.exports = globalThis.functionsCore;\n");
    const before = process.env;
    process.env = { ...settings };
    Object.assign(globalThis, { functionsCore: worker.core() });
    try {
      await jest.isolateModulesAsync(async () => {
        await import(bundle);
      });
    } finally {
      process.env = before;
      Reflect.deleteProperty(globalThis, "functionsCore");
    }
    return worker;
  }

  /** The triggers of the registered functions. */
  get triggers(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.functions.values()].flatMap(({ metadata }) => Object.values(metadata.bindings));
  }

  /** Runs the function of a tool with what the host says of the call. */
  async call(tool: string, trigger: object): Promise<ToolResult> {
    const registered = [...this.functions.values()].find(({ metadata }) =>
      Object.values(metadata.bindings).some(({ toolName }) => toolName === tool),
    );
    if (registered === undefined || this.model === undefined) throw new Error(`There is no tool ${tool}.`);
    const [name = ""] = Object.keys(registered.metadata.bindings);
    const data = { string: JSON.stringify(trigger) };
    const model = this.model.getInvocationModel({
      invocationId: "1",
      metadata: registered.metadata,
      request: { inputData: [{ name, data }], triggerMetadata: { mcptoolcontext: data } },
      state: "invocation",
      log: (level: string, _category: string, message: string) => this.log.push(`${level} ${message}`),
    });
    const { context, inputs } = await model.getArguments();
    const result = await model.invokeFunction(context, inputs, registered.callback);
    const { returnValue } = await model.getResponse(context, result);
    return asResult(JSON.parse(returnValue.string) as Returned);
  }

  private core(): object {
    return {
      version: "1.0.0",
      setProgrammingModel: (model: ProgrammingModel) => (this.model = model),
      registerFunction: (metadata: Registered["metadata"], callback: unknown) =>
        this.functions.set(metadata.name, { metadata, callback }),
      registerHook: () => undefined,
      log: (level: string, _category: string, message: string) => this.log.push(`${level} ${message}`),
    };
  }
}

interface Returned {
  readonly type: string;
  readonly content: string;
  readonly structuredContent?: string;
}

function asResult({ type, content, structuredContent }: Returned): ToolResult {
  if (type === "call_tool_result") return JSON.parse(content) as ToolResult;
  return {
    content: [JSON.parse(content)].flat() as ToolResult["content"],
    ...(structuredContent !== undefined && { structuredContent: JSON.parse(structuredContent) as unknown }),
  };
}
