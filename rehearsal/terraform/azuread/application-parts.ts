/** The parts of an application that a deployment makes use of. */
import { type JsonObject, objectAt, textAt } from "../../json";
import { requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { applicationPart } from "./application-part";
import { objectsOf, scalar, textsOf } from "./graph";

/** @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_identifier_uri */
export const applicationIdentifierUri = applicationPart<string>({
  type: "azuread_application_identifier_uri",
  replacedBy: ["application_id", "identifier_uri"],
  changeable: false,
  noun: "identifier URI",
  key: (planned) => requiredText(planned, "identifier_uri"),
  keyOf: (element) => element,
  id: (application, uri) => `/applications/${application}/identifierUris/${encodeURIComponent(encoded(uri))}`,
  describe: (application, uri) =>
    `Application IdentifierUri (Application ID: ${JSON.stringify(application)}, IdentifierUri ID: ${JSON.stringify(encoded(uri))})`,
  elements: (application) => textsOf(application["identifierUris"]),
  element: (planned) => requiredText(planned, "identifier_uri"),
  change: (identifierUris) => ({ identifierUris }),
  attributes: (element) => ({ identifier_uri: element }),
});

/** @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_permission_scope */
export const applicationPermissionScope = applicationPart<JsonObject>({
  type: "azuread_application_permission_scope",
  replacedBy: ["application_id", "scope_id"],
  defaults: { type: "User" },
  changeable: true,
  noun: "permission scope",
  key: (planned) => requiredText(planned, "scope_id"),
  keyOf: (element) => textAt(element, "id") ?? "",
  id: (application, scope) => `/applications/${application}/permissionScopes/${scope}`,
  describe: (application, scope) =>
    `Permission Scope (Application ID: ${JSON.stringify(application)}, Scope ID: ${JSON.stringify(scope)})`,
  elements: (application) => objectsOf(objectAt(application, "api")["oauth2PermissionScopes"]),
  element: (planned) => ({
    id: requiredText(planned, "scope_id"),
    isEnabled: true,
    value: requiredText(planned, "value"),
    type: requiredText(planned, "type"),
    adminConsentDescription: requiredText(planned, "admin_consent_description"),
    adminConsentDisplayName: requiredText(planned, "admin_consent_display_name"),
    userConsentDescription: textAttribute(planned, "user_consent_description") ?? "",
    userConsentDisplayName: textAttribute(planned, "user_consent_display_name") ?? "",
  }),
  change: (oauth2PermissionScopes) => ({ api: { oauth2PermissionScopes } }),
  attributes: (element) => ({
    value: scalar(element["value"]),
    type: scalar(element["type"]),
    admin_consent_description: scalar(element["adminConsentDescription"]),
    admin_consent_display_name: scalar(element["adminConsentDisplayName"]),
    user_consent_description: scalar(element["userConsentDescription"]),
    user_consent_display_name: scalar(element["userConsentDisplayName"]),
  }),
  disabled: (element) => ({ ...element, isEnabled: false }),
});

/** @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_pre_authorized */
export const applicationPreAuthorized = applicationPart<JsonObject>({
  type: "azuread_application_pre_authorized",
  replacedBy: ["application_id", "authorized_client_id"],
  changeable: true,
  noun: "pre-authorized application",
  key: (planned) => requiredText(planned, "authorized_client_id"),
  keyOf: (element) => textAt(element, "appId") ?? "",
  id: (application, client) => `${application}/preAuthorizedApplication/${client}`,
  describe: (application, client) =>
    `pre-authorized application ${JSON.stringify(client)} for application with object ID ${JSON.stringify(application)}`,
  elements: (application) => objectsOf(objectAt(application, "api")["preAuthorizedApplications"]),
  element: (planned) => ({
    appId: requiredText(planned, "authorized_client_id"),
    delegatedPermissionIds: textsAttribute(planned, "permission_ids"),
  }),
  change: (preAuthorizedApplications) => ({ api: { preAuthorizedApplications } }),
  attributes: (element) => ({ permission_ids: textsOf(element["delegatedPermissionIds"]) }),
});

/** @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_api_access */
export const applicationApiAccess = applicationPart<JsonObject>({
  type: "azuread_application_api_access",
  replacedBy: ["application_id", "api_client_id"],
  changeable: true,
  noun: "API",
  key: (planned) => requiredText(planned, "api_client_id"),
  keyOf: (element) => textAt(element, "resourceAppId") ?? "",
  id: (application, client) => `/applications/${application}/apiAccess/${client}`,
  describe: (application, client) =>
    `Application API Access (Application ID: ${JSON.stringify(application)}, API Client ID: ${JSON.stringify(client)})`,
  elements: (application) => objectsOf(application["requiredResourceAccess"]),
  element: (planned) => ({
    resourceAppId: requiredText(planned, "api_client_id"),
    resourceAccess: [...accesses(planned, "role_ids", "Role"), ...accesses(planned, "scope_ids", "Scope")],
  }),
  change: (requiredResourceAccess) => ({ requiredResourceAccess }),
  attributes: (element) => ({ role_ids: idsOf(element, "Role"), scope_ids: idsOf(element, "Scope") }),
});

function accesses(planned: Attributes, attribute: string, type: "Role" | "Scope"): readonly JsonObject[] {
  return textsAttribute(planned, attribute).map((id) => ({ id, type }));
}

function idsOf(element: JsonObject, type: "Role" | "Scope"): readonly string[] {
  const accesses = objectsOf(element["resourceAccess"]).filter((access) => access["type"] === type);
  return accesses.flatMap((access) => textAt(access, "id") ?? []);
}

function encoded(uri: string): string {
  return Buffer.from(uri).toString("base64");
}
