/**
 * The facts that the layers of one deployment share, each formed once. Layers take them from here and from nowhere else;
 * what is known at apply only (ids that a cloud gives) passes through the functions beside each fact.
 */
import type { Connection, Deployment, GroupReference } from "./deployment";
import { formEndpoint, type Endpoint } from "./endpoint";
import { formEntraFacts, vscodeClientId, type EntraFacts } from "./entra";
import { azureNames, connectionScopedName, modelDeploymentName, stackName, type AzureNames } from "./names";
import { formOktaFacts, type OktaFacts } from "./okta";
import { allowedTools, apiScopesOf, formScopes, requestedScopes, type ScopeFacts } from "./scopes";
import { literalTexts, quoted } from "./terraform-text";

/** A group that may use a connection, ready for Terraform. */
export type GroupFacts =
  | { readonly id: string }
  | {
      readonly name: string;
      /** The name as a quoted literal, for the condition that the group found is the group named. */
      readonly quotedName: string;
    };

/** One connection: its client, its scopes, its agent. */
export interface ConnectionFacts {
  readonly key: string;
  /** Name of the client at the identity provider, on Okta also its client id. */
  readonly clientName: string;
  readonly agentName: string;
  readonly apiScopes: readonly ScopeFacts[];
  /** The request: protocol scopes and API scopes, as the identity provider expects them. */
  readonly requestedScopes: readonly string[];
  readonly allowedTools: readonly string[];
  readonly groups: "everyone" | readonly GroupFacts[];
}

/** Everything that more than one layer must know of a deployment. */
export interface Contract {
  readonly stackName: string;
  /** The deployment with its texts ready for Terraform. */
  readonly deployment: Deployment;
  readonly names: AzureNames;
  readonly endpoint: Endpoint;
  readonly identity: EntraFacts | OktaFacts;
  readonly scopes: readonly ScopeFacts[];
  readonly connections: readonly ConnectionFacts[];
  /** Label of the MCP server in the agents' tools. */
  readonly serverLabel: string;
  /** Name of the model deployment that the agents use. */
  readonly modelDeployment: string;
  /** Client ids admitted beside those of the connections. */
  readonly furtherClients: readonly string[];
}

/** Client ids that gate and server admit: those of the connections, which a cloud may give, and the further ones. */
export function allowedClients({ furtherClients }: Contract, ofConnections: readonly string[]): readonly string[] {
  return [...ofConnections, ...furtherClients];
}

/** Forms all facts of a deployment. Pure: the same file gives the same contract everywhere. */
export function formContract(read: Deployment): Contract {
  const deployment = literalTexts(read);
  const identity =
    deployment.identity.provider === "entra"
      ? formEntraFacts(deployment)
      : formOktaFacts(deployment, deployment.identity);
  const names = azureNames(deployment);
  const scopes = formScopes(deployment, identity);
  const { model } = deployment.foundry;
  return {
    stackName: stackName(deployment),
    deployment,
    names,
    endpoint: formEndpoint(names.functionApp, deployment.server.hosting),
    identity,
    scopes,
    connections: read.connections.map((connection) => formConnection(read, connection, scopes)),
    serverLabel: deployment.name,
    modelDeployment: "deployment" in model ? model.deployment : modelDeploymentName(stackName(deployment), model),
    furtherClients: deployment.clients.vscode ? [vscodeClientId] : [],
  };
}

function formConnection(
  deployment: Deployment,
  connection: Connection,
  exposed: readonly ScopeFacts[],
): ConnectionFacts {
  const apiScopes = apiScopesOf(connection, exposed);
  const name = connectionScopedName(deployment, connection.key);
  return {
    key: connection.key,
    clientName: name,
    agentName: name,
    apiScopes,
    requestedScopes: requestedScopes(apiScopes),
    allowedTools: allowedTools(apiScopes),
    groups: connection.groups === "everyone" ? "everyone" : connection.groups.map(formGroup),
  };
}

function formGroup(group: GroupReference): GroupFacts {
  return "id" in group ? literalTexts(group) : { ...literalTexts(group), quotedName: quoted(group.name) };
}
