/** From a module as written to a configuration. */
import type { Argument, Block, Configuration } from "../../configuration";
import { isRelevantType } from "../../relevant-types";
import type { BlockInstance } from "./block-instance";
import { Budget } from "./budget";
import type { ModuleDefinition } from "./definition";
import { evaluate } from "./evaluator";
import type { Expression } from "./expression";
import { ModuleInstance } from "./module-instance";

/** Evaluates a root module; `values` are those given to its variables. */
export function configurationOf(
  name: string,
  definition: ModuleDefinition,
  values: ReadonlyMap<string, Expression> = new Map(),
): Configuration {
  const budget = new Budget(definition.blocks.length);
  const inputs = new Map<string, () => Argument>();
  const root = new ModuleInstance({
    definition,
    prefix: "",
    inputs,
    budget,
    blocks: new Map<string, BlockInstance>(),
    repeated: undefined,
  });
  for (const [variable, expression] of values) {
    inputs.set(variable, () => evaluate(expression, { names: root, bindings: new Map() }));
  }
  const blocks: Block[] = [];
  for (const instance of root.relevantBlocks(isRelevantType)) blocks.push(instance.block());
  return {
    name,
    origin: "configuration",
    blocks,
    variables: [...definition.variables.values()]
      .filter(({ validations }) => validations.length > 0)
      .map(({ name: variable, validations, default: written, at }) => ({
        name: variable,
        validations,
        ...(written?.expression.kind === "literal" &&
          written.expression.value !== null && { default: written.expression.value }),
        source: { address: `var.${variable}`, path: "", position: at },
      })),
  };
}
