/** A small identity provider that does what a test tells it to, and remembers what it was asked. */
import { randomBytes } from "node:crypto";
import express from "express";
import type { Service } from "../../../../rehearsal/service";

/** Whom a token of this provider stands for. */
export interface Grant {
  readonly login: string;
  readonly scopes: readonly string[];
}

/** How the provider behaves; a test changes it at any time. */
export interface ProviderSettings {
  /** Answers every authorization request with this error. */
  refusal: { readonly error: string; readonly error_description: string } | undefined;
  clientSecret: string;
  authentication: "basic" | "post";
  /** Seconds. */
  expiresIn: number;
  refuseRefresh: boolean;
  /** Whether a refresh token can be used once only, and brings its successor. */
  rotate: boolean;
}

/** Everything that the provider saw. */
export interface ProviderLog {
  readonly authorizations: Readonly<Record<string, string>>[];
  readonly tokenRequests: Readonly<Record<string, string>>[];
  /** Codes, tokens and states: nothing of them may appear anywhere. */
  readonly secrets: string[];
}

/** The provider, and what its tokens mean. */
export interface IdentityProvider {
  readonly service: Service;
  readonly settings: ProviderSettings;
  readonly log: ProviderLog;
  /** Whose token it is; `undefined` for one that is unknown or has expired. */
  grantOf(accessToken: string): Grant | undefined;
}

/** Who signs in says so in the header `x-login`; there is no page. */
export function createIdentityProvider(host: string, now: () => number): IdentityProvider {
  const settings: ProviderSettings = {
    refusal: undefined,
    clientSecret: "do-not-show",
    authentication: "basic",
    expiresIn: 3600,
    refuseRefresh: false,
    rotate: false,
  };
  const log: ProviderLog = { authorizations: [], tokenRequests: [], secrets: [] };
  const codes = new Map<string, Grant & { readonly redirectUri: string }>();
  const accessTokens = new Map<string, Grant & { readonly expiresAt: number }>();
  const refreshTokens = new Map<string, Grant>();
  const fresh = (kind: string): string => {
    const value = `${kind}-${randomBytes(18).toString("hex")}`;
    log.secrets.push(value);
    return value;
  };

  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.get("/oauth2/aus1/v1/authorize", (request, response) => {
    const query = Object.fromEntries(new URL(request.originalUrl, `https://${host}`).searchParams);
    log.authorizations.push(query);
    log.secrets.push(query["state"] ?? "");
    const answer = new URL(query["redirect_uri"] ?? "");
    if (settings.refusal === undefined) {
      const code = fresh("code");
      const scopes = (query["scope"] ?? "").split(" ");
      codes.set(code, { login: request.get("x-login") ?? "", scopes, redirectUri: answer.href });
      answer.searchParams.set("code", code);
    } else {
      for (const [name, value] of Object.entries(settings.refusal)) answer.searchParams.set(name, value);
    }
    answer.searchParams.set("state", query["state"] ?? "");
    response.redirect(302, answer.href);
  });

  const issue = ({ login, scopes }: Grant, isRefresh: boolean) => {
    const grant = { login, scopes };
    const accessToken = fresh("access");
    accessTokens.set(accessToken, { ...grant, expiresAt: now() + settings.expiresIn * 1000 });
    const body = { access_token: accessToken, token_type: "Bearer", expires_in: settings.expiresIn };
    if (!scopes.includes("offline_access") || (isRefresh && !settings.rotate)) return body;
    const refreshToken = fresh("refresh");
    refreshTokens.set(refreshToken, grant);
    return { ...body, refresh_token: refreshToken };
  };
  app.post("/oauth2/aus1/v1/token", (request, response) => {
    const form = request.body as Readonly<Record<string, string>>;
    const authorization = request.get("authorization") ?? "";
    log.tokenRequests.push({ ...form, authorization });
    if (!isClient(settings, form, authorization)) {
      response.status(401).json({ error: "invalid_client", error_description: "The client secret is wrong." });
      return;
    }
    const grant =
      form["grant_type"] === "refresh_token"
        ? settings.refuseRefresh
          ? undefined
          : refreshTokens.get(form["refresh_token"] ?? "")
        : codes.get(form["code"] ?? "");
    if (settings.rotate) refreshTokens.delete(form["refresh_token"] ?? "");
    codes.delete(form["code"] ?? "");
    if (grant === undefined || ("redirectUri" in grant && grant.redirectUri !== form["redirect_uri"])) {
      response.status(400).json({ error: "invalid_grant" });
    } else response.json(issue(grant, form["grant_type"] === "refresh_token"));
  });

  return {
    service: { hosts: [host], handle: app },
    settings,
    log,
    grantOf(accessToken) {
      const grant = accessTokens.get(accessToken);
      return grant !== undefined && grant.expiresAt > now() ? grant : undefined;
    },
  };
}

function isClient(
  { clientSecret, authentication }: ProviderSettings,
  form: Readonly<Record<string, string>>,
  authorization: string,
): boolean {
  if (authentication === "post") return form["client_secret"] === clientSecret;
  const [, secret = ""] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":");
  return decodeURIComponent(secret.replaceAll("+", " ")) === clientSecret;
}
