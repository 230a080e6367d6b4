/** How a refusal is told: the challenge of RFC 6750, section 3, with the metadata of RFC 9728, section 5.1, and a body for people. */
import type { Refusal } from "./refusal";

/** The parts of an HTTP answer. */
export interface RefusalAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** For JSON. */
  readonly body: object;
}

/** Seconds after which a caller may try again where nobody can tell whether a token is good. */
const retryAfter = 5;

/**
 * The answer to a request that is refused.
 *
 * @param refusal what is refused, and why
 * @param metadata URL of the protected resource metadata
 * @param helpful scopes that a caller who needs another token should request, as clients request them
 */
export function refusalAnswer(refusal: Refusal, metadata: string, helpful: readonly string[]): RefusalAnswer {
  const { status, error, message, scopes } = refusal;
  const scope = (status === 401 ? helpful : scopes).join(" ") || undefined;
  const headers = { "cache-control": "no-store", "content-type": "application/json" };
  if (status === 503) {
    return {
      status,
      headers: { ...headers, "retry-after": String(retryAfter) },
      body: { error: "temporarily_unavailable", error_description: message },
    };
  }
  const challenge = parameters({ error, error_description: error && message, scope, resource_metadata: metadata });
  return {
    status,
    headers: { ...headers, "www-authenticate": `Bearer ${challenge}` },
    body: { error, error_description: message, scope, resource_metadata: metadata },
  };
}

function parameters(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quotedString(value)}`]))
    .join(", ");
}

/** RFC 9110, section 5.6.4. What no header may hold becomes a question mark. */
function quotedString(text: string): string {
  return `"${text.replace(/[^\t\x20-\x7e]/g, "?").replace(/["\\]/g, "\\$&")}"`;
}
