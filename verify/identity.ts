/** Whom a tool takes the caller for, as far as its answer tells. */
import { nameOf, type Person } from "./person";
import type { Step } from "./steps";

/**
 * Whether a tool's answer names who called it.
 * @param output what the tool answered
 * @param person who asked
 * @param others who asked before, and must not be named
 */
export function identity(output: string, person: Person, others: readonly Person[]): Step {
  const somebodyElse = others.find((other) => names(output, other.login) || names(output, other.objectId));
  if (somebodyElse !== undefined) {
    const seen = `the tool names ${nameOf(somebodyElse)}, and ${nameOf(person)} has asked`;
    return { id: "identity", outcome: "failed", seen, symptom: "somebody-else-acts" };
  }
  const { login, objectId, displayName } = person;
  const named = [login, objectId, displayName].find((name) => names(output, name));
  return named === undefined
    ? { id: "identity", outcome: "not shown", seen: "the tool's answer names nobody" }
    : { id: "identity", outcome: "passed", seen: `the tool's answer names ${named}` };
}

/** Whether a name stands in a text as a word of its own. */
function names(text: string, name: string | undefined): boolean {
  if (name === undefined || name.length < 2) return false;
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}.@-])${literal}(?![\\p{L}\\p{N}@-])`, "iu").test(text);
}
