/** Who asks, as far as a token for Foundry tells. Nothing is verified here: Foundry does that. */

/** Somebody with a token for Foundry. */
export interface Person {
  /** A secret: never shown. */
  readonly token: string;
  /** Object id in Entra. */
  readonly objectId: string;
  readonly tenantId: string;
  /** API that the token is for. */
  readonly audience: string;
  /** Whether the token is one of an application: for Foundry one user, whoever stands behind it. */
  readonly isApplication: boolean;
  /** Sign-in name. @default the token names none */
  readonly login?: string;
  /** @default the token names none */
  readonly displayName?: string;
}

/**
 * Reads a token.
 * @returns `undefined` for a text that is no token of Entra
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function personOf(token: string): Person | undefined {
  const claims = claimsOf(token);
  const text = (name: string): string | undefined => {
    const value = claims?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [objectId, tenantId, audience] = [text("oid"), text("tid"), text("aud")];
  if (objectId === undefined || tenantId === undefined || audience === undefined) return undefined;
  const login = text("upn") ?? text("unique_name") ?? text("preferred_username");
  const displayName = text("name");
  return {
    token,
    objectId,
    tenantId,
    audience,
    // The claim is optional; a token of an application has no delegated scopes.
    isApplication: (text("idtyp") ?? (text("scp") === undefined ? "app" : "user")) !== "user",
    ...(login !== undefined && { login }),
    ...(displayName !== undefined && { displayName }),
  };
}

/** What a person is called in messages. */
export function nameOf({ login, displayName, objectId }: Person): string {
  return login ?? displayName ?? objectId;
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload, signature] = /^[\w-]+\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
