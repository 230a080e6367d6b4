/** `login.microsoftonline.com` over HTTP: metadata, and the endpoints of every tenant, which may be named by id or by domain. */
import type { RequestListener } from "node:http";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import type { Journal } from "../journal";
import type { Issuer } from "../sign-in/issuer";
import { refusalPage } from "../sign-in/pages";
import { type ClientCredentialsGrant, grantToApplication } from "./application-grant";
import { basicCredentials } from "./client-authentication";
import { instanceDiscovery, keysDocument, openIdConfiguration } from "./metadata";
import { findClient } from "./sign-in/clients";
import { redirectUriMissing, requestMalformed } from "./sign-in/errors";
import { host, product } from "./sign-in/issuer-options";
import { replayed } from "./sign-in/replayed-request";
import { StsRefusal } from "./sign-in/sts-refusal";
import type { EntraState, Tenant } from "./state";
import { applicationNotFound, grantTypeUnsupported, parameterMissing, StsError } from "./sts-errors";
import { findTenant, tenantNamed } from "./tenant";

/** Bytes; more than any token request needs. */
const largestForm = 32 * 1024;

/** Grants that a client gets for a person. */
const personGrants: ReadonlySet<string> = new Set(["authorization_code", "refresh_token"]);

/** Paths of the pages that a person passes. */
const pages = /^\/([^/?]+)(\/(?:oauth2\/v2\.0\/authorize|login)(?:[/?].*)?)$/;

/** What answers. */
export interface LoginService extends ClientCredentialsGrant {
  readonly state: EntraState;
  readonly journal: Journal;
  /** The sign-in of a tenant's people. */
  signIn(tenant: Tenant): Promise<Issuer>;
}

/** What answers for `login.microsoftonline.com`. */
export function createLogin(service: LoginService): RequestListener {
  const app = createLoginApp(service);
  return (request, response) => {
    const [, name, rest] = pages.exec(request.url ?? "") ?? [];
    const tenant = name === undefined ? undefined : tenantNamed(service.state, name);
    if (tenant === undefined || rest === undefined || isWithoutRedirectUri(rest)) {
      app(request, response);
      return;
    }
    // The library forms its paths from the tenant's id and would take another spelling for another path.
    request.url = `/${tenant.tenantId}${rest}`;
    void service.signIn(tenant).then(
      ({ handle }) => handle(request, response),
      () => response.destroy(),
    );
  };
}

function createLoginApp(service: LoginService): Express {
  const { state, authority } = service;
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.get("/common/discovery/instance", (request, response) => {
    const { authorization_endpoint: endpoint } = request.query;
    response.json(instanceDiscovery(typeof endpoint === "string" ? endpoint : ""));
  });
  app.get("/:tenant/v2.0/.well-known/openid-configuration", (request, response) => {
    response.json(openIdConfiguration(state, request.params.tenant));
  });
  app.get("/:tenant/discovery/v2.0/keys", (_request, response) => {
    response.json(keysDocument(authority.publicKey));
  });
  app.post(
    "/:tenant/oauth2/v2.0/token",
    express.raw({ type: "application/x-www-form-urlencoded", limit: largestForm }),
    async (request, response) => answerToken(service, request, response),
  );
  app.get("/:tenant/oauth2/v2.0/authorize", (request) => {
    findTenant(state, request.params.tenant);
    throw redirectUriMissing();
  });
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(errorAnswer(service));
  return app;
}

function isWithoutRedirectUri(path: string): boolean {
  const [endpoint, query] = path.split("?");
  return endpoint === "/oauth2/v2.0/authorize" && !new URLSearchParams(query).has("redirect_uri");
}

async function answerToken(service: LoginService, request: Request, response: Response): Promise<void> {
  const tenant = findTenant(service.state, String(request.params["tenant"]));
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const form = new URLSearchParams(body.toString("utf8"));
  if ([...form.keys()].some((name) => name !== "resource" && form.getAll(name).length > 1)) {
    throw requestMalformed();
  }
  const grantType = form.get("grant_type") ?? "";
  if (personGrants.has(grantType)) {
    const clientId = basicCredentials(request.headers.authorization)?.clientId ?? form.get("client_id") ?? "";
    if (findClient(tenant, clientId) === undefined) {
      throw clientId === "" ? parameterMissing("client_id") : applicationNotFound(clientId, tenant.tenantId);
    }
    const { handle } = await service.signIn(tenant);
    handle(replayed(request, body, `/${tenant.tenantId}/oauth2/v2.0/token`), response);
    return;
  }
  if (grantType !== "client_credentials") {
    throw grantType === "" ? parameterMissing("grant_type") : grantTypeUnsupported(grantType);
  }
  const answer = grantToApplication(service, tenant, form, request.headers.authorization);
  response.set({ "cache-control": "no-store", pragma: "no-cache" }).json(answer);
}

/** A person reads a page, a client JSON; what has no words of its own is a request that nobody can read. */
function errorAnswer({ clock, journal }: LoginService): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = new StsRefusal(error instanceof StsError ? error : requestMalformed(), clock);
    journal.write({
      party: "identity provider",
      where: host,
      outcome: "refused",
      text: `refused ${request.method} ${JSON.stringify(request.path)}: ${refusal.description}`,
    });
    if (request.method === "POST") {
      response.status(refusal.status).json(refusal.body);
      return;
    }
    const { status, headers, html } = refusalPage(product, refusal);
    response.status(status).set(headers).send(html);
  };
}
