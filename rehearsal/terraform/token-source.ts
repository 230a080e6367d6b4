import type { ApiClients } from "./api-clients";
import { signInRefused } from "./errors";
import { isObject } from "./protocol/values";
import type { HttpTransport } from "./transport";

/** Who signs in where. */
export interface ClientCredentials {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token is asked for anew this long before it expires, so that no request carries an expired one. */
const renewalSeconds = 60;

/**
 * Access tokens by client credentials, one per scope, kept until shortly before they expire.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export class TokenSource {
  private readonly transport: HttpTransport;
  private readonly apiName: string;
  private readonly credentials: ClientCredentials;
  private readonly tokens = new Map<string, Promise<{ readonly value: string; readonly expiresAt: number }>>();

  constructor(transport: HttpTransport, apiName: string, credentials: ClientCredentials) {
    this.transport = transport;
    this.apiName = apiName;
    this.credentials = credentials;
  }

  /** A token for a scope. Throws what the providers report when the sign-in is refused. */
  async token(scope: string): Promise<string> {
    const held = await this.tokens.get(scope);
    if (held !== undefined && held.expiresAt > Date.now()) return held.value;
    // Kept as a promise: requests at the same time wait for one sign-in.
    const asked = this.request(scope);
    this.tokens.set(scope, asked);
    try {
      return (await asked).value;
    } catch (error) {
      this.tokens.delete(scope);
      throw error;
    }
  }

  /** Who the token says is signed in. */
  async claims(scope: string): Promise<ApiClients["signedIn"]> {
    const [, payload = ""] = (await this.token(scope)).split(".");
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    const text = (name: string): string => {
      const value: unknown = isObject(claims) ? claims[name] : undefined;
      return typeof value === "string" ? value : "";
    };
    return { tenantId: text("tid"), objectId: text("oid"), clientId: text("appid") };
  }

  private async request(scope: string): Promise<{ readonly value: string; readonly expiresAt: number }> {
    const { tenantId, clientId, clientSecret } = this.credentials;
    const response = await this.transport.send({
      method: "POST",
      url: `https://login.microsoftonline.com/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        scope,
      }).toString(),
    });
    const body = isObject(response.body) ? response.body : {};
    const value = body["access_token"];
    if (response.status !== 200 || typeof value !== "string") throw signInRefused(this.apiName, response);
    return { value, expiresAt: Date.now() + (Number(body["expires_in"]) - renewalSeconds) * 1000 };
  }
}
