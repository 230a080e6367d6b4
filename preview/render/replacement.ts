/** Why Terraform does more than an update, in words. */
import { ours, type Markdown } from "../markdown/markdown";
import type { ResourceChange } from "../plan/plan";
import type { Texts } from "./texts";

/** What is said of a change beside its diff. */
export interface ReplacementText {
  /** Behind the address in the summary of its fold; may be empty. */
  readonly cause: Markdown;
  /** Before the diff. */
  readonly introduction: readonly Markdown[];
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const reasons: ReadonlyMap<string, Markdown> = new Map([
  ["replace_because_tainted", ours`an earlier apply left it unfinished`],
  ["replace_by_request", ours`somebody asked for it with -replace`],
  ["replace_by_triggers", ours`something in its replace_triggered_by changes`],
  ["delete_because_no_resource_config", ours`it is no longer in the configuration`],
  ["delete_because_no_module", ours`its module is no longer in the configuration`],
  ["delete_because_wrong_repetition", ours`count or for_each came or went`],
  ["delete_because_count_index", ours`count no longer reaches its index`],
  ["delete_because_each_key", ours`for_each no longer has its key`],
  ["delete_because_no_move_target", ours`nothing is where it was moved to`],
]);

/** The cause of a change, and its order. */
export function replacementText(change: ResourceChange, texts: Texts): ReplacementText {
  const { kind, replacedBy, reason, createdFirst, previousAddress } = change;
  const paths = replacedBy.slice(0, 3).map((path) => texts.html(path));
  const more = replacedBy.length > 3 ? ours` and ${replacedBy.length - 3} more` : ours``;
  const known = reason === undefined ? undefined : reasons.get(reason);
  const [first, ...others] = paths;
  const cause =
    first === undefined
      ? known === undefined
        ? ours``
        : ours`: ${known}`
      : ours`: ${others.reduce((shown, path) => ours`${shown}, ${path}`, first)}${more} ${
          replacedBy.length > 1 ? ours`change` : ours`changes`
        }`;
  const introduction = [
    ...(previousAddress === undefined ? [] : [ours`It was ${texts.code(previousAddress)}.`]),
    ...(kind === "replace"
      ? [
          createdFirst
            ? ours`The new one is created before the old one is destroyed.`
            : ours`**The old one is destroyed before the new one is created.**`,
        ]
      : []),
  ];
  return { cause, introduction };
}
