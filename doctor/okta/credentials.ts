/** Who asks Okta, by the environment variables that Okta's Terraform provider takes as well. */
import { readFileSync } from "node:fs";

/** A person's API token, or the key of a service app. */
export type OktaCredentials =
  | { readonly kind: "token"; readonly token: string }
  | {
      readonly kind: "private key";
      readonly clientId: string;
      /** PEM, or a JWK as JSON. */
      readonly privateKey: string;
      /** @default the one in the key */
      readonly keyId?: string;
      readonly scopes: readonly string[];
    };

/** What reading needs of a service app. @see https://developer.okta.com/docs/api/oauth2/ */
export const readScopes = {
  servers: "okta.authorizationServers.read",
  apps: "okta.apps.read",
  groups: "okta.groups.read",
  users: "okta.users.read",
  logs: "okta.logs.read",
} as const;

/** What nobody who is not signed in has. */
export const signInNeeded =
  "OKTA_API_TOKEN of somebody with the role Read-only administrator, or OKTA_API_CLIENT_ID and OKTA_API_PRIVATE_KEY of a service " +
  `app with ${Object.values(readScopes).join(" ")}`;

/**
 * Who asks; undefined where the environment names nobody. OKTA_API_PRIVATE_KEY is the key or a file that holds it. Of OKTA_API_SCOPES
 * only those are asked for that reading needs; a service app that may manage something and not read it is asked for the former.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs
 */
export function oktaCredentialsOf(
  environment: Readonly<Record<string, string | undefined>>,
): OktaCredentials | undefined {
  const named = (name: string): string => environment[name]?.trim() ?? "";
  const token = named("OKTA_API_TOKEN");
  if (token !== "") return { kind: "token", token };
  const clientId = named("OKTA_API_CLIENT_ID");
  const privateKey = keyOf(named("OKTA_API_PRIVATE_KEY"));
  if (clientId === "" || privateKey === "") return undefined;
  const keyId = named("OKTA_API_PRIVATE_KEY_ID");
  return {
    kind: "private key",
    clientId,
    privateKey,
    ...(keyId !== "" && { keyId }),
    scopes: scopesOf(named("OKTA_API_SCOPES")),
  };
}

function keyOf(text: string): string {
  if (text === "" || text.includes("-----BEGIN") || text.startsWith("{")) return text.replaceAll("\\n", "\n");
  try {
    return readFileSync(text, "utf8");
  } catch {
    return "";
  }
}

function scopesOf(text: string): readonly string[] {
  const given = new Set(text.split(/[\s,]+/).filter((scope) => scope !== ""));
  const wanted = Object.values(readScopes);
  const held = wanted.flatMap((scope) => [scope, scope.replace(/read$/, "manage")].find((one) => given.has(one)) ?? []);
  return held.length === 0 ? wanted : held;
}
