import { randomBytes } from "node:crypto";
import { objectAt, textAt, without, type JsonObject } from "../json";
import { formatId, ownName } from "../azure/resource-id";
import type { ResourceType } from "../azure/resource-type";
import { Secret } from "../secret";
import type { SwitchSettings } from "../switches";
import { connectionNotUpdatable, credentialsMissing, propertyMissing, scopesNotAnArray } from "./errors";
import { projectType } from "./project";

/** Full type of a connection of a project. */
export const connectionType = `${projectType}/connections`;

/** The OAuth client of a connection, as the caller gave it. */
export interface ConnectionCredentials {
  readonly clientId: string;
  /** Empty text where none was given: the service takes the connection, and sign-in fails later. */
  readonly clientSecret: Secret;
  /** How many connections of this name and project there have been before, so that one made anew can be told apart. */
  readonly predecessors: number;
}

/** Credentials by connection: kept for the sign-in, never part of a resource, so that no answer can hold them. */
export class CredentialVault {
  readonly #credentials = new Map<string, ConnectionCredentials>();
  readonly #formerRedirectUrls = new Map<string, string>();
  readonly #deletions = new Map<string, number>();

  get(connectionId: string): ConnectionCredentials | undefined {
    return this.#credentials.get(connectionId.toLowerCase());
  }

  set(connectionId: string, credentials: Omit<ConnectionCredentials, "predecessors">): void {
    const id = connectionId.toLowerCase();
    this.#credentials.set(id, { ...credentials, predecessors: this.#deletions.get(id) ?? 0 });
  }

  /** Forgets the credentials of a deleted connection, and remembers which redirect URL its name had. */
  forget(connectionId: string, redirectUrl: string | undefined): void {
    const id = connectionId.toLowerCase();
    this.#credentials.delete(id);
    this.#deletions.set(id, (this.#deletions.get(id) ?? 0) + 1);
    if (redirectUrl !== undefined) this.#formerRedirectUrls.set(id, redirectUrl);
  }

  formerRedirectUrl(connectionId: string): string | undefined {
    return this.#formerRedirectUrls.get(connectionId.toLowerCase());
  }
}

/**
 * Connections of a project. An OAuth2 connection holds its endpoints and scopes beside its credentials, gets a redirect
 * URL that nobody can know before, and reads back without credentials.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 */
export function projectConnection(vault: CredentialVault, switches: SwitchSettings): ResourceType {
  return {
    type: connectionType,
    located: false,
    oneWriteAtATime: true,
    // Later versions know the type for reading and do not resolve it for writing.
    writeApiVersions: ["2025-04-01-preview"],
    names: {
      pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}$/,
      allowed: "The name must match ^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}$.",
    },
    write({ id, body, existing }) {
      const { properties } = body;
      for (const name of ["category", "authType", "target"]) {
        if (textAt(properties, name) === undefined) throw propertyMissing("A connection", `properties.${name}`);
      }
      const shown = { ...without(properties, "credentials"), credentials: null };
      if (properties["authType"] !== "OAuth2") return { properties: shown };
      const credentials = oauthCredentials(properties);
      if (existing !== undefined && switches.connectionUpdate === "refused") throw connectionNotUpdatable(ownName(id));
      vault.set(formatId(id), credentials);
      const redirectUrl =
        textAt(existing?.properties ?? {}, "redirectUrl") ??
        (switches.recreatedConnectionRedirectUrl === "kept" ? vault.formerRedirectUrl(formatId(id)) : undefined) ??
        `https://global.consent.azure-apim.net/redirect/${randomBytes(16).toString("hex")}`;
      return { properties: { ...shown, redirectUrl } };
    },
    afterDelete({ id, properties }) {
      vault.forget(formatId(id), textAt(properties, "redirectUrl"));
    },
  };
}

function oauthCredentials(properties: JsonObject): Omit<ConnectionCredentials, "predecessors"> {
  const scopes = properties["scopes"];
  if (scopes !== undefined && scopes !== null) {
    if (!Array.isArray(scopes) || scopes.some((scope) => typeof scope !== "string")) throw scopesNotAnArray();
  }
  const credentials = objectAt(properties, "credentials");
  const clientId = textAt(credentials, "clientId");
  if (clientId === undefined) throw credentialsMissing();
  return { clientId, clientSecret: new Secret(textAt(credentials, "clientSecret") ?? "") };
}
