import { createHash } from "node:crypto";

/** The first hexadecimal characters of the SHA-256 of some facts: a suffix that changes exactly when one of them does. */
export function shortHash(facts: readonly unknown[], characters: number): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, characters);
}
