/** How `oidc-provider` is loaded: it is an ECMAScript module, and it warns about its runtime while it is loaded. */
import type * as OidcProvider from "oidc-provider";

/** What `oidc-provider` exports. */
export type Library = typeof OidcProvider;

/** What it says on Node 20, on which the local cloud runs as well and its tests try everything that is used of it. */
const runtimeWarning = "oidc-provider WARNING: Unsupported runtime";

let loading: Promise<Library> | undefined;

/** Loads the library once. Its warning about the runtime is dropped; everything else is printed as ever. */
export function loadLibrary(): Promise<Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Library> {
  const { warn } = console;
  console.warn = (...texts: unknown[]) => {
    if (!String(texts[0]).includes(runtimeWarning)) warn(...texts);
  };
  try {
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}
