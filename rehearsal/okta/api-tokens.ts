/**
 * Who asks the management API, and what the caller may do. The scopes are those that Okta's reference names for each operation.
 * @see https://developer.okta.com/docs/api/oauth2/
 */
import { Secret } from "../secret";
import type { ApiTokenSeed } from "../seed";
import { accessDenied, tokenInvalid } from "./okta-errors";

/** Whoever showed a valid token. */
export interface ApiCaller {
  /** @throws OktaError E0000006 for an operation that the caller may not do */
  check(method: string, path: string): void;
}

/** The first whose path fits names the scopes. */
const areas: readonly (readonly [path: RegExp, area: string])[] = [
  [/^\/users\/[^/]+\/groups$/, "groups"],
  [/^\/authorizationServers(\/|$)/, "authorizationServers"],
  [/^\/apps(\/|$)/, "apps"],
  [/^\/groups(\/|$)/, "groups"],
  [/^\/users(\/|$)/, "users"],
  [/^\/policies(\/|$)/, "policies"],
  [/^\/logs$/, "logs"],
];

/** The tokens of one organization. */
export class ApiTokens {
  readonly #deployer: Secret;
  readonly #limited: readonly { readonly secret: Secret; readonly scopes: ReadonlySet<string> }[];

  /** @param deployer the token with which everything may be done */
  constructor(deployer: string, limited: readonly ApiTokenSeed[]) {
    this.#deployer = new Secret(deployer);
    this.#limited = limited.map(({ token, scopes }) => ({ secret: new Secret(token), scopes: new Set(scopes) }));
  }

  /** Who shows a token in the header `Authorization`. @throws OktaError E0000011 for none, and for one that nobody has */
  callerOf(authorization: string | undefined): ApiCaller {
    const [, presented = ""] = /^SSWS (.+)$/.exec(authorization ?? "") ?? [];
    if (this.#deployer.matches(presented)) return { check: () => undefined };
    const limited = this.#limited.find(({ secret }) => secret.matches(presented));
    if (limited === undefined) throw tokenInvalid();
    return { check: (method, path) => checkScopes(limited.scopes, method, path) };
  }
}

/** Who may manage may read. */
function checkScopes(scopes: ReadonlySet<string>, method: string, path: string): void {
  const [, area] = areas.find(([pattern]) => pattern.test(path.replace("/api/v1", ""))) ?? [];
  const verbs = method === "GET" ? ["read", "manage"] : ["manage"];
  if (area !== undefined && !verbs.some((verb) => scopes.has(`okta.${area}.${verb}`))) throw accessDenied();
}
