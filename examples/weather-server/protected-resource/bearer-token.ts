/** The bearer token of a request, taken from the one place where it may stand (RFC 6750, section 2.1). */
import * as errors from "./errors";

/** What is looked at of a request. */
export interface Credentials {
  /** The values of all `Authorization` headers; a server must not drop or join them. */
  readonly authorization: readonly string[];
  /** The query of the URL. @default it has none */
  readonly query?: URLSearchParams;
}

/** The scheme in any case, then a token68 (RFC 9110, section 11.2). */
const bearer = /^bearer +([a-z0-9\-._~+/]+=*)$/i;

/**
 * The token of a request.
 *
 * @throws {Refusal} where there is none, more than one, or one in the wrong place
 */
export function bearerToken({ authorization, query }: Credentials): string {
  if (query?.has("access_token")) throw errors.tokenInQuery();
  const [header, ...more] = authorization;
  if (more.length > 0) throw errors.severalTokens();
  // Another scheme is no token, and no mistake of somebody who has one.
  if (header === undefined || !/^bearer(?![^ ])/i.test(header)) throw errors.noToken();
  const token = bearer.exec(header)?.[1];
  if (token === undefined) throw errors.malformedHeader();
  return token;
}
