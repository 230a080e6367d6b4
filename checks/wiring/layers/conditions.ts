/** What conditions demand, as far as their texts tell it: comparisons of one attribute with one text, joined by `&&`. */
import type { Block } from "../configuration";
import { textOf } from "../value";
import * as read from "./arguments";

/** The text that a block demands one of its attributes to be; undefined where no condition says so. */
function equalsLiteral(block: Block, attribute: string): string | undefined {
  for (const { attribute: compared, address, other } of comparisons(block)) {
    if (compared !== attribute || (address !== "self" && address !== block.address)) continue;
    const text = literalText(other);
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * The id of an authorization server where its block tells it: Okta's own server is called `default` in every organization, and a
 * condition may demand an id.
 */
export function writtenServerId(block: Block): string | undefined {
  if (block.type === "okta_auth_server_default") return "default";
  if (block.mode === "data" && textOf(read.value(block.arguments, "name")) === "default") return "default";
  return equalsLiteral(block, "id");
}

/** One comparison `a == b` with an attribute on one side. */
export interface AttributeComparison {
  /** `self`, or the address of a block. */
  readonly address: string;
  readonly attribute: string;
  /** The other side as written. */
  readonly other: string;
}

/** Comparisons that must hold for the conditions of a block to hold. */
export function comparisons({ conditions }: Block): readonly AttributeComparison[] {
  return conditions.flatMap((condition) =>
    unwrapped(condition)
      .split("&&")
      .flatMap((conjunct) => sides(unwrapped(conjunct))),
  );
}

/** The text of a quoted side without templates; undefined for an expression. */
export function literalText(side: string): string | undefined {
  if (!/^"[^"]*"$/.test(side) || side.includes("${") || side.includes("\\")) return undefined;
  return side.slice(1, -1);
}

function sides(conjunct: string): readonly AttributeComparison[] {
  const [left, right, ...more] = conjunct.split("==").map((side) => side.trim());
  if (left === undefined || right === undefined || more.length > 0 || left.endsWith("!")) return [];
  return [
    [left, right],
    [right, left],
  ].flatMap(([side = "", other = ""]) => {
    const attribute = /^(?<address>self|data\.\w+\.[\w-]+(?:\[[^\]]*\])?)\.(?<attribute>\w+)$/.exec(side)?.groups;
    // Whatever is compared must be one text or one reference: anything else may hold for many names.
    if (!attribute || !/^("[^"]*"|[\w.[\]-]+)$/.test(other)) return [];
    return [{ address: attribute["address"] ?? "", attribute: attribute["attribute"] ?? "", other }];
  });
}

/** Without the marks of a template and without parentheses around the whole. */
function unwrapped(condition: string): string {
  let text = condition.trim();
  if (text.startsWith("${") && text.endsWith("}")) text = text.slice(2, -1).trim();
  while (/^\([^()]*\)$/.test(text)) text = text.slice(1, -1).trim();
  return text;
}
