/** The rules about scopes, audience and issuer, client and redirect URL: what a sign-in and its token depend on. */
import type { Rule } from "../rule";

/** In the order in which a sign-in meets them. */
export const signInRules: readonly Rule[] = [];
