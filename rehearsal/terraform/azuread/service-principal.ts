import { randomUUID } from "node:crypto";
import { objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { booleanAttribute, requiredText, singleBlock, textAttribute, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType, TerraformValue } from "../resource-type";
import { couldNot, existsAlready } from "./errors";
import { bodyOf, filtered, graph, lastSegment, objectsOf, quoted, scalar, succeeded, textsOf, valuesOf } from "./graph";

const type = "azuread_service_principal";

/**
 * The service principal of an application in the provider's tenant. The caller becomes its owner, and is taken out again unless
 * `owners` lists it.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/service_principal
 */
export const servicePrincipal: ManagedResourceType = {
  kind: "resource",
  type,
  replacedBy: ["client_id"],
  defaults: { account_enabled: true },
  async create(api, planned) {
    const clientId = requiredText(planned, "client_id");
    const existing = await graph(api, "GET", filtered("servicePrincipals", `appId eq ${quoted(clientId)}`));
    if (!succeeded(existing)) throw couldNot("Could not list existing service principals", existing);
    const [found] = valuesOf(existing);
    if (found !== undefined) {
      const id = `/servicePrincipals/${textAt(found, "id") ?? ""}`;
      if (booleanAttribute(planned, "use_existing") !== true) throw existsAlready(type, id);
      return update(api, lastSegment(id), planned, undefined);
    }
    const objectId = await createNew(api, planned, clientId);
    return (await find(api, objectId)) ?? {};
  },
  read: (api, state) => find(api, lastSegment(requiredText(state, "id"))),
  update: (api, planned, prior) => update(api, lastSegment(requiredText(prior, "id")), planned, prior),
  async delete(api, state) {
    const objectId = lastSegment(requiredText(state, "id"));
    const response = await graph(api, "DELETE", `/servicePrincipals/${objectId}`);
    if (!succeeded(response) && booleanAttribute(state, "use_existing") !== true) {
      throw couldNot(
        `Deleting service principal with object ID ${JSON.stringify(objectId)}, got status ${response.status}`,
        response,
      );
    }
  },
};

/** Reads a service principal with its owners. */
async function find(api: ApiClients, objectId: string): Promise<Attributes | undefined> {
  const response = await graph(api, "GET", `/servicePrincipals/${objectId}`);
  if (response.status === 404) return undefined;
  if (!succeeded(response)) {
    throw couldNot(`retrieving service principal with object ID: ${JSON.stringify(objectId)}`, response);
  }
  return { ...servicePrincipalAttributes(bodyOf(response)), owners: await ownersOf(api, objectId) };
}

async function createNew(api: ApiClients, planned: Attributes, clientId: string): Promise<string> {
  const caller = api.signedIn.objectId;
  const owners = textsAttribute(planned, "owners");
  const first = [caller, ...owners.filter((owner) => owner !== caller)];
  const created = await graph(api, "POST", "/servicePrincipals", {
    ...propertiesOf(planned),
    appId: clientId,
    // Replaced at once: the provider asks whether the new object has reached every copy of the directory.
    description: `TERRAFORM_UPDATE_${randomUUID()}`,
    "owners@odata.bind": first.map(reference),
  });
  if (!succeeded(created)) throw couldNot("Could not create service principal", created);
  const objectId = textAt(bodyOf(created), "id") ?? "";
  const { description = null } = propertiesOf(planned);
  const patched = await graph(api, "PATCH", `/servicePrincipals/${objectId}`, { description });
  if (!succeeded(patched)) throw couldNot("Failed to patch service principal after creating", patched);
  if (!owners.includes(caller)) await removeOwner(api, objectId, caller);
  return objectId;
}

async function update(
  api: ApiClients,
  objectId: string,
  planned: Attributes,
  prior: Attributes | undefined,
): Promise<Attributes> {
  const response = await graph(api, "PATCH", `/servicePrincipals/${objectId}`, propertiesOf(planned));
  if (!succeeded(response)) {
    throw couldNot(`Updating service principal with object ID: ${JSON.stringify(objectId)}`, response);
  }
  const wanted = textsAttribute(planned, "owners");
  const known = prior === undefined ? [] : textsAttribute(prior, "owners");
  if (wanted.length > 0 && [...wanted].sort().join() !== [...known].sort().join()) {
    await replaceOwners(api, objectId, wanted);
  }
  return (await find(api, objectId)) ?? {};
}

async function replaceOwners(api: ApiClients, objectId: string, wanted: readonly string[]): Promise<void> {
  const current = await ownersOf(api, objectId);
  for (const owner of wanted.filter((one) => !current.includes(one))) {
    const path = `/servicePrincipals/${objectId}/owners/$ref`;
    const response = await graph(api, "POST", path, { "@odata.id": reference(owner) });
    if (!succeeded(response)) {
      throw couldNot(`Could not add owners to service principal with object ID: ${JSON.stringify(objectId)}`, response);
    }
  }
  for (const owner of current.filter((one) => !wanted.includes(one))) {
    await removeOwner(api, objectId, owner);
  }
}

async function removeOwner(api: ApiClients, objectId: string, owner: string): Promise<void> {
  const response = await graph(api, "DELETE", `/servicePrincipals/${objectId}/owners/${owner}/$ref`);
  if (!succeeded(response)) {
    throw couldNot(
      `Could not remove initial owner from service principal with object ID: ${JSON.stringify(objectId)}`,
      response,
    );
  }
}

async function ownersOf(api: ApiClients, objectId: string): Promise<readonly string[]> {
  const response = await graph(api, "GET", `/servicePrincipals/${objectId}/owners`);
  if (!succeeded(response)) {
    throw couldNot(
      `Could not retrieve owners for service principal with object ID ${JSON.stringify(objectId)}`,
      response,
    );
  }
  return valuesOf(response).flatMap((owner) => textAt(owner, "id") ?? []);
}

function reference(objectId: string): string {
  return `https://graph.microsoft.com/v1.0/directoryObjects/${objectId}`;
}

function propertiesOf(planned: Attributes): JsonObject {
  const relayState = textAttribute(singleBlock(planned, "saml_single_sign_on") ?? {}, "relay_state");
  return {
    accountEnabled: booleanAttribute(planned, "account_enabled") ?? true,
    alternativeNames: textsAttribute(planned, "alternative_names"),
    appRoleAssignmentRequired: booleanAttribute(planned, "app_role_assignment_required") ?? false,
    description: optional(planned, "description"),
    loginUrl: optional(planned, "login_url"),
    notes: optional(planned, "notes"),
    notificationEmailAddresses: textsAttribute(planned, "notification_email_addresses"),
    preferredSingleSignOnMode: optional(planned, "preferred_single_sign_on_mode"),
    samlSingleSignOnSettings: relayState === undefined ? null : { relayState },
    tags: textsAttribute(planned, "tags"),
  };
}

/** The attributes that the resource and the data source share. */
export function servicePrincipalAttributes(principal: JsonObject): Attributes {
  const objectId = textAt(principal, "id") ?? "";
  const roles = objectsOf(principal["appRoles"]);
  const scopes = objectsOf(principal["oauth2PermissionScopes"]);
  const relayState = scalar(objectAt(principal, "samlSingleSignOnSettings")["relayState"]);
  return {
    id: `/servicePrincipals/${objectId}`,
    object_id: objectId,
    client_id: scalar(principal["appId"]),
    account_enabled: scalar(principal["accountEnabled"]),
    alternative_names: textsOf(principal["alternativeNames"]),
    app_role_assignment_required: scalar(principal["appRoleAssignmentRequired"]),
    app_role_ids: idsByValue(roles),
    app_roles: roles.map(roleAttributes),
    application_tenant_id: scalar(principal["appOwnerOrganizationId"]),
    description: scalar(principal["description"]),
    display_name: scalar(principal["displayName"]),
    homepage_url: scalar(principal["homepage"]) ?? "",
    login_url: scalar(principal["loginUrl"]),
    logout_url: scalar(principal["logoutUrl"]) ?? "",
    notes: scalar(principal["notes"]),
    notification_email_addresses: textsOf(principal["notificationEmailAddresses"]),
    oauth2_permission_scope_ids: idsByValue(scopes),
    oauth2_permission_scopes: scopes.map(scopeAttributes),
    preferred_single_sign_on_mode: scalar(principal["preferredSingleSignOnMode"]),
    redirect_uris: textsOf(principal["replyUrls"]),
    saml_metadata_url: "",
    saml_single_sign_on: relayState === null ? [] : [{ relay_state: relayState }],
    service_principal_names: textsOf(principal["servicePrincipalNames"]).filter((name) => name !== principal["appId"]),
    sign_in_audience: scalar(principal["signInAudience"]),
    tags: textsOf(principal["tags"]),
    type: scalar(principal["servicePrincipalType"]),
  };
}

function idsByValue(permissions: readonly JsonObject[]): Attributes {
  const entries = permissions.map(
    (permission) => [textAt(permission, "value") ?? "", scalar(permission["id"])] as const,
  );
  return Object.fromEntries(entries.filter(([value]) => value !== ""));
}

function roleAttributes(role: JsonObject): TerraformValue {
  return {
    allowed_member_types: textsOf(role["allowedMemberTypes"]),
    description: scalar(role["description"]),
    display_name: scalar(role["displayName"]),
    enabled: scalar(role["isEnabled"]),
    id: scalar(role["id"]),
    value: scalar(role["value"]),
  };
}

function scopeAttributes(scope: JsonObject): TerraformValue {
  return {
    admin_consent_description: scalar(scope["adminConsentDescription"]),
    admin_consent_display_name: scalar(scope["adminConsentDisplayName"]),
    enabled: scalar(scope["isEnabled"]),
    id: scalar(scope["id"]),
    type: scalar(scope["type"]),
    user_consent_description: scalar(scope["userConsentDescription"]),
    user_consent_display_name: scalar(scope["userConsentDisplayName"]),
    value: scalar(scope["value"]),
  };
}

function optional(planned: Attributes, name: string): string | null {
  const value = textAttribute(planned, name);
  return value === undefined || value === "" ? null : value;
}
