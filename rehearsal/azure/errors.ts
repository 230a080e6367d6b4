/**
 * Every error that Resource Manager and its resource providers answer with here, in their own codes and words.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */

/** An error in the form `{ error: { code, message } }`. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  /** Response headers. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** The body of the answer. */
  get body(): { readonly error: { readonly code: string; readonly message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}

const challenge = (tenantId: string | undefined, error: string): Readonly<Record<string, string>> => ({
  "www-authenticate": `Bearer authorization_uri="https://login.microsoftonline.com/${tenantId ?? "common"}", error="invalid_token", error_description="${error}"`,
});

export const authenticationMissing = (): ArmError =>
  new ArmError(
    401,
    "AuthenticationFailed",
    "Authentication failed. The 'Authorization' header is missing.",
    challenge(undefined, "The authentication failed because of missing 'Authorization' header."),
  );

export const invalidToken = (): ArmError =>
  new ArmError(
    401,
    "InvalidAuthenticationToken",
    "The access token is invalid.",
    challenge(undefined, "The access token is invalid."),
  );

export const wrongTenant = (tokenTenant: string, subscriptionTenant: string): ArmError => {
  const login = `https://login.microsoftonline.com/${subscriptionTenant}`;
  const message =
    `The access token is from the wrong issuer 'https://sts.windows.net/${tokenTenant}/'. ` +
    `It must match the tenant 'https://sts.windows.net/${subscriptionTenant}/' associated with this subscription. ` +
    `Please use the authority (URL) '${login}' to get the token. Note, if the subscription is transferred to another ` +
    "tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). " +
    "If you just transferred your subscription and see this error message, please try back later.";
  return new ArmError(
    401,
    "InvalidAuthenticationTokenTenant",
    message,
    challenge(subscriptionTenant, "The access token is from the wrong tenant."),
  );
};

export const apiVersionMissing = (): ArmError =>
  new ArmError(
    400,
    "MissingApiVersionParameter",
    "The api-version query parameter (?api-version=) is required for all requests.",
  );

export const notAuthorized = (clientId: string, objectId: string, action: string, scope: string): ArmError =>
  new ArmError(
    403,
    "AuthorizationFailed",
    `The client '${clientId}' with object id '${objectId}' does not have authorization to perform action '${action}' ` +
      `over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );

export const subscriptionNotFound = (subscription: string): ArmError =>
  new ArmError(404, "SubscriptionNotFound", `The subscription '${subscription}' could not be found.`);

export const resourceGroupNotFound = (name: string): ArmError =>
  new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);

export const invalidResourceGroupLocation = (name: string, existing: string, wanted: string): ArmError =>
  new ArmError(
    409,
    "InvalidResourceGroupLocation",
    `Invalid resource group location '${wanted}'. The Resource group '${name}' already exists in location '${existing}'.`,
  );

export const locationRequired = (): ArmError =>
  new ArmError(400, "LocationRequired", "The location property is required for this definition.");

export const invalidResourceLocation = (
  name: string,
  resourceGroup: string,
  existing: string,
  wanted: string,
): ArmError =>
  new ArmError(
    409,
    "InvalidResourceLocation",
    `The resource '${name}' already exists in location '${existing}' in resource group '${resourceGroup}'. A resource with ` +
      `the same name cannot be created in location '${wanted}'. Please select a new resource name.`,
  );

export const resourceNotFound = (typeAndName: string, resourceGroup: string): ArmError =>
  new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${typeAndName}' under resource group '${resourceGroup}' was not found. ` +
      "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  );

export const parentResourceNotFound = (verb: string, childType: string, parentId: string): ArmError =>
  new ArmError(
    404,
    "ParentResourceNotFound",
    `Failed to perform '${verb}' on resource(s) of type '${childType}', because the parent resource '${parentId}' could not be found.`,
  );

export const invalidResourceNamespace = (namespace: string): ArmError =>
  new ArmError(404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`);

export const invalidResourceType = (
  namespace: string,
  type: string,
  apiVersion: string,
  supported: readonly string[] = [],
): ArmError =>
  new ArmError(
    404,
    "InvalidResourceType",
    `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${apiVersion}'.` +
      (supported.length === 0 ? "" : ` The supported api-versions are '${supported.join(",")}'.`),
  );

export const subscriptionNotRegistered = (namespace: string): ArmError =>
  new ArmError(
    409,
    "MissingSubscriptionRegistration",
    `The subscription is not registered to use namespace '${namespace}'. ` +
      "See https://aka.ms/rps-not-found for how to register subscriptions.",
  );

export const invalidRequestContent = (reason: string): ArmError =>
  new ArmError(
    400,
    "InvalidRequestContent",
    `The request content was invalid and could not be deserialized: '${reason}'.`,
  );

export const invalidResourceName = (name: string, type: string, allowed: string): ArmError =>
  new ArmError(
    400,
    "InvalidResourceName",
    `Resource name ${JSON.stringify(name)} of type '${type}' is invalid. ${allowed}`,
  );

export const invalidFilter = (filter: string): ArmError =>
  new ArmError(
    400,
    "InvalidFilterInQueryString",
    `Invalid $filter ${JSON.stringify(filter)} specified in the query string.`,
  );

export const methodNotAllowed = (method: string): ArmError =>
  new ArmError(405, "HttpMethodNotSupported", `The resource does not support http method '${method}'.`);

export const identityNotFound = (resourceId: string, identityId: string): ArmError =>
  new ArmError(
    400,
    "FailedIdentityOperation",
    `Identity operation for resource '${resourceId}' failed with error 'Failed to perform resource identity operation. ` +
      `Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest","message":"Resource '${identityId}' was not found."}}'.'.`,
  );

export const storageAccountNameInvalid = (name: string): ArmError =>
  new ArmError(
    400,
    "AccountNameInvalid",
    `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length ` +
      "and use numbers and lower-case letters only.",
  );

export const storageAccountTaken = (name: string): ArmError =>
  new ArmError(409, "StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`);

export const containerNameInvalid = (): ArmError =>
  new ArmError(400, "InvalidResourceName", "The specifed resource name contains invalid characters.");

export const siteNameTaken = (name: string): ArmError =>
  new ArmError(409, "Conflict", `Website with given name ${name} already exists.`);

export const serverFarmNotFound = (name: string): ArmError =>
  new ArmError(404, "NotFound", `Cannot find ServerFarm with name ${name}.`);

export const serverFarmInUse = (name: string, sites: readonly string[]): ArmError =>
  new ArmError(
    409,
    "Conflict",
    `Server farm '${name}' cannot be deleted because it has web app(s) ${sites.join(", ")} assigned to it.`,
  );

export const principalNotFound = (principalId: string, tenantId: string): ArmError =>
  new ArmError(
    400,
    "PrincipalNotFound",
    `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${tenantId}. Check that you have the ` +
      "correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be " +
      "related to a replication delay. In this case, set the role assignment principalType property to a value, such as " +
      "ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype",
  );

export const unmatchedPrincipalType = (principalId: string, actual: string, wanted: string): ArmError =>
  new ArmError(
    400,
    "UnmatchedPrincipalType",
    // The misspelt word is the vendor's.
    `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${actual}' , which is different from specified PrinciaplType '${wanted}'.`,
  );

export const roleAssignmentExists = (name: string): ArmError =>
  new ArmError(
    409,
    "RoleAssignmentExists",
    `The role assignment already exists. The ID of the existing role assignment is ${name.replaceAll("-", "")}.`,
  );

export const roleAssignmentNotUpdatable = (): ArmError =>
  new ArmError(
    400,
    "RoleAssignmentUpdateNotPermitted",
    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
  );

export const roleAssignmentNotFound = (name: string): ArmError =>
  new ArmError(404, "RoleAssignmentNotFound", `The role assignment '${name}' is not found.`);

export const invalidRoleAssignmentId = (name: string): ArmError =>
  new ArmError(
    400,
    "InvalidRoleAssignmentId",
    `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
  );

export const roleDefinitionMissing = (id: string): ArmError =>
  new ArmError(
    400,
    "RoleDefinitionDoesNotExist",
    `The specified role definition with ID '${id.replaceAll("-", "")}' does not exist.`,
  );

export const roleDefinitionNotFound = (id: string): ArmError =>
  new ArmError(404, "RoleDefinitionNotFound", `The role definition '${id}' is not found.`);

/** A mistake of this cloud itself; what it was stays inside. */
export const internalServerError = (): ArmError =>
  new ArmError(500, "InternalServerError", "Encountered internal server error.");
