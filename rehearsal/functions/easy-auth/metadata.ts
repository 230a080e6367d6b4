import type { SwitchSettings } from "../../switches";
import type { EasyAuthSettings } from "./settings";

/** @see https://www.rfc-editor.org/rfc/rfc9728#section-3 */
const wellKnown = "/.well-known/oauth-protected-resource";
const discovery = "/.well-known/openid-configuration";

/** Protected resource metadata as Easy Auth serves it. */
export interface ResourceMetadata {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  readonly scopes_supported: readonly string[];
}

/** Where the metadata of a path is found: the well-known part goes between host and path. */
export function metadataUrlOf(url: URL): string {
  return `${url.origin}${wellKnown}${url.pathname === "/" ? "" : url.pathname}`;
}

/** Whether a 401 names metadata, and a metadata address is answered. */
export function servesMetadata(
  { advertisedScopes, providers }: EasyAuthSettings,
  switches: Pick<SwitchSettings, "easyAuthCustomMetadata">,
): boolean {
  if (advertisedScopes === undefined) return false;
  return switches.easyAuthCustomMetadata === "served" || providers.some(({ kind }) => kind === "entra");
}

/** The document at an address, or `undefined` for an address that is none of metadata. */
export function metadataAt(
  url: URL,
  { advertisedScopes = [], providers }: EasyAuthSettings,
): ResourceMetadata | undefined {
  if (url.pathname !== wellKnown && !url.pathname.startsWith(`${wellKnown}/`)) return undefined;
  const issuers = providers.flatMap((provider) => {
    if (provider.kind === "entra") return [provider.issuer];
    return provider.kind === "custom" ? [withoutSuffix(provider.configurationUrl, discovery)] : [];
  });
  return {
    resource: `${url.origin}${url.pathname.slice(wellKnown.length)}`,
    authorization_servers: issuers,
    scopes_supported: advertisedScopes,
  };
}

function withoutSuffix(text: string, suffix: string): string {
  return text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}
