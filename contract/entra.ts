import { v5 as uuidVersion5 } from "uuid";
import { stackName } from "./names";
import type { Deployment } from "./deployment";

/** What identity provider, function app and connections must say alike when Microsoft Entra is the identity provider. */
export interface EntraFacts {
  readonly provider: "entra";
  readonly tenantId: string;
  /** `iss` of version 2 access tokens. */
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Identifier URI of the API app: literal, so that the scopes are known before the app exists. */
  readonly identifierUri: string;
}

/** Client id of Visual Studio Code. @see https://learn.microsoft.com/azure/app-service/configure-authentication-mcp-server-vscode */
export const vscodeClientId = "aebc6443-996d-45c2-90f0-388ff96faa56";

/** Client id of Microsoft Graph, which owns the protocol scopes. @see https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const microsoftGraphClientId = "00000003-0000-0000-c000-000000000000";

/** Role id of an assignment that carries no app role. @see https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto */
export const defaultAccessRoleId = "00000000-0000-0000-0000-000000000000";

/** Namespace of the scope ids: a constant of this project, never to be changed, because the ids in live tenants follow from it. */
const scopeNamespace = "3f6a5c0e-8d0b-4d63-9a53-5b1f6f0f5d27";

/** @see https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints */
export function formEntraFacts(deployment: Deployment): EntraFacts {
  const { tenantId } = deployment.azure;
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  return {
    provider: "entra",
    tenantId,
    issuer: `${authority}/v2.0`,
    authorizationUrl: `${authority}/oauth2/v2.0/authorize`,
    tokenUrl: `${authority}/oauth2/v2.0/token`,
    identifierUri: `api://${tenantId}/${stackName(deployment)}`,
  };
}

/** Id of a permission scope: the same for the same name, environment and scope, wherever and whenever it is created. */
export function entraScopeId(deployment: Pick<Deployment, "name" | "environment">, scope: string): string {
  return uuidVersion5(JSON.stringify([deployment.name, deployment.environment, scope]), scopeNamespace);
}
