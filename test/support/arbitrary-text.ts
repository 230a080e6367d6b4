/** Texts as they may stand in a deployment file. */
import fc from "fast-check";

/** What Terraform, JSON, YAML or HCL could take for something else than text. */
const awkward = [
  "${",
  "%{",
  "}",
  "$${",
  '"',
  "'",
  "\\",
  "\\n",
  "#",
  "//",
  "<<EOT",
  "é",
  "e\u0301",
  "🌦️",
  "null",
  "true",
  "0613",
  "*",
  "&",
  "- ",
  ": ",
];

const piece = fc.oneof(fc.constantFrom(...awkward), fc.string({ maxLength: 8, unit: "grapheme" }));

function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "");
}

/** Text on one line, not empty. */
export function line(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(piece, { minLength: 1, maxLength: 5 })
    .map((pieces) => withoutControls(pieces.join("")))
    .filter((text) => text.trim() !== "" && text.length <= maxLength && text.normalize("NFC").length <= maxLength);
}

/** Text of several lines, not empty. */
export function prose(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(line(maxLength), { minLength: 1, maxLength: 3 })
    .map((lines) => lines.join("\n"))
    .filter((text) => text.length <= maxLength);
}

/** Lower-case letters, digits and single hyphens. */
export function slug(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}$/)
    .map((text) => text.slice(0, maxLength).replace(/-$/, ""))
    .filter((text) => text.length >= minLength && !/microsoft|windows/.test(text));
}

/** A GUID of version 4 in lower case. */
export function guid(): fc.Arbitrary<string> {
  return fc.uuid({ version: 4 });
}
