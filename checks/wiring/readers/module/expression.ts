/** Expressions of Terraform, from HCL or from the templates of its JSON syntax. */

/** A place in a file. Lines and columns count from 1, columns in UTF-16 units as editors and SARIF do. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One step into a value. */
export type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: Expression }
  /** `[*]` and `.*`: all that follows is done to each item. */
  | { readonly kind: "each" };

/** A part of a template. */
export type TemplatePart = string | Expression;

/** An entry of an object; the key of `{ a = 1 }` is the literal `a`. */
export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for …]` and `{for …}`. */
export interface ForExpression {
  readonly kind: "for";
  readonly at: Position;
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly condition: Expression | undefined;
  /** Only in `{for …}`. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  /** `...`: values of equal keys are collected. */
  readonly grouped: boolean;
}

/** An expression. */
export type Expression =
  | { readonly kind: "literal"; readonly at: Position; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly at: Position; readonly parts: readonly TemplatePart[] }
  | { readonly kind: "variable"; readonly at: Position; readonly name: string }
  | { readonly kind: "access"; readonly at: Position; readonly from: Expression; readonly steps: readonly Step[] }
  | { readonly kind: "tuple"; readonly at: Position; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly at: Position; readonly entries: readonly ObjectEntry[] }
  | {
      readonly kind: "call";
      readonly at: Position;
      readonly name: string;
      readonly inputs: readonly Expression[];
      /** The last input is a list that is spread: `f(list...)`. */
      readonly spread: boolean;
    }
  | {
      readonly kind: "conditional";
      readonly at: Position;
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      readonly kind: "operation";
      readonly at: Position;
      readonly operator: string;
      readonly operands: readonly Expression[];
    }
  | ForExpression
  /** What is not followed, with the reason as a clause that completes "because". */
  | { readonly kind: "opaque"; readonly at: Position; readonly reason: string };
