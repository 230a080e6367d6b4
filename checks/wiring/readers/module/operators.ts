/** Operators on known values. */
import type { Argument } from "../../configuration";
import { compareValues, type Literal } from "../../value";
import type { Position } from "./expression";
import { known, reasonOf, unknown } from "./pieces";

type Scalar = Literal["value"];

const arithmetic: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** What an operator makes of its operands. */
export function operate(operator: string, operands: readonly Argument[], at: Position): Argument {
  const [left, right] = operands;
  if (left === undefined) return unknown("it has no operand", at);
  if (right === undefined) return unary(operator, left, at);
  if (operator === "&&" || operator === "||") return logical(operator, left, right, at);
  if (operator === "==" || operator === "!=") return equality(operator === "==", left, right, at);
  const [a, b] = [numberOf(left), numberOf(right)];
  const compute = Object.hasOwn(arithmetic, operator) ? arithmetic[operator] : undefined;
  if (a === undefined || b === undefined || compute === undefined) return notComputed(operator, operands, at);
  const result = compute(a, b);
  return typeof result === "number" && !Number.isFinite(result)
    ? notComputed(operator, operands, at)
    : known(result, at);
}

/** A condition's value; undefined where it is not known. */
export function truthOf(value: Argument): boolean | undefined {
  if (value.kind !== "literal") return undefined;
  if (typeof value.value === "boolean") return value.value;
  return value.value === "true" ? true : value.value === "false" ? false : undefined;
}

function unary(operator: string, operand: Argument, at: Position): Argument {
  const truth = truthOf(operand);
  const number = numberOf(operand);
  if (operator === "!" && truth !== undefined) return known(!truth, at);
  if (operator === "-" && number !== undefined) return known(-number, at);
  return notComputed(operator, [operand], at);
}

function logical(operator: "&&" | "||", left: Argument, right: Argument, at: Position): Argument {
  const decisive = operator === "||";
  const truths = [truthOf(left), truthOf(right)];
  if (truths.includes(decisive)) return known(decisive, at);
  return truths.includes(undefined) ? notComputed(operator, [left, right], at) : known(!decisive, at);
}

function equality(equal: boolean, left: Argument, right: Argument, at: Position): Argument {
  const scalars = [scalarOf(left), scalarOf(right)] as const;
  // Terraform never takes a text for a number here.
  if (scalars[0] !== undefined && scalars[1] !== undefined) return known((scalars[0] === scalars[1]) === equal, at);
  if (left.kind === "symbolic" || right.kind === "symbolic") {
    const [a, b] = [left, right];
    if (a.kind !== "list" && a.kind !== "map" && b.kind !== "list" && b.kind !== "map") {
      const { outcome } = compareValues(a, b);
      if (outcome !== "undecided" && scalars[0] !== null && scalars[1] !== null) {
        return known((outcome === "equal") === equal, at);
      }
    }
  }
  return notComputed(equal ? "==" : "!=", [left, right], at);
}

function scalarOf(value: Argument): Scalar | undefined {
  return value.kind === "literal" ? value.value : undefined;
}

function numberOf(value: Argument): number | undefined {
  const scalar = scalarOf(value);
  return typeof scalar === "number" ? scalar : undefined;
}

function notComputed(operator: string, operands: readonly Argument[], at: Position): Argument {
  const reason = operands.map(reasonOf).find((found) => found !== undefined);
  return unknown(reason ?? `it is the result of the operator ${operator}`, at);
}
