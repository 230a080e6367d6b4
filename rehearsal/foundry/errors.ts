/** What Foundry's resource provider and its data plane refuse, in their own codes and words where these are known. */
import { ArmError } from "../azure/errors";

/** Two writes below one account overlap. */
export const requestConflict = (accountId: string): ArmError =>
  new ArmError(
    409,
    "RequestConflict",
    `Another operation is being performed on the parent resource '${accountId}'. Please try again later.`,
  );

export const customDomainInUse = (subdomain: string): ArmError =>
  new ArmError(
    409,
    "CustomDomainInUse",
    `Please pick a different name. The subdomain name '${subdomain}' is not available as it's already used by a resource.`,
  );

export const softDeleted = (accountId: string): ArmError =>
  new ArmError(
    409,
    "FlagMustBeSetForRestore",
    `An existing resource with ID '${accountId}' has been soft-deleted. To restore the resource, you must specify 'restore' ` +
      "to be 'true' in the property. If you don't want to restore existing resource, please purge it first.",
  );

export const nestedResourcesExist = (): ArmError =>
  new ArmError(409, "CannotDeleteResource", "Can not delete resource before nested resources are deleted.");

export const localAuthDisabled = (): ArmError =>
  new ArmError(400, "BadRequest", "Failed to list key. disableLocalAuth is set to be true");

export const deletedAccountNotFound = (name: string): ArmError =>
  new ArmError(404, "ResourceNotFound", `The deleted account '${name}' was not found.`);

/** A property that the resource provider cannot do without. */
export const propertyMissing = (resource: string, property: string): ArmError =>
  new ArmError(400, "InvalidResourceProperties", `${resource} needs ${property}.`);

export const projectsNotAllowed = (account: string): ArmError =>
  new ArmError(
    400,
    "BadRequest",
    `Account '${account}' takes no projects: set allowProjectManagement to true on an account of kind AIServices first.`,
  );

export const scopesNotAnArray = (): ArmError =>
  new ArmError(
    400,
    "ValidationError",
    "The value of 'properties.scopes' could not be converted: an array of strings is expected.",
  );

export const credentialsMissing = (): ArmError =>
  new ArmError(400, "ValidationError", "Credentials Property can't be empty for auth type OAuth2");

/** No page quotes the vendor's words for this one. */
export const connectionNotUpdatable = (name: string): ArmError =>
  new ArmError(
    400,
    "ValidationError",
    `Connection '${name}' uses custom OAuth and cannot be updated; delete it and create it again.`,
  );

export const unauthorized = (): ArmError =>
  new ArmError(
    401,
    "Unauthorized",
    "Unauthorized. Access token is missing, invalid, audience is incorrect (https://ai.azure.com), or have expired.",
  );

export const tenantMismatch = (): ArmError =>
  new ArmError(400, "BadRequest", "Tenant provided in token does not match resource token");

/** Status 401 is what callers report, although the token itself is good. */
export const permissionDenied = (principalId: string, action: string, operation: string): ArmError =>
  new ArmError(
    401,
    "PermissionDenied",
    `The principal \`${principalId}\` lacks the required data action \`${action}\` to perform \`${operation}\` operation. ` +
      "For instructions on granting the necessary permissions, see https://aka.ms/FoundryPermissions.",
  );

export const projectNotFound = (project: string): ArmError =>
  new ArmError(404, "NotFound", `Project ${JSON.stringify(project)} was not found.`);

export const agentNotFound = (name: string): ArmError => new ArmError(404, "not_found", `Agent ${name} doesn't exist`);

export const agentExists = (): ArmError =>
  new ArmError(409, "conflict", "The resource already exists or was modified concurrently. Please retry.");

export const invalidAgent = (reason: string): ArmError => new ArmError(400, "invalid_request_error", reason);

export const apiVersionMissing = (): ArmError =>
  new ArmError(400, "MissingApiVersion", "The api-version query parameter is required.");

export const noSuchOperation = (): ArmError => new ArmError(404, "404", "Resource not found");
