/** Why nothing can be verified: what a person can mend. */
import { BadInput } from "../local/errors";

/** What was given cannot be verified. */
export class CannotVerify extends BadInput {
  override readonly name = "CannotVerify";
}

const show = (text: string): string => JSON.stringify(text.slice(0, 300));

export const noDeployment = (): CannotVerify => new CannotVerify("Name a deployment, by its stack or by its path.");

export const wrongTimeout = (value: string): CannotVerify =>
  new CannotVerify(`--timeout ${show(value)}: Expected a number of seconds from 1 to 3600.`);

export const unknownConnection = (key: string, allowed: readonly string[]): CannotVerify =>
  new CannotVerify(`There is no connection ${show(key)}. Connections are ${allowed.map(show).join(", ")}.`);

export const unknownTool = (tool: string, connection: string, allowed: readonly string[]): CannotVerify =>
  new CannotVerify(
    `Connection ${show(connection)} opens no tool ${show(tool)}. It opens ${allowed.map(show).join(", ")}.`,
  );

export const needsLocal = (option: string): CannotVerify => new CannotVerify(`${option} needs --local.`);

export const notWithLocal = (option: string): CannotVerify =>
  new CannotVerify(`${option} does not go with --local, which brings its own people and lets them sign in.`);

export const oneDeploymentToBreak = (): CannotVerify => new CannotVerify("--break breaks one deployment; name one.");

export const wrongEndpoint = (url: string): CannotVerify =>
  new CannotVerify(
    `--project-endpoint ${show(url)}: Expected https://<account>.services.ai.azure.com/api/projects/<project>; tokens go nowhere else.`,
  );

/** Where a person's token comes from, as messages name it. */
export interface TokenSource {
  /** Variable that holds a token. */
  readonly variable: string;
  /** What else gives one. */
  readonly otherwise: string;
}

export const noToken = ({ variable, otherwise }: TokenSource, tenantId: string, reason: string): CannotVerify =>
  new CannotVerify(
    `There is no token of a person for Foundry (${reason}). ${otherwise} with tenant ${tenantId}, or set ${variable} to what ` +
      "`az account get-access-token --resource https://ai.azure.com --query accessToken -o tsv` prints.",
  );

export const notAToken = ({ variable }: TokenSource): CannotVerify =>
  new CannotVerify(`${variable} holds no token of Entra. It must be the access token alone, without "Bearer".`);

export const applicationToken = (): CannotVerify =>
  new CannotVerify(
    "The token is one of an application (a service principal or a managed identity). For Foundry that is one user for everybody: it " +
      "would prove nothing about people, and its consent would be shared by all who stand behind it. Sign in as a person: `az login`.",
  );

export const otherAudience = (audience: string): CannotVerify =>
  new CannotVerify(
    `The token is for ${show(audience)} instead of "https://ai.azure.com". ` +
      "`az account get-access-token --resource https://ai.azure.com` gives the right one.",
  );

export const otherTenant = (found: string, wanted: string): CannotVerify =>
  new CannotVerify(
    `The token is of tenant ${show(found)}, and the project is in ${show(wanted)}: \`az login --tenant ${wanted}\`.`,
  );

export const samePerson = (name: string): CannotVerify =>
  new CannotVerify(`Both tokens are of ${show(name)}. --second-user needs one of somebody else.`);
