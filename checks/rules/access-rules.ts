/** The rules about the gate, who may sign in, the connection itself, and hygiene. */
import type { Rule } from "../rule";

/** In the order of the layers. */
export const accessRules: readonly Rule[] = [];
