/** Everything that Foundry keeps of a connection, but the secret. */
export interface ConnectionSettings {
  /** The MCP endpoint. */
  readonly target: string;
  /** What the connection requests, in this order. */
  readonly scopes: readonly string[];
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Foundry demands it; both identity providers refresh at the token endpoint. */
  readonly refreshUrl: string;
  readonly clientId: string;
}

/** What changes whenever the secret does, and is no secret. */
export interface SecretGeneration {
  readonly rotation: number;
  /** Id of the password at Entra. @default Okta has none; there the rotation alone makes a new secret */
  readonly keyId?: string;
}

/**
 * The facts whose hash ends the name of a connection, in their order. Users consent to a connection by its name, so a connection
 * with other facts must be another connection: an old consent would hold a token without the new scope and no prompt would come.
 * Some facts are known at apply only; the hash is therefore Terraform's to form.
 */
export function namedFacts(settings: ConnectionSettings, secret: SecretGeneration): readonly unknown[] {
  const { target, scopes, authorizationUrl, tokenUrl, refreshUrl, clientId } = settings;
  const facts = [target, scopes, authorizationUrl, tokenUrl, refreshUrl, clientId, secret.rotation];
  return secret.keyId === undefined ? facts : [...facts, secret.keyId];
}
