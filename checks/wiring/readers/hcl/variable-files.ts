/** Values of input variables: `.tfvars` and `.tfvars.json` files. */
import { basename, join } from "node:path";
import * as errors from "../errors";
import { mostWritten, readText } from "../files";
import { literalOf } from "../json/json-expressions";
import { propertiesOf, readJsonTree } from "../json/json-tree";
import type { Expression } from "../module/expression";
import { readHcl } from "./bodies";
import type { Grammar } from "./grammar";

/**
 * Values of variables in the order in which Terraform takes them, later ones over earlier ones.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function variableValues(
  folder: string,
  names: readonly string[],
  varFiles: readonly string[],
  grammar: Grammar,
): ReadonlyMap<string, Expression> {
  const own = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  const automatic = names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name));
  const files = [...[...own, ...automatic].map((name) => join(folder, name)), ...varFiles];
  return new Map(files.flatMap((file) => [...valuesIn(file, grammar)]));
}

function valuesIn(file: string, grammar: Grammar): ReadonlyMap<string, Expression> {
  const text = readText(file, mostWritten);
  if (!basename(file).endsWith(".json")) {
    const { attributes, blocks } = readHcl(text, file, grammar);
    const [block] = blocks;
    if (block) throw errors.misplacedInValues(block.at, block.type);
    return new Map([...attributes].map(([name, { expression }]) => [name, expression]));
  }
  const tree = readJsonTree(text, file);
  const properties = propertiesOf(tree.root);
  if (!properties) throw errors.notABlock(tree.positionOf(tree.root), "A file with values of variables");
  return new Map(properties.map(([name, node]) => [name, literalOf(node, tree)]));
}
