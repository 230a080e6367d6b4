/** How the library is set up for one issuer, and which of its questions go to the vendor's part. No default for trials is left. */
import type { Configuration } from "oidc-provider";
import { adapters } from "./adapters";
import { accountFinder, checkRequest, decide, onlyResource, refreshSeconds } from "./deciding";
import { clientOf, type IssuerState } from "./issuer-state";
import type { Library } from "./library";
import type { Decision } from "./options";
import { createPolicy } from "./policy";
import { carried, words } from "./request";
import { formAccessToken } from "./tokens";

const hour = 3600;
const interactionSeconds = hour;
const sessionSeconds = 24 * hour;
/** Longer than any refresh token: what was given ends with its tokens. */
const grantSeconds = 10 * 365 * 24 * hour;

/** The library's configuration. */
export function configurationOf<D extends Decision>(library: Library, state: IssuerState<D>): Configuration {
  const { options, current } = state;
  const { authorize, token, keys, pages } = options.paths;
  return {
    adapter: adapters(state),
    jwks: {
      keys: [
        {
          ...options.signingKey.privateKey.export({ format: "jwk" }),
          kid: options.signingKey.kid,
          alg: "RS256",
          use: "sig",
        },
      ],
    },
    routes: { authorization: authorize, token, jwks: keys },
    cookies: {
      keys: options.sessions.cookieKeys,
      names: { session: options.sessions.cookieName },
      long: { signed: true, httpOnly: true, sameSite: "lax" },
      short: { signed: true, httpOnly: true, sameSite: "lax" },
    },
    clockTolerance: 0,
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "none"],
    responseTypes: ["code"],
    scopes: ["openid", "offline_access"],
    claims: { openid: ["sub"] },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => onlyResource,
        useGrantedResource: () => true,
        getResourceServerInfo: ({ oidc }) => ({
          scope: (current.get(oidc)?.scopes ?? words(oidc.params?.["scope"])).join(" "),
          accessTokenFormat: "jwt",
        }),
      },
    },
    formats: {
      customizers: {
        jwt: (context, accessToken, jwt) => {
          if (accessToken.kind === "AccessToken") formAccessToken(state, context, accessToken, jwt);
        },
      },
    },
    pkce: { required: (_context, client) => clientOf(state, client.clientId).pkceRequired },
    extraParams: {
      [carried.resource]: null,
      [carried.responseMode]: null,
      [carried.scope]: (context) => checkRequest(state, context),
    },
    interactions: { url: (_context, { uid }) => `${pages}/${uid}`, policy: createPolicy(library, state) },
    findAccount: accountFinder(state),
    loadExistingGrant: (context) => decide(state, context),
    expiresWithSession: () => false,
    issueRefreshToken: (_context, client, source) =>
      client.grantTypeAllowed("refresh_token") && source.scopes.has("offline_access"),
    rotateRefreshToken: ({ oidc }) => clientOf(state, oidc.client?.clientId).refreshTokens.rotated,
    clientBasedCORS: () => false,
    renderError: (context) => {
      // The answer is formed where all answers are.
      context.body = "";
    },
    ttl: {
      AccessToken: (_context, { grantId }) => state.decisions.find(grantId)?.accessTokenSeconds ?? hour,
      AuthorizationCode: options.codeSeconds,
      Grant: grantSeconds,
      IdToken: hour,
      Interaction: interactionSeconds,
      RefreshToken: (_context, refreshToken) => {
        const decision = state.decisions.find(refreshToken.grantId);
        const age = refreshToken.totalLifetime();
        return decision === undefined ? hour : Math.max(1, refreshSeconds(decision, age));
      },
      Session: sessionSeconds,
    },
  };
}
