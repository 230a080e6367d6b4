import { Construct } from "constructs";
import type { ConnectionFacts, Contract } from "../contract/contract";
import { AzapiDataPlaneResource } from "./azapi/azapi-data-plane-resource";
import type { FoundryConnection } from "./connection";
import type { FoundryProject } from "./foundry-project";

/** What one agent is formed from. */
export interface FoundryAgentProps {
  readonly contract: Contract;
  readonly connection: ConnectionFacts;
  readonly project: FoundryProject;
  readonly foundryConnection: FoundryConnection;
}

/**
 * The prompt agent that uses one connection, with the tools alone that the connection's scopes open.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/tools/model-context-protocol
 */
export class FoundryAgent extends Construct {
  /** Name by which the Responses API refers to the agent. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: FoundryAgentProps) {
    super(scope, id);
    const { contract, connection, project, foundryConnection } = props;
    const name = connection.agentName;
    this.name = new AzapiDataPlaneResource(this, "agent", {
      type: "Microsoft.Foundry/agents@v1",
      name,
      parentId: project.endpoint.parent,
      body: {
        name,
        definition: {
          kind: "prompt",
          model: project.modelDeployment,
          instructions: contract.deployment.foundry.agent.instructions,
          tools: [
            {
              type: "mcp",
              server_label: contract.serverLabel,
              server_url: contract.endpoint.url,
              // Foundry's own default: the person sees each call before it is made.
              require_approval: "always",
              allowed_tools: [...connection.allowedTools],
              project_connection_id: foundryConnection.id,
            },
          ],
        },
      },
      // Roles take minutes to spread; a deployer who has none should not wait for half an hour.
      timeouts: { create: "10m", update: "10m" },
      retry: { errorMessageRegex: ["PermissionDenied", "Unauthorized"] },
      dependsOn: [...project.deployerRoles],
      // Only another name or another project replaces an agent, so the two never meet; and the old connection waits for it.
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }
}
