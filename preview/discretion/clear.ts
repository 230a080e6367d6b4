declare const clear: unique symbol;

/** Text that may be shown: nothing secret is left in it. It may still hold anything that Markdown takes for its own. Only `discretion.ts` makes it. */
export type Clear = string & { readonly [clear]: true };
