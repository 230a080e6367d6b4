/**
 * The module `@azure/functions-core`, which the Functions worker gives to `@azure/functions`: registrations and hooks arrive here.
 * @see https://github.com/Azure/azure-functions-nodejs-library
 */
import Module from "node:module";
import type { RegisteredFunction } from "./messages";

/** One run of a function, as the programming model wants to know it. */
export interface CoreInvocation {
  readonly invocationId: string;
  readonly request: {
    readonly inputData: readonly { readonly name: string; readonly data: { readonly string: string } }[];
    readonly triggerMetadata: Readonly<Record<string, { readonly string: string }>>;
  };
  readonly metadata: RegisteredFunction;
  readonly state: string;
  log(level: string, category: string, message: string): void;
}

/** A function of the app, called with its inputs and a context. */
export type FunctionCallback = (...inputs: unknown[]) => unknown;

/** What `@azure/functions` makes of a run. */
export interface InvocationModel {
  getArguments(): Promise<{ readonly context: unknown; readonly inputs: readonly unknown[] }>;
  invokeFunction(context: unknown, inputs: readonly unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(
    context: unknown,
    result: unknown,
  ): Promise<{ readonly returnValue?: { readonly string?: string } | null }>;
}

/** What `@azure/functions` hands over when the first function is registered. */
export interface ProgrammingModel {
  getInvocationModel(invocation: CoreInvocation): InvocationModel;
}

/** A callback that an app hangs into the life of itself or of each run. */
export type Hook = (context: Record<string, unknown>) => unknown;

/** What an app has registered. */
export interface RegisteredApp {
  readonly functions: ReadonlyMap<
    string,
    { readonly metadata: RegisteredFunction; readonly callback: FunctionCallback }
  >;
  /** @throws Error where no function was registered */
  readonly model: ProgrammingModel;
  /** Runs the hooks of a name in their order. */
  runHooks(name: string, context: Record<string, unknown>): Promise<void>;
}

/** Puts the module in place and returns what arrives in it. */
export function provideFunctionsCore(): RegisteredApp {
  const functions = new Map<string, { metadata: RegisteredFunction; callback: FunctionCallback }>();
  const hooks = new Map<string, Set<Hook>>();
  let model: ProgrammingModel | undefined;
  const core = {
    version: "1.0.0",
    hostVersion: "4.1000.0",
    setProgrammingModel: (given: ProgrammingModel) => {
      model = given;
    },
    getProgrammingModel: () => model,
    registerFunction: (metadata: RegisteredFunction, callback: FunctionCallback) => {
      functions.set(metadata.name, { metadata, callback });
      return { dispose: () => functions.delete(metadata.name) };
    },
    registerHook: (name: string, hook: Hook) => {
      const registered = hooks.get(name) ?? new Set();
      hooks.set(name, registered.add(hook));
      return { dispose: () => registered.delete(hook) };
    },
    log: (level: string, _category: string, message: string) => writeLog(level, message),
  };
  intercept("@azure/functions-core", core);
  return {
    functions,
    get model() {
      if (model === undefined) throw new Error("The app has registered no function.");
      return model;
    },
    async runHooks(name, context) {
      for (const hook of hooks.get(name) ?? []) await hook(context);
    },
  };
}

/** What an app logs goes where its output goes; the host collects both. */
export function writeLog(level: string, message: string): void {
  const stream = ["warning", "error", "critical"].includes(level) ? process.stderr : process.stdout;
  stream.write(`${message}\n`);
}

function intercept(name: string, exports: unknown): void {
  // eslint's unbound-method does not apply: the original is called with the module as `this`.
  const original = Reflect.get(Module.prototype, "require") as (this: Module, id: string) => unknown;
  Module.prototype.require = function requireOrCore(this: Module, id: string): unknown {
    return id === name ? exports : original.call(this, id);
  } as NodeJS.Require;
}
