import { showValue, type Value } from "../wiring/value";
import type { Connection } from "../wiring/wiring";
import { signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress } from "./support/words";

const pattern = /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}$/;
const allowed = "3 to 33 letters, digits, hyphens and underscores, with a letter or digit first";

/** Foundry refuses other names. */
export const connectionNameInvalid = defineRule({
  id: "connection-name-invalid",
  severity: "error",
  what: "The name of a connection is none that Foundry takes.",
  why: "Foundry refuses the connection halfway through the apply.",
  page: "https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/projects/connections",
  judge: (wiring) => signInConnections(wiring).flatMap(judgeName),
});

function judgeName(connection: Connection): readonly Verdict[] {
  const { address, name } = connection;
  const ends = [valueEnd("connection", "name", name, connection)];
  const fix = `Write a name of ${allowed}.`;
  const told = known(name);
  if (told.kind === "absent") return [fails(`${showAddress(address)} has no name.`, ends, fix)];
  const text = told.kind === "known" ? String(told.value) : name?.kind === "unknown" ? name.example : undefined;
  if (text !== undefined) {
    if (pattern.test(text)) return [];
    return [fails(`${showAddress(address)} is named ${showValue(name)}, and Foundry takes ${allowed}.`, ends, fix)];
  }
  if (cannotBe(name)) {
    return [fails(`${showAddress(address)} is named ${showValue(name)}, and Foundry takes ${allowed}.`, ends, fix)];
  }
  const missing = told.kind === "unknown" ? told.missing : "its name";
  return [undecided(`Whether ${showAddress(address)} has a name that Foundry takes cannot be told.`, ends, missing)];
}

/** Whether the texts in a name rule it out, whatever the references turn out to be. */
function cannotBe(name: Value | undefined): boolean {
  if (name?.kind !== "symbolic") return false;
  const texts = name.parts.filter((part) => typeof part === "string");
  const [first] = name.parts;
  return (
    texts.some((text) => /[^a-zA-Z0-9_-]/.test(text)) ||
    texts.reduce((length, text) => length + text.length, 0) > 33 ||
    (typeof first === "string" && !/^[a-zA-Z0-9]/.test(first))
  );
}
