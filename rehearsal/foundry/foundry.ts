import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import { ArmError, internalServerError } from "../azure/errors";
import type { ResourceManager } from "../azure/resource-manager";
import { childOf, formatId, type ResourceId } from "../azure/resource-id";
import type { Caller, VerifyBearer } from "../bearer";
import { send, type Reply } from "../routes";
import type { Service } from "../service";
import type { SwitchSettings } from "../switches";
import { accountBySubdomain } from "./account";
import { Agents, presentAgent, type Agent } from "./agents";
import {
  apiVersionMissing,
  invalidAgent,
  noSuchOperation,
  projectNotFound,
  tenantMismatch,
  unauthorized,
} from "./errors";
import { ProjectAccess } from "./project-access";

const audience = "https://ai.azure.com";
const domain = ".services.ai.azure.com";

/** What Foundry is made of and with. */
export interface FoundryOptions {
  /** Holds accounts, projects, deployments, connections and role assignments. */
  readonly resourceManager: Pick<ResourceManager, "world" | "assignments">;
  readonly verifyBearer: VerifyBearer;
  readonly switches: SwitchSettings;
}

/** What Foundry's data plane holds, read only, as of the moment of the call. */
export interface FoundryState {
  /** The agents of a project, by its ARM id; none where there is no such project. */
  agents(projectId: string): readonly Agent[];
}

/** Foundry's data plane under `<account>.services.ai.azure.com`. */
export interface Foundry {
  readonly service: Service;
  readonly state: FoundryState;
}

/** A request about the agents of a project, by somebody who may make it. */
interface AgentCall {
  readonly project: ResourceId;
  readonly name: string | undefined;
  readonly body: unknown;
}

/**
 * Creates the data plane of all Foundry accounts: the agents of a project. azapi creates an agent by POST to the collection
 * and changes it by POST to the agent, as Foundry's API has it; there is no PUT.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/data_plane_resource
 */
export function createFoundry({ resourceManager, verifyBearer, switches }: FoundryOptions): Foundry {
  const { world, assignments } = resourceManager;
  const agents = new Agents(world);
  const access = new ProjectAccess(assignments, switches);

  const enter = (request: Request, verb: "read" | "write" | "delete"): AgentCall => {
    const caller = verifyBearer(request.headers.authorization, audience);
    if (caller === undefined) throw unauthorized();
    if ((queryOf(request).get("api-version") ?? "") === "") throw apiVersionMissing();
    const project = findProject(request, caller);
    const name = request.params["agent"];
    const operation = `${request.method} /api/projects/{projectName}/agents${name === undefined ? "" : "/{agentName}"}`;
    access.require(caller, verb, formatId(project), operation);
    return { project, name: typeof name === "string" ? name : undefined, body: request.body as unknown };
  };
  const findProject = (request: Request, caller: Caller): ResourceId => {
    const account = accountBySubdomain(request.hostname.slice(0, -domain.length), world);
    if (account === undefined) throw noSuchOperation();
    const tenantId = world.tenantOf(account.id.subscription);
    if (caller.tenantId.toLowerCase() !== tenantId.toLowerCase()) throw tenantMismatch();
    const name = String(request.params["project"]);
    const project = world.store.get(childOf(account.id, "projects", name));
    if (project === undefined) throw projectNotFound(name);
    return project.id;
  };

  const app = createApp(enter, agents);
  return {
    service: { hosts: [`*${domain}`], handle: app },
    state: {
      agents: (projectId) =>
        world.store
          .within(projectId)
          .filter(({ id }) => formatId(id).toLowerCase() === projectId.toLowerCase())
          .flatMap(({ id }) => agents.list(id)),
    },
  };
}

function createApp(enter: (request: Request, verb: "read" | "write" | "delete") => AgentCall, agents: Agents): Express {
  const collection = "/api/projects/:project/agents";
  const one = `${collection}/:agent`;
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use(express.json({ limit: "10mb" }));
  const route =
    (verb: "read" | "write" | "delete", handle: (call: AgentCall) => Reply) =>
    (request: Request, response: Response): void =>
      send(response, handle(enter(request, verb)));

  app
    .route(collection)
    .get(
      route("read", ({ project }) => {
        const data = agents.list(project).map(presentAgent);
        const ids = { first_id: data[0]?.["id"] ?? null, last_id: data.at(-1)?.["id"] ?? null };
        return { status: 200, body: { object: "list", data, ...ids, has_more: false } };
      }),
    )
    .post(route("write", ({ project, body }) => ({ status: 200, body: presentAgent(agents.create(project, body)) })));
  app
    .route(one)
    .get(route("read", ({ project, name = "" }) => ({ status: 200, body: presentAgent(agents.get(project, name)) })))
    .post(
      route("write", ({ project, name = "", body }) => ({
        status: 200,
        body: presentAgent(agents.update(project, name, body)),
      })),
    )
    .delete(
      route("delete", ({ project, name = "" }) => ({
        status: 200,
        body: { object: "agent.deleted", name: agents.delete(project, name).name, deleted: true },
      })),
    );
  app.use(() => {
    throw noSuchOperation();
  });
  app.use(answerError);
  return app;
}

/** Express knows an error handler by its four parameters. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response: Response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const { status, body } = asArmError(error);
  send(response, { status, body });
};

function asArmError(error: unknown): ArmError {
  if (error instanceof ArmError) return error;
  const status: unknown = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return typeof status === "number" && status < 500
    ? invalidAgent("The body is no JSON object.")
    : internalServerError();
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, "https://services.ai.azure.com").searchParams;
}
