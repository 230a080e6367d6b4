/** Sentences and places that several formats share. */
import type { Source } from "../wiring/value";
import type { Counts, Report, Verdict } from "../check";

/** What a verdict is called. */
export const verdicts: Readonly<Record<Verdict, string>> = { pass: "PASS", fail: "FAIL", undecided: "UNDECIDED" };

/** `2 errors, 1 warning`; what is zero is left out. */
export function countsText({ errors, warnings, undecided, accepted }: Counts): string {
  const parts = [
    plural(errors, "error"),
    plural(warnings, "warning"),
    undecided > 0 ? `${undecided} undecided` : "",
    accepted > 0 ? `${accepted} accepted` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

/** The sentence that comes first. */
export function summary({ verdict, counts, deployments }: Report): string {
  return `${verdicts[verdict]}: ${plural(deployments.length, "deployment")} judged, ${countsText(counts)}`;
}

/** `1 error`, `2 errors`, and nothing for none. */
export function plural(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Address and path, as Terraform writes them. */
export function placeText({ address, path }: Source): string {
  if (path === "") return address;
  return path.startsWith("[") ? address + path : `${address}.${path}`;
}

/** File, line and column, where they are known. */
export function positionText({ position }: Source): string | undefined {
  return position && `${position.file}:${position.line}:${position.column}`;
}

/** On one line, with nothing that a terminal or a reader would take for something else: addresses and names come from anyone's files. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(""),
  );
}

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
