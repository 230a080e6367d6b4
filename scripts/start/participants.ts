import type { Connection, Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import type { LocalCloud } from "../../rehearsal/local-cloud";
import { createBrowser } from "../../rehearsal/sign-in/browser";
import type { Participant, StoryConnection } from "../../rehearsal/story/participants";
import { membersOf, type Person } from "../local/people";
import type { StackOutputs } from "./outputs";

/** For a person's token: what a command line of the vendor asks for. */
const foundryAudience = "https://ai.azure.com";

/** Makes each person take part with one browser, whichever connections they use. */
export class Cast {
  readonly #participants = new Map<string, Participant>();
  readonly #cloud: LocalCloud;

  constructor(cloud: LocalCloud) {
    this.#cloud = cloud;
  }

  /** The connections of a deployment with those who take part in their stories: some of the people of its tenant. */
  connectionsOf(deployment: Deployment, outputs: StackOutputs, people: readonly Person[]): readonly StoryConnection[] {
    return deployment.connections.map((connection) => this.#connection(deployment, connection, outputs, people));
  }

  #connection(
    deployment: Deployment,
    connection: Connection,
    outputs: StackOutputs,
    people: readonly Person[],
  ): StoryConnection {
    const members = membersOf(deployment, connection, people);
    const outsider = people.findLast((person) => !members.includes(person));
    const participant = (person: Person | undefined): Participant => {
      if (person === undefined) throw new Error(`Nobody may use the connection ${JSON.stringify(connection.key)}.`);
      return this.#participant(deployment.azure.tenantId, person);
    };
    const toolsOf = (requested: boolean): readonly string[] =>
      deployment.scopes
        .filter(({ name }) => connection.scopes.includes(name) === requested)
        .flatMap(({ tools }) => tools);
    return {
      key: connection.key,
      stack: stackName(deployment),
      connectionName: outputs.connection_names[connection.key] ?? "",
      agentName: outputs.agent_names[connection.key] ?? "",
      projectEndpoint: outputs.foundry_project,
      serverUrl: outputs.mcp_endpoint,
      tools: toolsOf(true),
      otherTools: toolsOf(false),
      members: [participant(members[0]), participant(members[1])],
      ...(outsider !== undefined && { outsider: participant(outsider) }),
    };
  }

  #participant(tenantId: string, { login, displayName, objectId }: Person): Participant {
    const known = this.#participants.get(login);
    if (known !== undefined) return known;
    const participant: Participant = {
      login,
      displayName,
      objectId,
      browser: createBrowser(this.#cloud.fetch),
      foundryToken: () => this.#cloud.personToken({ tenantId, login, audience: foundryAudience }),
    };
    this.#participants.set(login, participant);
    return participant;
  }
}
