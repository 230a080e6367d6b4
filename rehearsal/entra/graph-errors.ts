/**
 * Errors of Microsoft Graph, named. Codes and texts are those that Graph is documented or observed to answer with; where only
 * the pattern of a text is known ("Invalid value specified for property …"), the pattern is filled in.
 * @see https://learn.microsoft.com/graph/errors
 */

/** A detail of a Graph error. */
export interface GraphErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target: string;
}

/** An error that Graph answers a request with. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly GraphErrorDetail[];

  constructor(status: number, code: string, message: string, details: readonly GraphErrorDetail[] = []) {
    super(message);
    this.name = "GraphError";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** A request that the service understands and refuses. */
function badRequest(message: string, ...details: readonly GraphErrorDetail[]): GraphError {
  return new GraphError(400, "Request_BadRequest", message, details);
}

/** No `Authorization` header, or no bearer token in it. */
export function tokenMissing(): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", "Access token is empty.");
}

/** A token that is expired, wrongly signed or meant for another resource. */
export function tokenInvalid(): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", "Access token validation failure.");
}

/** A token that lets its holder do less than this API does here. */
export function privilegesInsufficient(): GraphError {
  return new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}

/** A token of an application that lacks a permission which this API names. */
export function permissionMissing(permissions: readonly string[]): GraphError {
  return new GraphError(
    403,
    "Authentication_MSGraphPermissionMissing",
    `The principal does not have required Microsoft Graph permission(s): ${permissions.join(",")} to call this API. For more ` +
      "information about Microsoft Graph permissions, please visit https://learn.microsoft.com/graph/permissions-reference.",
  );
}

/** A person without a role that reads reports. */
export function roleMissing(): GraphError {
  return new GraphError(403, "Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles");
}

/** A tenant without Entra ID P1 asked for its sign-ins. */
export function licenseMissing(): GraphError {
  return new GraphError(
    403,
    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}

/** A path that no entity set of the API has. */
export function segmentNotFound(segment: string): GraphError {
  return new GraphError(400, "BadRequest", `Resource not found for the segment '${segment}'.`);
}

/** A body that is no JSON object. */
export function bodyUnreadable(): GraphError {
  return new GraphError(
    400,
    "BadRequest",
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  );
}

/** An object that is not, or no longer, in the tenant. */
export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** A property that the type does not have. */
export function invalidProperty(property: string): GraphError {
  return badRequest(`Invalid property '${property}'.`);
}

/** A value that the property does not take. */
export function invalidValue(property: string, resource: string): GraphError {
  return badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`);
}

/** A property that must be given and is not. */
export function valueRequired(property: string, resource: string): GraphError {
  return badRequest(`A value is required for property '${property}' of resource '${resource}'.`);
}

/** Two scopes or roles of one application with the same id or value. */
export function duplicateValues(property: string): GraphError {
  const message = "Request contains a property with duplicate values.";
  return badRequest(message, { code: "DuplicateValue", message, target: property });
}

/** An enabled scope or role that a change would remove or rename. */
export function entitlementEnabled(): GraphError {
  return new GraphError(
    400,
    "CannotDeleteOrUpdateEnabledEntitlement",
    "Permission (scope or role) cannot be deleted or updated unless disabled first.",
  );
}

/** An identifier URI that another application of the tenant has. */
export function identifierUriTaken(): GraphError {
  const message = "Another object with the same value for property identifierUris already exists.";
  return badRequest(message, { code: "ObjectConflict", message, target: "identifierUris" });
}

/**
 * An identifier URI that the tenant's app management policy does not admit.
 * @see https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions
 */
export function identifierUriRefused(uri: string): GraphError {
  return badRequest(
    `Failed to add identifier URI ${uri}. All newly added URIs must contain a tenant verified domain, tenant ID, or app ID, ` +
      "as per the default tenant policy of your organization. See https://aka.ms/identifier-uri-addition-error for more " +
      "information on this error.",
  );
}

/** A password that ends before it starts. */
export function endDateInvalid(): GraphError {
  return new GraphError(400, "KeyCredentialsInvalidEndDate", "Key credential end date is invalid.");
}

/** A password to be removed that the application does not have. */
export function passwordNotFound(): GraphError {
  return badRequest("No password credential found with keyId.");
}

/** A service principal for a client id that no application has. */
export function noBackingApplication(appId: string): GraphError {
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
  return badRequest(message, { code: "NoBackingApplicationObject", message, target: "appId" });
}

/** A second service principal for one application. */
export function servicePrincipalExists(appId: string): GraphError {
  const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
  return new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", message, [
    { code: "ObjectConflict", message, target: "servicePrincipalNames" },
  ]);
}

/** A second grant for the same client, resource and consent type. */
export function grantExists(): GraphError {
  return new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.");
}

/** A grant for an API that has no service principal in the tenant. */
export function grantResourceNotFound(): GraphError {
  return badRequest("Specified resourceId was not found.");
}

/** A scope or role that the API does not expose. */
export function permissionNotFound(appId: string): GraphError {
  return badRequest(`Permission being assigned was not found on application '${appId}'.`);
}

/** The same role given to the same principal twice. */
export function assignmentExists(): GraphError {
  return badRequest("Permission being assigned already exists on the object");
}

/** An owner that is one already. */
export function referenceExists(reference: string): GraphError {
  return badRequest(
    `One or more added object references already exist for the following modified properties: '${reference}'.`,
  );
}

/** A filter that names a property the type does not have. */
export function filterPropertyUnknown(property: string, type: string): GraphError {
  return new GraphError(
    400,
    "BadRequest",
    `Invalid filter clause: Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`,
  );
}

/** A filter outside the grammar that this service reads. */
export function filterUnsupported(): GraphError {
  return new GraphError(400, "Request_UnsupportedQuery", "Unsupported Query.");
}
