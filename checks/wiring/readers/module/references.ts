/** Addresses and paths, written one way. */
import type { Expression } from "./expression";

/** A step whose key is known. */
export interface Segment {
  readonly key: string | number;
  /** `[…]` as opposed to `.name`. */
  readonly index: boolean;
}

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** A path and one more step: `output` and `redirect_url` are `output.redirect_url`. */
export function extended(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!identifier.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** The address of one instance of a repeated block. */
export function instanceAddress(address: string, key: string | number): string {
  return `${address}[${JSON.stringify(key)}]`;
}

/** An expression that is a bare reference, as a text: members of `depends_on` and `ignore_changes`. Undefined for anything else. */
export function bareReference(expression: Expression): string | undefined {
  if (expression.kind === "literal") return typeof expression.value === "string" ? expression.value : undefined;
  if (expression.kind === "variable") return expression.name;
  if (expression.kind !== "access" || expression.from.kind !== "variable") return undefined;
  let path: string = expression.from.name;
  for (const step of expression.steps) {
    if (step.kind === "attribute") path = `${path}.${step.name}`;
    else if (step.kind === "index" && step.key.kind === "literal") path = `${path}[${JSON.stringify(step.key.value)}]`;
    else return path;
  }
  return path;
}

/** The bare references of a list. */
export function bareReferences(expression: Expression | undefined): readonly string[] {
  if (expression === undefined) return [];
  const items = expression.kind === "tuple" ? expression.items : [expression];
  return items.flatMap((item) => bareReference(item) ?? []);
}
