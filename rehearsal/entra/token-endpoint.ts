/**
 * The token endpoint for clients without a person: `POST /<tenant>/oauth2/v2.0/token` with the grant `client_credentials`.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import type { DeployerCredentials } from "../service";
import { Secret } from "../secret";
import { applicationByClientId, type EntraState, servicePrincipalByClientId, sameId, type Tenant } from "./state";
import {
  applicationNotFound,
  grantTypeUnsupported,
  parameterMissing,
  scopeInvalid,
  secretExpired,
  secretInvalid,
  StsError,
  stsErrorBody,
  tenantNotFound,
} from "./sts-errors";
import type { TokenAuthority } from "./tokens";

/** Microsoft's APIs for which a deployer asks for tokens. */
const audiences: ReadonlySet<string> = new Set([
  "https://management.azure.com",
  "https://graph.microsoft.com",
  "https://ai.azure.com",
]);

/** Seconds; Entra varies it between 60 and 90 minutes for people and gives applications about an hour. */
const tokenLifetime = 3599;

/** What the endpoint knows. */
export interface TokenEndpoint {
  readonly state: EntraState;
  readonly deployer: DeployerCredentials;
  readonly authority: TokenAuthority;
}

/** The application that answers for `login.microsoftonline.com`. */
export function createTokenApp(endpoint: TokenEndpoint): Express {
  const app = express();
  app.disable("x-powered-by");
  app.post("/:tenant/oauth2/v2.0/token", express.urlencoded({ extended: false }), (request, response) => {
    response.set({ "cache-control": "no-store", pragma: "no-cache" }).json(grant(endpoint, request));
  });
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(answerError);
  return app;
}

const answerError: ErrorRequestHandler = (error: unknown, _request: Request, response: Response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = error instanceof StsError ? error : parameterMissing("grant_type");
  response.status(known.status).json(stsErrorBody(known));
};

function grant({ state, deployer, authority }: TokenEndpoint, request: Request): Readonly<Record<string, unknown>> {
  const tenantName = String(request.params["tenant"]);
  const tenant = state.tenants.get(tenantName.toLowerCase());
  if (tenant === undefined) {
    throw tenantNotFound(tenantName);
  }
  const form = new Map(Object.entries((request.body ?? {}) as Record<string, unknown>));
  const basic = basicCredentials(request.headers.authorization);
  const grantType = required(form, "grant_type");
  if (grantType !== "client_credentials") {
    throw grantTypeUnsupported(grantType);
  }
  const clientId = basic?.clientId ?? required(form, "client_id");
  const scope = required(form, "scope");
  const objectId = authenticate(tenant, deployer, clientId, basic?.secret ?? required(form, "client_secret"));
  const audience = /^(.+?)\/?\/\.default$/.exec(scope)?.[1];
  if (audience === undefined || !audiences.has(audience)) {
    throw scopeInvalid(scope, clientId);
  }
  const { tenantId } = tenant;
  return {
    token_type: "Bearer",
    expires_in: tokenLifetime,
    ext_expires_in: tokenLifetime,
    access_token: authority.issue({
      tenantId,
      objectId,
      clientId,
      kind: "application",
      audience,
      lifetime: tokenLifetime,
    }),
  };
}

/** The deployer, or any application that the tenant registered and gave a password. Returns the object id. */
function authenticate(tenant: Tenant, deployer: DeployerCredentials, clientId: string, secret: string): string {
  const principal = servicePrincipalByClientId(tenant, clientId);
  if (principal === undefined) {
    throw applicationNotFound(clientId, tenant.tenantId);
  }
  if (sameId(clientId, deployer.clientId)) {
    if (!new Secret(deployer.clientSecret).matches(secret)) {
      throw secretInvalid(clientId);
    }
    return principal.id;
  }
  const credentials = applicationByClientId(tenant, clientId)?.passwordCredentials ?? [];
  const used = credentials.find((credential) => credential.secret.matches(secret));
  if (used === undefined) {
    throw secretInvalid(clientId);
  }
  if (new Date(used.endDateTime) <= new Date()) {
    throw secretExpired(clientId);
  }
  return principal.id;
}

function required(form: ReadonlyMap<string, unknown>, name: string): string {
  const value = form.get(name);
  if (typeof value !== "string" || value === "") {
    throw parameterMissing(name);
  }
  return value;
}

/** Both parts are form-encoded before they are joined: RFC 6749, section 2.3.1. */
function basicCredentials(authorization: string | undefined): { clientId: string; secret: string } | undefined {
  const [, encoded] = /^Basic ([\w+/=]+)$/i.exec(authorization ?? "") ?? [];
  const [, clientId, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString("utf8")) ?? [];
  return clientId === undefined || secret === undefined
    ? undefined
    : { clientId: decodeForm(clientId), secret: decodeForm(secret) };
}

function decodeForm(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll("&", "%26")}`).get("v") ?? text;
}
