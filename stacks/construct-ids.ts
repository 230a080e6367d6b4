import { shortHash } from "../contract/hash";

/** Id of a construct that stands for a group, or another principal: names hold any character, construct ids do not. */
export function principalConstructId(nameOrId: string): string {
  return `principal-${shortHash([nameOrId], 8)}`;
}
