const withoutMeaning = new Set(
  "a an and are as at be by can do for from get have how i in is it me my of on or please tell the there this to us we what when will with you your".split(
    " ",
  ),
);

/** The words of a text that say what it is about: lower case, without a plural s, `get_forecast` and `getForecast` taken apart. */
export function meaningfulWords(text: string): ReadonlySet<string> {
  const words = text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
  return new Set(words.filter((word) => word !== "" && !withoutMeaning.has(word)));
}
