/** What a protected resource says of itself (RFC 9728). */
import type { ProtectedResourceSettings } from "./settings";

/** The document, for JSON. */
export interface ProtectedResourceMetadata {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  readonly scopes_supported: readonly string[];
  readonly bearer_methods_supported: readonly ["header"];
}

const wellKnown = "/.well-known/oauth-protected-resource";

/** The document of a resource. */
export function metadataOf({
  resource,
  issuer,
  scopesSupported,
}: ProtectedResourceSettings): ProtectedResourceMetadata {
  return {
    resource: resource.href,
    authorization_servers: [issuer],
    scopes_supported: scopesSupported,
    bearer_methods_supported: ["header"],
  };
}

/** The address that belongs to the path of the resource, first, and the one of the whole host, where some clients look too. */
export function metadataPaths({ pathname }: URL): readonly [string, ...string[]] {
  return pathname === "/" ? [wellKnown] : [`${wellKnown}${pathname}`, wellKnown];
}

/** The address that a challenge names. */
export function metadataUrl(resource: URL): string {
  const [path] = metadataPaths(resource);
  return new URL(path, resource).href;
}
