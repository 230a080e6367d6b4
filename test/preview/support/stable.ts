/** Without what differs from run to run: ids, redirect URLs, secrets' hashes, times. Each value has one name throughout a text. */

const patterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["redirect", /(?<=\/redirect\/)[0-9a-f]{32}/g],
  [
    "guid",
    /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b(?<!00000000-0000-4000-8000-\d{12})/g,
  ],
  ["okta", /\b(?:00g|00p|0oa|0pr|aus|rst|scp)[0-9A-Za-z]{17}\b/g],
  ["hash", /(?<=weather-(?:reader|editor)-)[0-9a-f]{6}\b/g],
  ["time", /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g],
  ["time", /(?<=created_at = )\d{10}/g],
  ["kid", /(?<=kid = ")[\w-]{43}(?=")/g],
];

/** The same text for every run. */
export function stable(text: string): string {
  return patterns.reduce((shown, [name, pattern]) => {
    const names = new Map<string, string>();
    return shown.replaceAll(pattern, (value) => {
      const known = names.get(value) ?? `${name}${names.size + 1}`;
      names.set(value, known);
      return known;
    });
  }, text);
}
