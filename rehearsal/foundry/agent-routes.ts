import { Router, type Request, type Response } from "express";
import type { ResourceId } from "../azure/resource-id";
import { send, type Reply } from "../routes";
import { presentAgent, type Agents } from "./agents";
import { apiVersionMissing } from "./errors";
import type { ProjectDoor } from "./project-door";

type Verb = "read" | "write" | "delete";

/** A request about the agents of a project, by somebody who may make it. */
interface AgentCall {
  readonly project: ResourceId;
  readonly name: string | undefined;
  readonly body: unknown;
}

/**
 * The agents of a project. azapi creates an agent by POST to the collection and changes it by POST to the agent, as
 * Foundry's API has it; there is no PUT.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/data_plane_resource
 */
export function agentRoutes(door: ProjectDoor, agents: Agents): Router {
  const collection = "/api/projects/:project/agents";
  const one = `${collection}/:agent`;
  const route =
    (verb: Verb, handle: (call: AgentCall) => Reply) =>
    (request: Request, response: Response): void =>
      send(response, handle(enter(door, request, verb)));

  const router = Router();
  router
    .route(collection)
    .get(
      route("read", ({ project }) => {
        const data = agents.list(project).map(presentAgent);
        const ids = { first_id: data[0]?.["id"] ?? null, last_id: data.at(-1)?.["id"] ?? null };
        return { status: 200, body: { object: "list", data, ...ids, has_more: false } };
      }),
    )
    .post(route("write", ({ project, body }) => ({ status: 200, body: presentAgent(agents.create(project, body)) })));
  router
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
  return router;
}

function enter(door: ProjectDoor, request: Request, verb: Verb): AgentCall {
  const visit = door.identify(request);
  const query = new URL(request.originalUrl, `https://${visit.host}`).searchParams;
  if ((query.get("api-version") ?? "") === "") throw apiVersionMissing();
  const name = request.params["agent"];
  const operation = `${request.method} /api/projects/{projectName}/agents${name === undefined ? "" : "/{agentName}"}`;
  door.admit(visit, verb, operation);
  return { project: visit.project, name: typeof name === "string" ? name : undefined, body: request.body as unknown };
}
