/**
 * What Entra publishes about itself: endpoints, keys, and the names of its cloud.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
import type { EntraState, Tenant } from "./state";
import { findTenant } from "./tenant";
import type { PublicKey } from "./tokens";

const host = "login.microsoftonline.com";
const origin = `https://${host}`;

/** Names that stand for no tenant in particular. */
const placeholders: ReadonlySet<string> = new Set(["common", "organizations"]);

/** The issuer of tokens of version 2. */
export function issuerOf({ tenantId }: Tenant): string {
  return `${origin}/${tenantId}/v2.0`;
}

/**
 * `/<tenant>/v2.0/.well-known/openid-configuration`. It says nothing of proof keys, which Entra accepts all the same.
 * @param state whose tenants are known
 * @param name of the tenant, or `common`, whose issuer is a template
 * @throws StsError for a tenant that does not exist
 */
export function openIdConfiguration(state: EntraState, name: string): Readonly<Record<string, unknown>> {
  const isPlaceholder = placeholders.has(name);
  const tenant = isPlaceholder ? name : findTenant(state, name).tenantId;
  return {
    token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${origin}/${isPlaceholder ? "{tenantid}" : tenant}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
    claims_supported: [
      ...["sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host"],
      ...["aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "at_hash"],
      ...["c_hash", "email"],
    ],
    cloud_instance_name: "microsoftonline.com",
    cloud_graph_host_name: "graph.windows.net",
    msgraph_host: "graph.microsoft.com",
  };
}

/** `/<tenant>/discovery/v2.0/keys`. */
export function keysDocument({ kty, use, kid, n, e }: PublicKey): Readonly<Record<string, unknown>> {
  return { keys: [{ kty, use, kid, n, e }] };
}

/**
 * `/common/discovery/instance`: which hosts are one cloud, asked by Microsoft's libraries before they trust a host.
 * @param authorizationEndpoint the one that a library is about to use; its tenant's metadata are named
 */
export function instanceDiscovery(authorizationEndpoint: string): Readonly<Record<string, unknown>> {
  const [, tenant = "common"] = URL.canParse(authorizationEndpoint)
    ? new URL(authorizationEndpoint).pathname.split("/")
    : [];
  return {
    tenant_discovery_endpoint: `${origin}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: "login.windows.net", aliases: [host, "login.windows.net"] }],
  };
}
