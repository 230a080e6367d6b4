import type { Clear } from "../discretion/clear";

declare const safe: unique symbol;

/** GitHub Flavored Markdown in which no text of anybody else is active. Only `escape.ts` and the functions here make it. */
export type Markdown = string & { readonly [safe]: true };

/** Our own words, with Markdown and numbers in between: nothing else can be put in. */
export function ours(texts: TemplateStringsArray, ...values: readonly (Markdown | number)[]): Markdown {
  let text = texts[0] ?? "";
  for (let index = 0; index < values.length; index += 1) text += `${values[index] ?? ""}${texts[index + 1] ?? ""}`;
  return text as Markdown;
}

/** A text that stands in our source: no text that a program reads has such a type. */
type Written<Text extends string> = string extends Text ? never : Text extends Clear ? never : Text;

/** Words of ours that a type lists. */
export function words<Text extends string>(text: Written<Text>): Markdown {
  return text as string as Markdown;
}

/** What stands between pieces. */
export type Separator = "" | " " | ", " | " | " | "; " | "<br/>" | "\n" | "\n\n";

/** Several pieces as one. */
export function join(pieces: readonly Markdown[], separator: Separator): Markdown {
  return pieces.join(separator) as Markdown;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(pieces: readonly Markdown[]): Markdown {
  const last = pieces.at(-1) ?? ours`nothing`;
  return pieces.length < 2 ? last : ours`${join(pieces.slice(0, -1), ", ")} and ${last}`;
}

/** `1 resource`, `2 resources`. */
export function counted<Noun extends string>(number: number, noun: Written<Noun>): Markdown {
  return ours`${number} ${words<Noun>(noun)}${number === 1 ? ours`` : ours`s`}`;
}
