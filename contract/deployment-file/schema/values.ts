/**
 * Building blocks of the schema. Convention: the message of every issue is a phrase that completes "it takes …", so
 * that `schema-problems.ts` can name the path and the value found around it.
 */
import { z } from "zod";

import { choice } from "../wording";

const singleLine = /^[^\n\t]*$/;

/** Text on one line, not empty. */
export function line(allowed = "a text on one line", maxLength = 1024) {
  return z
    .string({ error: allowed })
    .min(1, { error: `${allowed}, which must not be empty` })
    .max(maxLength, { error: `${allowed} of at most ${maxLength} characters` })
    .regex(singleLine, { error: `${allowed}, without line break or tab` });
}

/** Text with line breaks, not empty. */
export function prose(allowed = "a text", maxLength = 32_768) {
  return z
    .string({ error: allowed })
    .regex(/\S/, { error: `${allowed}, which must not be empty` })
    .max(maxLength, { error: `${allowed} of at most ${maxLength} characters` });
}

/** Text of one form. */
export function formed(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** One of several words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: choice(words) });
}

/** true or false. */
export function flag() {
  return z.boolean({ error: "true or false" });
}

/** Whole number. */
export function whole(min: number, max: number) {
  const allowed = `a whole number from ${min} to ${max}`;
  return z.int({ error: allowed }).min(min, { error: allowed }).max(max, { error: allowed });
}

/** List with at least one item. */
export function listOf<Item extends z.ZodType>(item: Item, what: string) {
  const allowed = `a list of ${what}`;
  return z.array(item, { error: allowed }).min(1, { error: `${allowed} with at least one entry` });
}

/** List that may be empty. */
export function anyListOf<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, { error: `a list of ${what}` });
}

/**
 * Map with fixed keys. For an unknown key the message lists the known ones, separated by commas: `knownKeys` of
 * `schema-problems.ts` reads them back for the near miss.
 */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape)
    .filter((key) => !isRefused(shape[key]))
    .join(", ");
  return z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? keys : `a map with ${keys}`) });
}

/** A setting that must not be written is not offered either. */
function isRefused(schema: z.core.SomeType | undefined): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodNever;
}

/** Lower-case GUID: issuers and identifiers are compared letter by letter. */
export function guid(allowed = "a GUID in lower case, such as 3f2b8a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b") {
  return formed(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, allowed);
}

/** Part of a name that Azure, Okta and Foundry all take. */
export function namePart(maxLength: number) {
  const allowed = `lower-case letters, digits and single hyphens, beginning with a letter, ending with a letter or digit, at most ${maxLength} characters`;
  return formed(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, allowed).max(maxLength, { error: allowed });
}
