/** Okta's management API over HTTP: which organization, who asks, and errors in Okta's form. */
import { randomUUID } from "node:crypto";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import { addRoutes } from "../routes";
import type { OrganizationSeed } from "../seed";
import { ApiTokens } from "./api-tokens";
import { checkFeature } from "./features";
import { appUserRoutes } from "./app-users";
import { appRoutes } from "./apps";
import { authorizationServerRoutes } from "./authorization-servers";
import { groupRoutes } from "./groups";
import type { OktaContext } from "./okta-context";
import { bodyMalformed, OktaError, oktaErrorBody, pathNotFound } from "./okta-errors";
import { policyRoutes } from "./policies";
import { RateLimit } from "./rate-limit";
import type { OktaState } from "./state";
import { systemLogRoutes } from "./system-log/routes";

/** What the management API knows. */
export interface ManagementService extends Pick<OktaContext, "authorizationServerNames" | "clock"> {
  readonly state: OktaState;
  /** The deployer's, with which everything may be done in every organization. */
  readonly apiToken: string;
  /** With the tokens of those who may do less. */
  readonly seeds: readonly Pick<OrganizationSeed, "host" | "apiTokens">[];
  readonly requestsPerMinute: number;
}

const routes = [
  ...authorizationServerRoutes,
  ...policyRoutes,
  ...groupRoutes,
  ...appRoutes,
  ...appUserRoutes,
  ...systemLogRoutes,
];

/** The application that answers under `/api/v1` for all organizations. */
export function createManagementApp(service: ManagementService): Express {
  const tokens = new Map(
    service.seeds.map(({ host, apiTokens = [] }) => [host.toLowerCase(), new ApiTokens(service.apiToken, apiTokens)]),
  );
  const limits = new Map(
    [...service.state.organizations.keys()].map((host) => [
      host,
      new RateLimit(service.requestsPerMinute, service.clock),
    ]),
  );
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use((request, response, next) => {
    response.set({ "x-okta-request-id": randomUUID(), "cache-control": "no-cache, no-store" });
    const host = request.hostname.toLowerCase();
    const caller = tokens.get(host)?.callerOf(request.headers.authorization);
    limits.get(host)?.count((headers) => response.set(headers));
    checkFeature(contextOf(service, request).organization, request.path);
    caller?.check(request.method, request.path);
    next();
  });
  app.use(express.json());
  addRoutes(
    app,
    routes.map((route) => ({ ...route, path: `/api/v1${route.path}` })),
    (request) => contextOf(service, request),
  );
  app.use(() => {
    throw pathNotFound();
  });
  app.use(answerError);
  return app;
}

function contextOf({ state, authorizationServerNames, clock }: ManagementService, request: Request): OktaContext {
  const organization = state.organizations.get(request.hostname.toLowerCase());
  if (organization === undefined) {
    throw pathNotFound();
  }
  return { organization, authorizationServerNames, clock };
}

const answerError: ErrorRequestHandler = (error: unknown, _request: Request, response: Response, next) => {
  const known = error instanceof OktaError ? error : isClientError(error) ? bodyMalformed() : undefined;
  if (known === undefined) {
    next(error);
    return;
  }
  response.status(known.status).json(oktaErrorBody(known));
};

/** Express' own errors about bodies it could not read carry a status. */
function isClientError(error: unknown): boolean {
  return error instanceof Error && "status" in error && typeof error.status === "number" && error.status < 500;
}
