/** What URLs of a live system may hold, and no report may: a user, a password, a code, a key. */

const url = /\b(https?:\/\/)(?:[^\s"'<>/?#@\\]*@)?([^\s"'<>?#\\]*)(\?[^\s"'<>#\\]*)?(#[^\s"'<>\\]*)?/gi;

/**
 * The same with every user name, and every value of a query or fragment, taken out of the URLs in all of its texts. What is judged is
 * judged before: two URLs that differ in nothing else are the same afterwards.
 */
export function withoutUrlSecrets<Shown>(shown: Shown): Shown {
  return hidden(shown) as Shown;
}

function hidden(value: unknown): unknown {
  if (typeof value === "string") return value.replace(url, hiddenUrl);
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hidden(item)]));
}

function hiddenUrl(whole: string, scheme: string, place: string, query = "", fragment = ""): string {
  const user = whole.slice(scheme.length).startsWith(place) ? "" : "(hidden)@";
  const values = query.replaceAll(/=[^&]*/g, "=(hidden)");
  // A fragment without a value is a place in a page.
  return `${scheme}${user}${place}${values}${fragment.replaceAll(/=[^&]*/g, "=(hidden)")}`;
}
