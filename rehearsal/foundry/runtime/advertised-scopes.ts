import { discoverOAuthProtectedResourceMetadata } from "@modelcontextprotocol/sdk/client/auth.js";
import type { Outgoing } from "../../outgoing";
import type { SwitchSettings } from "../../switches";
import type { OAuthConnection } from "./oauth-connection";

/** Scopes of OpenID Connect itself, which no API advertises. */
const protocolScopes = new Set(["openid", "profile", "email", "address", "phone", "offline_access"]);

/** Ends what hangs; no measure of speed. */
const timeoutMs = 150_000;

/** Scopes that were compared, and differ. */
export interface ScopeDifference {
  readonly requested: readonly string[];
  readonly advertised: readonly string[];
}

/**
 * Compares the API scopes that a connection requests with those that the protected resource metadata of its target
 * advertises: a requested one that is not advertised is a difference; whether fewer requested are one is a switch.
 * @returns `undefined` where nothing differs, or the server advertises nothing
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-3.1
 */
export async function scopeDifference(
  { target, scopes }: OAuthConnection,
  { fetch }: Pick<Outgoing, "fetch">,
  { fewerScopesThanAdvertised }: Pick<SwitchSettings, "fewerScopesThanAdvertised">,
): Promise<ScopeDifference | undefined> {
  const advertised = await advertisedScopes(target, fetch);
  if (advertised === undefined) return undefined;
  const requested = scopes.filter((scope) => !protocolScopes.has(scope));
  const isSubset = requested.every((scope) => advertised.includes(scope));
  const isWhole = advertised.every((scope) => requested.includes(scope));
  const isAccepted = isSubset && (isWhole || fewerScopesThanAdvertised === "tools-listed");
  return isAccepted ? undefined : { requested, advertised };
}

async function advertisedScopes(target: string, fetch: Outgoing["fetch"]): Promise<readonly string[] | undefined> {
  try {
    const metadata = await discoverOAuthProtectedResourceMetadata(target, {}, (url, init) =>
      fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    );
    return metadata.scopes_supported;
  } catch {
    return undefined;
  }
}
