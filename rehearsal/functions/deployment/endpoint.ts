import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import type { RoleAssignments } from "../../azure/access/role-assignments";
import { authenticate } from "../../azure/requests";
import { ArmError } from "../../azure/errors";
import type { ResourceManagerState, SiteState } from "../../azure/state";
import { sameText } from "../../azure/store";
import type { VerifyBearer } from "../../bearer";
import type { Journal } from "../../journal";
import { presentable } from "../host/log-lines";
import type { Deployments } from "./deployments";
import { PackageRefused, StorageRefused } from "./errors";
import type { StorageAccess } from "./storage-access";

/** What the deployment endpoint is made with. */
export interface DeploymentEndpointOptions {
  readonly sites: Pick<ResourceManagerState, "siteByHost">;
  readonly verifyBearer: VerifyBearer;
  readonly assignments: RoleAssignments;
  readonly storage: StorageAccess;
  readonly deployments: Deployments;
  readonly journal: Journal;
  /** Puts a package into place. @throws PackageRefused */
  readonly install: (site: SiteState, archive: Buffer, deploymentId: string) => Promise<void>;
}

/** What a caller must hold; Website Contributor has it. */
const publishAction = "Microsoft.Web/sites/publish/Action";

/** Bytes of a package as it is sent: room for a server with everything that it imports. A package of Azure's may be larger. */
export const largestArchive = 128 * 1024 * 1024;

/**
 * The deployment endpoint of Flex Consumption apps under `<site>.scm.azurewebsites.net`: takes a zip, and tells what becomes of it.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy
 */
export function createDeploymentEndpoint(options: DeploymentEndpointOptions): Express {
  const { deployments } = options;
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use((request, response: Response<unknown, Locals>, next) => {
    response.locals.site = siteOf(options, request);
    next();
  });
  app.post(
    "/api/publish",
    express.raw({ type: "application/zip", limit: largestArchive }),
    (request, response: Response<unknown, Locals>) => publish(options, request, response),
  );
  app.get("/api/deployments/:id", async (request, response: Response<unknown, Locals>) => {
    const found = await deployments.read(response.locals.site.id, request.params.id);
    if (found === undefined) response.status(404).end();
    else response.json(found);
  });
  app.get("/api/deployments/:id/log", async (request, response: Response<unknown, Locals>) => {
    const found = await deployments.log(response.locals.site.id, request.params.id);
    if (found === undefined) response.status(404).end();
    else response.json(found);
  });
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(answerError);
  return app;
}

interface Locals {
  site: SiteState;
}

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The site that a request is about, by somebody who may publish to it. */
function siteOf({ sites, verifyBearer, assignments, journal }: DeploymentEndpointOptions, request: Request): SiteState {
  const site = sites.siteByHost(request.hostname);
  if (site === undefined) throw new Refusal(404, "There is no such site.");
  const caller = authenticate(request.headers.authorization, verifyBearer);
  const mayPublish =
    sameText(caller.tenantId, site.tenantId) &&
    assignments.permitting(caller, "actions", publishAction, site.id).length > 0;
  if (mayPublish) return site;
  const text = `Client ${JSON.stringify(caller.clientId)} may not publish: it lacks ${publishAction}.`;
  journal.write({ party: "functions host", where: site.scmHostName, outcome: "refused", text });
  throw new Refusal(403, `The caller does not have ${publishAction}.`);
}

function publish(options: DeploymentEndpointOptions, request: Request, response: Response<unknown, Locals>): void {
  const { deployments } = options;
  const { site } = response.locals;
  const archive: unknown = request.body;
  if (!Buffer.isBuffer(archive)) throw new Refusal(415, "Send the package as application/zip.");
  const remoteBuild = new URL(request.originalUrl, "https://scm").searchParams.get("RemoteBuild") ?? "false";
  if (remoteBuild.toLowerCase() !== "false") throw new Refusal(400, "The local cloud builds nothing; build before.");
  if (deployments.isUnderWay(site.id)) throw new Refusal(409, "Another deployment to this site is under way.");
  response.status(202).json(deployments.begin(site.id, (id) => deploy(options, site, archive, id)));
}

async function deploy(
  { storage, install, journal }: DeploymentEndpointOptions,
  site: SiteState,
  archive: Buffer,
  id: string,
): Promise<string | undefined> {
  const write = (outcome: "done" | "refused", text: string): void =>
    journal.write({ party: "functions host", where: site.scmHostName, outcome, text });
  try {
    storage.upload(site);
    await install(site, archive, id);
    write("done", `A package of ${archive.length} bytes is deployed.`);
    return undefined;
  } catch (error) {
    const known = error instanceof PackageRefused || error instanceof StorageRefused;
    write("refused", known ? error.message : `The deployment failed: ${presentable(String(error))}`);
    return known ? error.message : "The deployment failed.";
  }
}

/** Express knows an error handler by its four parameters. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response: Response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const { status, message } = asRefusal(error);
  response.status(status).type("text/plain").send(message);
};

function asRefusal(error: unknown): Pick<Refusal, "status" | "message"> {
  if (error instanceof Refusal || error instanceof ArmError) return error;
  const status: unknown = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  if (status === 413) return { status, message: `The package is larger than ${largestArchive} bytes.` };
  return typeof status === "number" && status < 500
    ? { status, message: "The request cannot be read." }
    : { status: 500, message: "The deployment endpoint failed to answer." };
}
