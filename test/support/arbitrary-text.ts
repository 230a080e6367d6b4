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

// Formed once: fast-check takes a regular expression apart in milliseconds, and properties ask for many slugs.
const anySlug = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}$/);

/** Lower-case letters, digits and single hyphens. */
export function slug(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return anySlug
    .map((text) => text.slice(0, maxLength).replace(/-$/, ""))
    .filter((text) => text.length >= minLength && !/microsoft|windows/.test(text));
}

/** An id as Okta forms them: three letters for its kind, 17 letters and digits. */
export function oktaId(kind: string): fc.Arbitrary<string> {
  return fc
    .string({ unit: fc.constantFrom(...Array.from("abcXYZ0189")), minLength: 17, maxLength: 17 })
    .map((id) => kind + id);
}

/** A GUID of version 4 in lower case. */
export function guid(): fc.Arbitrary<string> {
  return fc.uuid({ version: 4 });
}
