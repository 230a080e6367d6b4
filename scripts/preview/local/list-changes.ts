import { changeNamed, changeNames } from "./changes";

/** Every change with what it changes, one paragraph each. */
export function listChanges(): string {
  return changeNames.map((name) => `${name}\n  ${changeNamed(name).what}\n`).join("\n");
}
