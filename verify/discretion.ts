/** Texts of others, before they are shown: what a server or a model says may repeat what it was given. */

const mostCharacters = 300;

/** Three parts of base64url: a token, signed or not. */
const tokens = /\beyJ[\w-]{5,}\.[\w-]*\.?[\w-]*/g;

/** What follows the path of an address: a consent link is a credential in its query. */
const queries = /(\bhttps?:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;

/**
 * A text of somebody else as it may be shown: on one line, JSON-encoded, cut, without tokens and without the queries of addresses.
 * @param text untrusted
 * @param secrets never shown, also where they have no form of their own
 */
export function shown(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets
    .filter((secret) => secret !== "")
    .reduce((left, secret) => left.replaceAll(secret, "…"), text)
    .replaceAll(tokens, "…")
    .replaceAll(queries, "$1?…");
  const line = withoutSecrets.replaceAll(/\s+/g, " ").trim();
  return JSON.stringify(line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line);
}
