import { TerraformOutput, TerraformStack, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { TokenFacts } from "../contract/app-settings";
import { allowedClients, formContract, type ConnectionFacts, type Contract } from "../contract/contract";
import type { Deployment } from "../contract/deployment";
import type { EntraFacts } from "../contract/entra";
import type { OktaFacts } from "../contract/okta";
import { FoundryAgent } from "./agent";
import { addBackend } from "./backend";
import { FoundryConnection, type ClientCredentials } from "./connection";
import type { EasyAuthIdentity } from "./easy-auth";
import { EntraAccessPolicy } from "./entra-access-policy";
import { EntraClient } from "./entra-client";
import { EntraGroups } from "./entra-groups";
import { EntraIdentity } from "./entra-identity";
import { FoundryProject } from "./foundry-project";
import { FunctionApp } from "./function-app";
import { OktaAccessPolicy } from "./okta-access-policy";
import { OktaClient } from "./okta-client";
import { OktaGroups } from "./okta-groups";
import { OktaIdentity } from "./okta-identity";
import { addProviders } from "./providers";
import { DeploymentResourceGroup } from "./resource-group";
import { refuseSampleValues } from "./sample-values";

/** Settings of a stack. */
export interface PassthroughStackProps {
  /** What `readDeployment` of `contract/deployment-file/read-deployment` returns. */
  readonly deployment: Deployment;
}

/** A connection and what it became. */
interface Tier {
  readonly facts: ConnectionFacts;
  readonly credentials: ClientCredentials;
  readonly connection: FoundryConnection;
  readonly agent: FoundryAgent;
}

/** Layers of one identity provider, as the rest of the stack sees them. */
interface IdentityLayer {
  readonly easyAuth: EasyAuthIdentity;
  readonly issuer: string;
  readonly audience: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** The resource of an exposed scope. */
  exposed(name: string): ITerraformDependable;
  /** Creates the client of a connection, short of its redirect URL. */
  addClient(connection: ConnectionFacts): RegisteredClient;
}

/** A client that waits for the redirect URL of its connection. */
interface RegisteredClient {
  readonly credentials: ClientCredentials;
  /** Registers the redirect URL and writes the access policy. */
  register(redirectUrl: string): void;
}

/** One deployment: one stack, one plan, one apply. */
export class PassthroughStack extends TerraformStack {
  /** The facts that the layers share. */
  readonly contract: Contract;

  constructor(scope: Construct, id: string, props: PassthroughStackProps) {
    super(scope, id);
    const contract = formContract(props.deployment);
    this.contract = contract;
    addBackend(this, contract);
    addProviders(this, contract);
    refuseSampleValues(this, props.deployment);

    const entraGroups = new EntraGroups(this, "entra-groups");
    const resourceGroup = new DeploymentResourceGroup(this, "resource-group", contract);
    const project = new FoundryProject(this, "foundry", { contract, resourceGroup, groups: entraGroups });
    const identity =
      contract.identity.provider === "entra"
        ? this.entra(contract, contract.identity, entraGroups)
        : this.okta(contract, contract.identity);

    const tiers = contract.connections.map((facts): Tier => {
      const client = identity.addClient(facts);
      const connection = new FoundryConnection(this, `connection-${facts.key}`, {
        contract,
        connection: facts,
        project,
        authorizationUrl: identity.authorizationUrl,
        tokenUrl: identity.tokenUrl,
        credentials: client.credentials,
        scopeResources: facts.apiScopes.map(({ name }) => identity.exposed(name)),
      });
      client.register(connection.redirectUrl);
      const agent = new FoundryAgent(this, `agent-${facts.key}`, {
        contract,
        connection: facts,
        project,
        foundryConnection: connection,
      });
      return { facts, credentials: client.credentials, connection, agent };
    });

    const token: TokenFacts = {
      issuer: identity.issuer,
      audience: identity.audience,
      allowedClients: allowedClients(
        contract,
        tiers.map(({ credentials }) => credentials.clientId),
      ),
    };
    const functionApp = new FunctionApp(this, "function-app", {
      contract,
      resourceGroup,
      identity: identity.easyAuth,
      token,
    });
    this.addOutputs(token, tiers, project, functionApp);
  }

  private entra(contract: Contract, facts: EntraFacts, groups: EntraGroups): IdentityLayer {
    const identity = new EntraIdentity(this, "identity", { contract, facts });
    return {
      easyAuth: { provider: "entra" },
      issuer: facts.issuer,
      audience: identity.audience,
      authorizationUrl: facts.authorizationUrl,
      tokenUrl: facts.tokenUrl,
      exposed: (name) => identity.exposed(name),
      addClient: (connection) => {
        const { secrets } = contract.deployment;
        const client = new EntraClient(this, `client-${connection.key}`, { identity, connection, secrets });
        return {
          credentials: client.credentials,
          register: (redirectUrl) => {
            client.registerRedirect(redirectUrl);
            new EntraAccessPolicy(this, `access-${connection.key}`, { identity, client, groups, connection });
          },
        };
      },
    };
  }

  private okta(contract: Contract, facts: OktaFacts): IdentityLayer {
    const identity = new OktaIdentity(this, "identity", { contract, facts });
    const groups = new OktaGroups(this, "groups");
    const { issuer, authorizationUrl, tokenUrl, openIdConfigurationUrl } = identity.issuer;
    let previous: OktaAccessPolicy | undefined;
    return {
      easyAuth: { provider: "okta", openIdConfigurationUrl },
      issuer,
      audience: identity.audience,
      authorizationUrl,
      tokenUrl,
      exposed: (name) => identity.exposed(name),
      addClient: (connection) => {
        const { secrets } = contract.deployment;
        const { tokenAuthentication } = facts;
        const groupIds = groups.ids(connection.groups);
        const client = new OktaClient(this, `client-${connection.key}`, {
          connection,
          secrets,
          tokenAuthentication,
          groupIds,
        });
        return {
          credentials: client.credentials,
          register: (redirectUrl) => {
            const clientId = client.registerRedirect(redirectUrl);
            previous = new OktaAccessPolicy(this, `access-${connection.key}`, {
              identity,
              connection,
              clientId,
              groupIds,
              after: previous,
            });
          },
        };
      },
    };
  }

  /** What a person needs next; never a secret. */
  private addOutputs(
    token: TokenFacts,
    tiers: readonly Tier[],
    project: FoundryProject,
    functionApp: FunctionApp,
  ): void {
    const { endpoint, deployment } = this.contract;
    const perConnection = (value: (tier: Tier) => string): Record<string, string> =>
      Object.fromEntries(tiers.map((tier) => [tier.facts.key, value(tier)]));
    const outputs: Record<string, { value: unknown; description: string }> = {
      mcp_endpoint: { value: endpoint.url, description: "The MCP endpoint" },
      protected_resource_metadata: {
        value: endpoint.metadataUrl,
        description: "Where the endpoint says which scopes and which authorization server it expects",
      },
      issuer: { value: token.issuer, description: "Who must have issued a token" },
      audience: { value: token.audience, description: "Whom a token must be for" },
      client_ids: {
        value: perConnection(({ credentials }) => credentials.clientId),
        description: "Client id of each connection",
      },
      connection_names: {
        value: perConnection(({ connection }) => connection.name),
        description: "Name of each connection in Foundry; users consent to a name",
      },
      redirect_urls: {
        value: perConnection(({ connection }) => connection.redirectUrl),
        description: "Redirect URL of each connection, registered at the identity provider",
      },
      agent_names: { value: perConnection(({ agent }) => agent.name), description: "The agent of each connection" },
      foundry_project: { value: project.endpoint.url, description: "Endpoint of the Foundry project" },
      function_app: {
        value: functionApp.id,
        description: "ARM id of the function app, to which the server is published",
      },
      portal: {
        value: `https://portal.azure.com/#@${deployment.azure.tenantId}/resource${project.id}`,
        description: "The Foundry project in the Azure portal",
      },
    };
    for (const [id, output] of Object.entries(outputs)) new TerraformOutput(this, id, output);
  }
}
