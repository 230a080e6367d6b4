import express, { type ErrorRequestHandler, type Response } from "express";
import { ArmError, internalServerError } from "../azure/errors";
import { formatId } from "../azure/resource-id";
import type { ResourceManager } from "../azure/resource-manager";
import type { VerifyBearer } from "../bearer";
import type { Clock } from "../clock";
import type { Journal } from "../journal";
import type { Outgoing } from "../outgoing";
import { send } from "../routes";
import type { Service } from "../service";
import type { SwitchSettings } from "../switches";
import { agentRoutes } from "./agent-routes";
import { Agents, type Agent } from "./agents";
import { invalidAgent, noSuchOperation } from "./errors";
import { ProjectAccess } from "./project-access";
import { createProjectDoor, dataPlaneHosts } from "./project-door";
import { createRuntime } from "./runtime/runtime";

/** What Foundry is made of and with. */
export interface FoundryOptions {
  /** Holds accounts, projects, deployments, connections and role assignments. */
  readonly resourceManager: Pick<ResourceManager, "world" | "assignments" | "state">;
  readonly verifyBearer: VerifyBearer;
  readonly switches: SwitchSettings;
  /** Reaches identity providers and MCP servers. */
  readonly outgoing: Pick<Outgoing, "fetch">;
  readonly journal: Journal;
  /** Decides when consent links and tokens have expired. */
  readonly clock: Clock;
}

/** What Foundry's data plane holds, read only, as of the moment of the call. */
export interface FoundryState {
  /** The agents of a project, by its ARM id; none where there is no such project. */
  agents(projectId: string): readonly Agent[];
}

/** Foundry: `<account>.services.ai.azure.com`, and the service behind consent links. */
export interface Foundry {
  readonly services: readonly Service[];
  readonly state: FoundryState;
}

/** Creates the data plane of all Foundry accounts: the agents of a project, and what they answer. */
export function createFoundry(options: FoundryOptions): Foundry {
  const { resourceManager, verifyBearer, switches } = options;
  const { world, assignments } = resourceManager;
  const agents = new Agents(world);
  const door = createProjectDoor(world, verifyBearer, new ProjectAccess(assignments, switches));
  const runtime = createRuntime({ ...options, resourceManager: resourceManager.state, agents, door });

  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use(express.json({ limit: "10mb" }));
  app.use(agentRoutes(door, agents));
  app.use(runtime.routes);
  app.use(() => {
    throw noSuchOperation();
  });
  app.use(answerError);
  return {
    services: [{ hosts: [dataPlaneHosts], handle: app }, runtime.consentService],
    state: {
      agents: (projectId) =>
        world.store
          .within(projectId)
          .filter(({ id }) => formatId(id).toLowerCase() === projectId.toLowerCase())
          .flatMap(({ id }) => agents.list(id)),
    },
  };
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
