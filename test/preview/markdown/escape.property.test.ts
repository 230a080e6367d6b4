/** No text of somebody else is active in a comment, whatever it holds. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Clear } from "../../../preview/discretion/clear";
import { code, fenced, htmlCode, label, prose, shortened } from "../../../preview/markdown/escape";

const hostile = [
  "<img src=x onerror=alert(1)>",
  "</details>",
  "</summary></details><h1>",
  "<!-- hidden -->",
  "@octocat",
  "@some-org/some-team",
  "#123",
  "GH-123",
  "owner/repository#123",
  "0123456789abcdef0123456789abcdef01234567",
  "https://evil.example/",
  "www.evil.example",
  "someone@evil.example",
  "[text](https://evil.example)",
  "![image](https://evil.example/x.png)",
  "```",
  "~~~",
  "``` `a` ``",
  "# heading",
  "> quote",
  "- item",
  "1. item",
  "| cell |",
  "**bold** _em_ ~~no~~",
  "$\\sqrt{x}$",
  ":smile:",
  "\u202eright to left",
  "zero\u200bwidth\ufeff",
  "soft\u00adhyphen",
  "wide\u3000space",
  "\u001b[31mred",
  "line\nbreak\r\n\u2028",
  "half \ud800 pair",
  '"]\n  click n1 "javascript:alert(1)"',
  "%%{init: {}}%%",
  "&lt;b&gt; &#64;octocat",
  "\\`a`",
];

const texts = fc
  .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary" }), fc.string()), { maxLength: 6 })
  .map((parts) => parts.join("") as Clear);

/** Whatever nobody would see, or would read in another order. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Checks many texts, the hostile ones first. */
function forEvery(check: (text: Clear) => void): void {
  for (const text of hostile) check(text as Clear);
  fc.assert(fc.property(texts, check), { numRuns: 500 });
}

describe("in any text,", () => {
  test("a code span holds all of it, ends where it should, and ends no cell of a table", () => {
    forEvery((text) => {
      expect(code(text)).toMatch(/^`[^`|\n]+`$/);
      expect(code(text)).not.toMatch(/<[A-Za-z/!?]/);
      expect(code(text)).not.toMatch(invisible);
    });
  });

  test("of a sentence, only plain words stand outside of code", () => {
    forEvery((text) => {
      const outside = prose(text).replaceAll(/`[^`]*`/g, "");
      expect(outside).toMatch(/^[A-Za-z0-9 ,.;:!?()'’-]*$/);
      expect(outside).not.toMatch(/www\.|:\/\/|GH-\d|\b[0-9a-f]{7,}\b|\d-\d/);
    });
  });

  test("a line of a diff stays a line, and ends no fence", () => {
    forEvery((text) => {
      expect(fenced(text)).not.toMatch(/\n|```|~~~|<[A-Za-z/!?]/);
      expect(fenced(text)).not.toMatch(invisible);
    });
  });

  test("inside of a summary there is no tag but ours", () => {
    forEvery((text) => expect(htmlCode(text)).toMatch(/^<code>[^<>"'\n]*<\/code>$/));
  });

  test("the label of a node holds letters, digits, what joins them, and entities", () => {
    forEvery((text) => expect(label(text)).toMatch(/^(?:[\p{L}\p{N} ._/-]|#\d+;)*$/u));
  });

  test("shortening splits no pair of surrogates", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 20 }), (text, most) => {
        const shown = shortened(text as Clear, most);
        expect(shown.length).toBeLessThanOrEqual(most);
        expect(shown).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

test("words stay words, and values become code", () => {
  expect(prose('The nearest is policy rule "weather (a)", but it lacks "weather.alert".' as Clear)).toBe(
    "The nearest is policy rule `weather (a)`, but it lacks `weather.alert`.",
  );
});
