/** Microsoft Graph v1.0 over HTTP: who asks, what is asked, and errors in Graph's form. */
import { randomUUID } from "node:crypto";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import type { VerifyBearer } from "../bearer";
import type { Directory } from "../directory";
import { addRoutes } from "../routes";
import type { IdentifierUriPolicy } from "./application-rules";
import { applicationRoutes } from "./applications";
import { authorizationPolicyRoutes } from "./authorization-policy";
import { directoryObjectRoutes } from "./directory-objects";
import type { GraphContext } from "./graph-context";
import {
  bodyUnreadable,
  GraphError,
  privilegesInsufficient,
  segmentNotFound,
  tokenInvalid,
  tokenMissing,
} from "./graph-errors";
import { checkPermissions } from "./graph-permissions";
import { delegatedScope } from "./microsoft-apis";
import { permissionGrantRoutes } from "./permission-grants";
import { roleAssignmentRoutes } from "./role-assignments";
import { servicePrincipalRoutes } from "./service-principals";
import type { UserConsent } from "./sign-in/consent";
import { signInRoutes } from "./sign-ins";
import { applicationByClientId, type EntraState, servicePrincipalByClientId } from "./state";

/** The API that tokens for Microsoft Graph name. */
export const graphAudience = "https://graph.microsoft.com";

/** What Graph knows. */
export interface GraphService {
  readonly state: EntraState;
  readonly directory: Directory;
  readonly verifyBearer: VerifyBearer;
  readonly identifierUriPolicy: IdentifierUriPolicy;
  readonly userConsent: UserConsent;
  /** Object id of the service principal that may do everything. */
  readonly deployerObjectId: string;
}

const routes = [
  ...applicationRoutes,
  ...servicePrincipalRoutes,
  ...permissionGrantRoutes,
  ...roleAssignmentRoutes,
  ...directoryObjectRoutes,
  ...signInRoutes,
  ...authorizationPolicyRoutes,
];

/** `/applications(appId='…')` names an object by its client id. */
const byClientId = /^\/v1\.0\/(applications|servicePrincipals)\(appId='([^']+)'\)/;

/** The application that answers for `graph.microsoft.com`. */
export function createGraphApp(service: GraphService): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use((request, response, next) => {
    response.set("request-id", randomUUID());
    const context = contextOf(service, request);
    checkPermissions(context, service.deployerObjectId, request.method, request.path);
    request.url = request.url.replace(byClientId, (path, set: string, appId: string) => {
      const find = set === "applications" ? applicationByClientId : servicePrincipalByClientId;
      const object = find(context.tenant, decodeURIComponent(appId));
      return object === undefined ? path : `/v1.0/${set}/${object.id}`;
    });
    next();
  });
  app.use(express.json());
  addRoutes(
    app,
    routes.map((route) => ({ ...route, path: `/v1.0${route.path}` })),
    (request) => contextOf(service, request),
  );
  app.use((request) => {
    throw segmentNotFound(request.path.split("/")[2] ?? "");
  });
  app.use(answerError);
  return app;
}

/** The tenant is that of the token: nothing in the request can name another one. What a person lets an application do here is little. */
function contextOf(
  { state, directory, verifyBearer, identifierUriPolicy, userConsent }: GraphService,
  request: Request,
): GraphContext {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw tokenMissing();
  }
  const caller = verifyBearer(authorization, graphAudience);
  const tenant = caller === undefined ? undefined : state.tenants.get(caller.tenantId.toLowerCase());
  if (caller === undefined || tenant === undefined) {
    throw tokenInvalid();
  }
  if (caller.scopes?.includes(delegatedScope(graphAudience) ?? "") === false) {
    throw privilegesInsufficient();
  }
  return { tenant, caller, directory, identifierUriPolicy, userConsent };
}

const answerError: ErrorRequestHandler = (error: unknown, request: Request, response: Response, next) => {
  const known = error instanceof GraphError ? error : isClientError(error) ? bodyUnreadable() : undefined;
  if (known === undefined) {
    next(error);
    return;
  }
  const requestId = response.get("request-id") ?? randomUUID();
  response.status(known.status).json({
    error: {
      code: known.code,
      message: known.message,
      ...(known.details.length === 0 ? {} : { details: known.details }),
      innerError: {
        date: new Date().toISOString().replace(/\.\d+Z$/, ""),
        "request-id": requestId,
        "client-request-id": request.get("client-request-id") ?? requestId,
      },
    },
  });
};

/** Express' own errors about bodies it could not read carry a status. */
function isClientError(error: unknown): boolean {
  return error instanceof Error && "status" in error && typeof error.status === "number" && error.status < 500;
}
