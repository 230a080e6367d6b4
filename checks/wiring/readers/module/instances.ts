/** `count` and `for_each`: which instances a block has, where what is written tells it. */
import type { Argument } from "../../configuration";
import type { Body } from "./definition";
import { evaluate, type Scope } from "./evaluator";
import type { Position } from "./expression";
import { known, map, reasonOf } from "./pieces";

/** Most instances that are told apart. */
const mostInstances = 1000;

/** One instance: its key, and what `each` and `count` mean in it. */
export interface Instance {
  readonly key: string | number;
  readonly bindings: ReadonlyMap<string, Argument>;
}

/** Instances of a block. */
export type InstancesTold =
  | { readonly kind: "one" }
  | { readonly kind: "counted"; readonly instances: readonly Instance[] }
  | { readonly kind: "keyed"; readonly instances: readonly Instance[] }
  | { readonly kind: "any"; readonly reason: string };

/** Tells the instances of a block or module call. */
export function instancesOf(body: Body, at: Position, scope: Scope): InstancesTold {
  const count = body.attributes.get("count");
  if (count) return counted(evaluate(count.expression, scope), at);
  const forEach = body.attributes.get("for_each");
  return forEach ? keyed(evaluate(forEach.expression, scope), at) : { kind: "one" };
}

function counted(count: Argument, at: Position): InstancesTold {
  const number = count.kind === "literal" ? Number(count.value) : NaN;
  if (!Number.isInteger(number) || number < 0 || number > mostInstances) {
    return { kind: "any", reason: `its count is not followed: ${reasonOf(count) ?? "it is known at apply only"}` };
  }
  const instances = Array.from({ length: number }, (_, index) => ({
    key: index,
    bindings: new Map<string, Argument>([["count", map(new Map([["index", known(index, at)]]), at)]]),
  }));
  return { kind: "counted", instances };
}

function keyed(forEach: Argument, at: Position): InstancesTold {
  const pairs = pairsOf(forEach);
  if (pairs === undefined || pairs.length > mostInstances) {
    return {
      kind: "any",
      reason: `its for_each is not followed: ${reasonOf(forEach) ?? "its keys are known at apply only"}`,
    };
  }
  const instances = [...new Map(pairs)].map(([key, value]) => {
    const each = map(
      new Map([
        ["key", known(key, at)],
        ["value", value],
      ]),
      at,
    );
    return { key, bindings: new Map<string, Argument>([["each", each]]) };
  });
  return { kind: "keyed", instances };
}

/** Keys and values of a map or of a set of texts; undefined where a key is not known. */
function pairsOf(forEach: Argument): readonly (readonly [string, Argument])[] | undefined {
  if (forEach.kind === "map" && forEach.incomplete === undefined) return [...forEach.entries];
  if (forEach.kind !== "list" || forEach.incomplete !== undefined) return undefined;
  const pairs = forEach.items.flatMap((item): [string, Argument][] =>
    item.kind === "literal" && typeof item.value === "string" ? [[item.value, item]] : [],
  );
  return pairs.length === forEach.items.length ? pairs : undefined;
}
