/** Everything that can go wrong while a server is published: what happened, and what to do about it. */
import { BadInput } from "../local/errors";

/** What was given cannot be published. */
export class CannotPublish extends BadInput {
  override readonly name = "CannotPublish";
}

/** Publishing failed. */
export class PublishFailed extends Error {
  override readonly name = "PublishFailed";
  /** More than a person wants to read first. */
  readonly details: string | undefined;

  constructor(message: string, details?: string) {
    super(message);
    this.details = details;
  }
}

/** No answer came: this may pass. */
export class HostNotReached extends PublishFailed {}

const show = (value: string): string => JSON.stringify(value.slice(0, 300));

export const wrongTimeout = (value: string): CannotPublish =>
  new CannotPublish(`--timeout ${show(value)}: Expected a number of seconds from 1 to 86400.`);

export const noHostFile = (folder: string, reason: string): CannotPublish =>
  new CannotPublish(`${show(folder)} holds no host.json that can be read: ${reason}`);

export const otherHosting = (folder: string, found: string, wanted: string): CannotPublish =>
  new CannotPublish(
    `host.json in ${show(folder)} is one of hosting ${show(found)}, the deployment says ${show(wanted)}. ` +
      'self-hosted needs configurationProfile "mcp-custom-handler", mcp-extension needs extensions.mcp.',
  );

export const hostKeyOn = (folder: string, found: string | undefined, place: string): CannotPublish =>
  new CannotPublish(
    `host.json in ${show(folder)} ${found === undefined ? "names no authorization level" : `has the authorization level ${found}`}, ` +
      `so the host would demand a key that no connection sends. Write ${place}.`,
  );

export const noHandler = (folder: string): CannotPublish =>
  new CannotPublish(
    `host.json in ${show(folder)} names no program in customHandler.description.defaultExecutablePath.`,
  );

export const notInPackage = (what: string, path: string): CannotPublish =>
  new CannotPublish(
    `${what} ${show(path)} is not in the package. Build it, or take it out of .funcignore; the package holds what is in the folder now.`,
  );

export const linkLeadsOut = (path: string, folder: string): CannotPublish =>
  new CannotPublish(`${show(path)} is a link that leads out of ${show(folder)}; put the file itself there.`);

export const notAFile = (path: string): CannotPublish =>
  new CannotPublish(`${show(path)} is neither a file nor a folder; list it in .funcignore.`);

export const fileProblem = (path: string, { code, message }: NodeJS.ErrnoException): CannotPublish =>
  new CannotPublish(`${show(path)} cannot be read: ${code ?? message}.`);

export const notSignedIn = (tenantId: string, reason: string, details: string): PublishFailed =>
  new PublishFailed(
    `There is no Azure sign-in for tenant ${tenantId} (${reason}). Run \`az login --tenant ${tenantId}\`, or set ARM_CLIENT_ID and ` +
      "ARM_CLIENT_SECRET, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, of a service principal.",
    details,
  );

export const noSuchSite = (site: string, stack: string, code: string): PublishFailed =>
  new PublishFailed(
    `There is no function app ${show(site)} (${code}). Deploy it first: \`npx cdktf deploy ${stack}\`.`,
  );

export const noPermission = (site: string, action: string, scope: string): PublishFailed =>
  new PublishFailed(
    `You may not publish to ${show(site)}: ${action} is missing. The role Website Contributor on ${show(scope)} has it.`,
  );

export const notReached = (host: string, reason: string, details: string): HostNotReached =>
  new HostNotReached(`${show(host)} cannot be reached: ${reason}.`, details);

export const unexpectedAnswer = (what: string, status: number, body: string): PublishFailed =>
  new PublishFailed(`${what} answered with status ${status}: ${show(body)}`);

export const noDeploymentHost = (site: string): PublishFailed =>
  new PublishFailed(`Function app ${show(site)} names no host of its deployment endpoint (hostType Repository).`);

export const packageTooLarge = (bytes: number): PublishFailed =>
  new PublishFailed(
    `The package of ${bytes} bytes is larger than the deployment endpoint takes. Bundle the server, or list what it does not need in .funcignore.`,
  );

export const packageRefused = (log: string): PublishFailed =>
  new PublishFailed(`The deployment endpoint refuses the package: ${show(log)}`);

export const deploymentLost = (id: string): PublishFailed =>
  new PublishFailed(`The deployment endpoint does not know its own deployment ${show(id)}. Publish again.`);

export const outOfTime = (seconds: number, what: string): PublishFailed =>
  new PublishFailed(`${what} after ${seconds} seconds. --timeout <seconds> waits longer.`);
