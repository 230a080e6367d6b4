/** Okta's sign-in over HTTP: for which organization and which authorization server a request is, at this moment. */
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import type { Clock } from "../../clock";
import type { Journal } from "../../journal";
import { refusalPage } from "../../sign-in/pages";
import { createSessions } from "../../sign-in/sessions";
import type { SwitchSettings } from "../../switches";
import type { AuthorizationServer } from "../model";
import { notFound, OktaError, oktaErrorBody, pathNotFound } from "../okta-errors";
import type { OktaState, Organization } from "../state";
import { pathsOf } from "./custom-server";
import { Issuers } from "./issuers";
import { metadata, type MetadataKind, publishedScopes } from "./metadata";
import { organizationPaths, organizationScopes } from "./organization-server";
import { serverInvalid } from "./refusals";

/** What the sign-in of all organizations is made from. */
export interface SignInService {
  readonly state: OktaState;
  readonly switches: SwitchSettings;
  readonly clock: Clock;
  readonly journal: Journal;
}

const cookieName = "sid";
const kinds = ["oauth-authorization-server", "openid-configuration"] as const satisfies readonly MetadataKind[];

/** The application that answers everything beside the management API. */
export function createSignInApp(service: SignInService): Express {
  const { state, switches, clock, journal } = service;
  const issuers = new Map(
    [...state.organizations].map(([host, organization]) => [
      host,
      new Issuers({ organization, switches, clock, journal, sessions: createSessions(cookieName, clock) }),
    ]),
  );
  const issuersOf = (request: Request): Issuers => {
    const found = issuers.get(request.hostname.toLowerCase());
    if (found === undefined) throw pathNotFound();
    return found;
  };

  const app = express();
  app.disable("x-powered-by").disable("etag");
  for (const kind of kinds) {
    app.get(`/.well-known/${kind}`, (request, response) => {
      const issuer = `https://${organizationOf(state, request).host}`;
      response.json(metadata(kind, issuer, organizationPaths, organizationScopes));
    });
    app.get(`/oauth2/:server/.well-known/${kind}`, (request, response) =>
      answerMetadata(state, kind, request, response),
    );
  }
  // RFC 8414, section 3.1, puts the well-known part first.
  app.get("/.well-known/oauth-authorization-server/oauth2/:server", (request, response) =>
    answerMetadata(state, "oauth-authorization-server", request, response),
  );
  const toOrganization = async (request: Request, response: Response): Promise<void> => {
    (await issuersOf(request).organization()).handle(request, response);
  };
  app.all(["/oauth2/v1/authorize{/*rest}", "/oauth2/v1/token", "/oauth2/v1/keys", "/signin/*rest"], toOrganization);
  app.all(
    ["authorize{/*rest}", "token", "keys"]
      .map((path) => `/oauth2/:server/v1/${path}`)
      .concat("/oauth2/:server/signin/*rest"),
    async (request, response) => {
      const server = activeServer(state, request);
      if (server === undefined) refuseServer(service, request, response);
      else (await issuersOf(request).custom(server)).handle(request, response);
    },
  );
  app.use(() => {
    throw pathNotFound();
  });
  app.use(answerError);
  return app;
}

function organizationOf(state: OktaState, request: Request): Organization {
  const organization = state.organizations.get(request.hostname.toLowerCase());
  if (organization === undefined) throw pathNotFound();
  return organization;
}

function activeServer(state: OktaState, request: Request): AuthorizationServer | undefined {
  const server = organizationOf(state, request).authorizationServers.get(String(request.params["server"]));
  return server?.status === "ACTIVE" ? server : undefined;
}

function answerMetadata(state: OktaState, kind: MetadataKind, request: Request, response: Response): void {
  const server = activeServer(state, request);
  if (server === undefined) throw notFound(String(request.params["server"]), "AuthorizationServer");
  response.json(metadata(kind, server.issuer, pathsOf(server), publishedScopes(server)));
}

/** Nobody can say which client may be told, so a person sees a page and a program JSON. */
function refuseServer({ journal }: SignInService, request: Request, response: Response): void {
  const refusal = serverInvalid();
  journal.write({
    party: "identity provider",
    where: request.hostname,
    outcome: "refused",
    text: `refused a request for authorization server ${JSON.stringify(request.params["server"])}: ${refusal.error} (${refusal.reason})`,
  });
  if (/\/v1\/(token|keys)$/.test(request.path)) {
    response.status(404).json(oktaErrorBody(notFound(String(request.params["server"]), "AuthorizationServer")));
    return;
  }
  const { status, headers, html } = refusalPage("Okta", refusal);
  response.status(status).set(headers).send(html);
}

const answerError: ErrorRequestHandler = (error: unknown, _request: Request, response: Response, next) => {
  if (!(error instanceof OktaError) || response.headersSent) {
    next(error);
    return;
  }
  response.status(error.status).json(oktaErrorBody(error));
};
