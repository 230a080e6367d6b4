import { isDeepStrictEqual } from "node:util";
import { childOf, formatId, isWithin, parseResourceId, type ResourceId } from "../azure/resource-id";
import type { World } from "../azure/resource-type";
import type { JsonObject } from "../json";
import { parseAgentChange, parseNewAgent, type AgentChange, type AgentDefinition } from "./agent-definition";
import { agentExists, agentNotFound, invalidAgent } from "./errors";

/** An agent of a project, as its latest version is. */
export interface Agent {
  /** ARM id of the project. */
  readonly projectId: string;
  readonly name: string;
  /** 1 for the first version. */
  readonly version: number;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly definition: AgentDefinition;
  /** Seconds since 1970. */
  readonly createdAt: number;
}

/**
 * The agents of all projects. They live and die with their project: those of a project that is gone are not found, and a
 * project made anew under the same name starts without any, because it has another internal id.
 */
export class Agents {
  readonly #agents = new Map<string, Agent>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  list(project: ResourceId): readonly Agent[] {
    const prefix = this.#prefix(project);
    return [...this.#agents].filter(([key]) => key.startsWith(prefix)).map(([, agent]) => agent);
  }

  /** @throws ArmError not_found */
  get(project: ResourceId, name: string): Agent {
    const agent = this.#agents.get(this.#key(project, name));
    if (agent === undefined) throw agentNotFound(name);
    return agent;
  }

  /** @throws ArmError for a body that is no agent, a name that is taken, a model or connection that does not exist */
  create(project: ResourceId, body: unknown): Agent {
    const change = parseNewAgent(body);
    if (this.#agents.has(this.#key(project, change.name))) throw agentExists();
    return this.#keep(project, change.name, change, 1);
  }

  /** Makes a new version, unless nothing has changed. @throws ArmError as `create`, and not_found */
  update(project: ResourceId, name: string, body: unknown): Agent {
    const existing = this.get(project, name);
    const change = parseAgentChange(body);
    const same =
      isDeepStrictEqual(change.definition, existing.definition) &&
      (change.description ?? "") === existing.description &&
      isDeepStrictEqual(change.metadata ?? {}, existing.metadata);
    return same ? existing : this.#keep(project, existing.name, change, existing.version + 1);
  }

  /** @throws ArmError not_found */
  delete(project: ResourceId, name: string): Agent {
    const agent = this.get(project, name);
    this.#agents.delete(this.#key(project, name));
    return agent;
  }

  #keep(project: ResourceId, name: string, change: AgentChange, version: number): Agent {
    this.#requireReferences(project, change.definition);
    const agent: Agent = {
      projectId: formatId(project),
      name,
      version,
      description: change.description ?? "",
      metadata: change.metadata ?? {},
      definition: change.definition,
      createdAt: Math.floor(Date.now() / 1000),
    };
    this.#agents.set(this.#key(project, name), agent);
    return agent;
  }

  /** The model is a deployment of the account; a connection is one of this project, by ARM id or by name. */
  #requireReferences(project: ResourceId, { model, tools = [] }: AgentDefinition): void {
    const { store } = this.#world;
    const account = { ...project, types: project.types.slice(0, 1), names: project.names.slice(0, 1) };
    if (store.get(childOf(account, "deployments", model)) === undefined) {
      throw invalidAgent(`The model deployment ${JSON.stringify(model)} does not exist.`);
    }
    for (const { project_connection_id: connection } of tools) {
      if (connection === undefined) continue;
      const id = parseResourceId(connection) ?? childOf(project, "connections", connection);
      if (!isWithin(formatId(id), formatId(project)) || store.get(id) === undefined) {
        throw invalidAgent(`The project connection ${JSON.stringify(connection)} does not exist.`);
      }
    }
  }

  #key(project: ResourceId, name: string): string {
    return this.#prefix(project) + name.toLowerCase();
  }

  #prefix(project: ResourceId): string {
    const internalId = this.#world.store.get(project)?.properties["internalId"];
    return `${formatId(project).toLowerCase()} ${JSON.stringify(internalId)} `;
  }
}

/**
 * An agent as an answer shows it.
 * @see https://learn.microsoft.com/rest/api/aifoundry/
 */
export function presentAgent(agent: Agent): JsonObject {
  const { name, version, description, metadata, definition, createdAt } = agent;
  return {
    object: "agent",
    id: name,
    name,
    versions: {
      latest: {
        object: "agent.version",
        id: `${name}:${version}`,
        name,
        version: String(version),
        description,
        metadata,
        created_at: createdAt,
        // Parsed from JSON, so it is JSON.
        definition: definition as JsonObject,
      },
    },
  };
}
