import { randomBytes } from "node:crypto";

/** What an id is of; the prefixes are those of the Responses API. */
export type IdPrefix = "resp" | "oauthreq" | "mcpl" | "mcpr" | "mcp" | "msg";

/** An id that nobody can guess, for example `resp_…` with 192 random bits. */
export function freshId(prefix: IdPrefix): string {
  return `${prefix}_${randomBytes(24).toString("hex")}`;
}
