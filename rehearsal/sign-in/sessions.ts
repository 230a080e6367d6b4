import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import { EntryStore } from "./entry-store";

/** Who is signed in, in which browser. Issuers of one vendor's organization share it. */
export interface Sessions {
  /** Name of the cookie. */
  readonly cookieName: string;
  /** What the cookies are signed with. */
  readonly cookieKeys: readonly string[];
  readonly entries: EntryStore;
}

/** Nobody is signed in yet. @param cookieName the vendor's */
export function createSessions(cookieName: string, clock: Clock): Sessions {
  return { cookieName, cookieKeys: [randomBytes(32).toString("base64url")], entries: new EntryStore(clock) };
}
