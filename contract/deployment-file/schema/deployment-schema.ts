import type { z } from "zod";

import { connections, scopes } from "./access";
import { azure, foundry } from "./azure";
import { backend } from "./backends";
import { identity } from "./identity";
import { flag, namePart, oneOf, prose, section, whole } from "./values";

const server = section({
  source: prose("the path of a folder").describe(
    "Folder of the MCP server, relative to the file in which this line stands. It is what is published, and it holds host.json.",
  ),
  hosting: oneOf(["self-hosted", "mcp-extension"])
    .default("self-hosted")
    .describe(
      "How the MCP server runs on Azure Functions: self-hosted as a custom handler, or mcp-extension, which needs gate: easy-auth. Default: self-hosted. https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers",
    ),
  gate: oneOf(["easy-auth", "server"])
    .optional()
    .describe(
      "Who rejects a bad token first: easy-auth (App Service authentication) or the server itself. Default: easy-auth on Entra, server on Okta. https://learn.microsoft.com/azure/app-service/overview-authentication-authorization",
    ),
});

const secrets = section({
  rotation: whole(1, 1_000_000)
    .default(1)
    .describe("Number of the client secrets. Raise it, and the next apply brings new ones. Default: 1."),
  lifetimeDays: whole(1, 730)
    .optional()
    .describe(
      "Days until a client secret expires, on Entra only: Okta's never does. Changing it brings new secrets. Default: 180. https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials",
    ),
});

const clients = section({
  vscode: flag()
    .default(false)
    .describe(
      "Whether Visual Studio Code may call the MCP server, for the scopes of connections for everyone; on Entra only. Default: false.",
    ),
});

/** A deployment file after `extends` is merged. */
export const deploymentSchema = section({
  extends: prose("the path of a file")
    .optional()
    .describe(
      "File whose content this one extends, relative to this file: maps merge by key, all else replaces, null removes. Default: none.",
    ),
  name: namePart(40).describe(
    "Name of the deployment. <name>-<environment> is the stack and a part of every name; changing it replaces everything.",
  ),
  environment: namePart(40).describe(
    "Environment, such as dev or prod. <name>-<environment> is unique over all files.",
  ),
  identity: identity.describe("Who signs people in: Okta or Microsoft Entra."),
  server: server.describe("The MCP server."),
  scopes,
  connections,
  secrets: secrets.prefault({}).describe("Client secrets of the connections."),
  azure: azure.describe("Where in Azure."),
  foundry: foundry.describe("The Foundry project, its model and its agents."),
  clients: clients.prefault({}).describe("Clients that may call the MCP server beside the connections."),
  backend,
});

/** What a valid file says, defaults of single keys filled in. */
export type DeploymentFile = z.output<typeof deploymentSchema>;

/** What a person may write. */
export type DeploymentFileInput = z.input<typeof deploymentSchema>;

/** Days until an Entra client secret expires, where the file says nothing. */
export const defaultLifetimeDays = 180;
