import { Fn, TerraformLocal, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameHashLength } from "../contract/azure-limits";
import { namedFacts, type ConnectionSettings } from "../contract/connection-facts";
import type { ConnectionFacts, Contract } from "../contract/contract";
import { AzapiResource } from "./azapi/azapi-resource";
import type { FoundryProject } from "./foundry-project";

/** What a connection presents at the token endpoint. */
export interface ClientCredentials {
  readonly clientId: string;
  /** A reference to the resource that holds the secret; never a literal. */
  readonly clientSecret: string;
  /** Id of the password, where the identity provider gives one. @default the rotation number alone tells secrets apart */
  readonly secretKeyId?: string;
}

/** What one connection is formed from. */
export interface FoundryConnectionProps {
  readonly contract: Contract;
  readonly connection: ConnectionFacts;
  /** The project layer, or the ids of a project that somebody else keeps, with nothing written before. */
  readonly project: Pick<FoundryProject, "id" | "accountId" | "written">;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly credentials: ClientCredentials;
  /** The resources that define the requested scopes: a removed scope goes when no connection requests it any more. */
  readonly scopeResources: readonly ITerraformDependable[];
}

/**
 * The Foundry project connection of one access tier: MCP tool with OAuth identity passthrough.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 */
export class FoundryConnection extends Construct {
  /** ARM id; changes whenever a fact of the connection does. */
  readonly id: string;
  readonly name: string;
  /** Where the identity provider sends the user back to; Foundry gives every connection its own. */
  readonly redirectUrl: string;

  constructor(scope: Construct, id: string, props: FoundryConnectionProps) {
    super(scope, id);
    const { contract, connection, project, credentials } = props;
    const settings: ConnectionSettings = {
      target: contract.endpoint.url,
      scopes: connection.requestedScopes,
      authorizationUrl: props.authorizationUrl,
      tokenUrl: props.tokenUrl,
      refreshUrl: props.tokenUrl,
      clientId: credentials.clientId,
    };
    const { clientId, ...properties } = settings;
    const facts = namedFacts(settings, {
      rotation: contract.deployment.secrets.rotation,
      keyId: credentials.secretKeyId,
    });
    // A local, because cdktf cannot render texts with references in them as arguments of a function.
    const named = new TerraformLocal(this, "facts", facts).asString;
    const hash = Token.asString(Fn.substr(Fn.sha256(Fn.jsonencode(named)), 0, nameHashLength));
    const resource = new AzapiResource(this, "connection", {
      type: "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview",
      name: `${connection.key}-${hash}`,
      parentId: project.id,
      // The schema embedded in azapi knows none of the OAuth fields and demands a GUID as client id.
      schemaValidationEnabled: false,
      body: { properties: { category: "RemoteTool", authType: "OAuth2", isSharedToAll: true, ...properties } },
      // Without a version: with one, azapi would leave the credentials out of a later request, which Foundry refuses.
      sensitiveBody: { properties: { credentials: { clientId, clientSecret: credentials.clientSecret } } },
      responseExportValues: { redirect_url: "properties.redirectUrl" },
      // Resource Manager refuses writes side by side on one account; the model deployment is written before, by another provider.
      locks: [project.accountId],
      retry: { errorMessageRegex: ["RequestConflict"] },
      dependsOn: [...project.written, ...props.scopeResources],
      // The new connection is registered and used before the old one goes.
      lifecycle: { createBeforeDestroy: true },
    });
    this.id = resource.id;
    this.name = resource.name;
    this.redirectUrl = resource.output("redirect_url");
  }
}
