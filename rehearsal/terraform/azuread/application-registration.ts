import { randomUUID } from "node:crypto";
import { objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { booleanAttribute, numberAttribute, requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { describeApplication, requestFailed } from "./errors";
import { bodyOf, graph, objectIdOfApplication, scalar, succeeded } from "./graph";
import { alone } from "./locks";

/**
 * An app registration without its parts.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_registration
 */
export const applicationRegistration: ManagedResourceType = {
  kind: "resource",
  type: "azuread_application_registration",
  replacedBy: [],
  defaults: { requested_access_token_version: 1, sign_in_audience: "AzureADMyOrg" },
  async create(api, planned) {
    const created = await graph(api, "POST", "/applications", propertiesOf(planned));
    if (!succeeded(created)) throw requestFailed("creating", describeApplication(""), created);
    const objectId = textAt(bodyOf(created), "id") ?? "";
    // A name and back: the provider asks whether the new application has reached every copy of the directory.
    for (const displayName of [`TERRAFORM_UPDATE_${randomUUID()}`, requiredText(planned, "display_name")]) {
      const response = await graph(api, "PATCH", `/applications/${objectId}`, { displayName });
      if (!succeeded(response))
        throw requestFailed("failed to patch", `${describeApplication(objectId)} after creating`, response);
    }
    return (await find(api, objectId)) ?? {};
  },
  read: (api, state) => find(api, objectIdOfApplication(requiredText(state, "id"))),
  async update(api, planned, prior) {
    const objectId = objectIdOfApplication(requiredText(prior, "id"));
    await alone(objectId, async () => {
      const response = await graph(api, "PATCH", `/applications/${objectId}`, propertiesOf(planned));
      if (!succeeded(response)) throw requestFailed("updating", describeApplication(objectId), response);
    });
    return (await find(api, objectId)) ?? {};
  },
  async delete(api, state) {
    const objectId = objectIdOfApplication(requiredText(state, "id"));
    const response = await graph(api, "DELETE", `/applications/${objectId}`);
    if (!succeeded(response)) throw requestFailed("deleting", describeApplication(objectId), response);
  },
};

async function find(api: ApiClients, objectId: string): Promise<Attributes | undefined> {
  const response = await graph(api, "GET", `/applications/${objectId}`);
  if (response.status === 404) return undefined;
  if (!succeeded(response)) throw requestFailed("retrieving", describeApplication(objectId), response);
  return attributesOf(bodyOf(response));
}

function propertiesOf(planned: Attributes): JsonObject {
  const claims = textsAttribute(planned, "group_membership_claims");
  return {
    displayName: requiredText(planned, "display_name"),
    description: optional(planned, "description"),
    notes: optional(planned, "notes"),
    serviceManagementReference: optional(planned, "service_management_reference"),
    signInAudience: requiredText(planned, "sign_in_audience"),
    groupMembershipClaims: claims.length === 0 ? null : claims.join(","),
    api: { requestedAccessTokenVersion: numberAttribute(planned, "requested_access_token_version") ?? null },
    info: {
      marketingUrl: optional(planned, "marketing_url"),
      privacyStatementUrl: optional(planned, "privacy_statement_url"),
      supportUrl: optional(planned, "support_url"),
      termsOfServiceUrl: optional(planned, "terms_of_service_url"),
    },
    web: {
      homePageUrl: optional(planned, "homepage_url"),
      logoutUrl: optional(planned, "logout_url"),
      implicitGrantSettings: {
        enableAccessTokenIssuance: booleanAttribute(planned, "implicit_access_token_issuance_enabled") ?? false,
        enableIdTokenIssuance: booleanAttribute(planned, "implicit_id_token_issuance_enabled") ?? false,
      },
    },
  };
}

function attributesOf(application: JsonObject): Attributes {
  const [info, web] = [objectAt(application, "info"), objectAt(application, "web")];
  const implicit = objectAt(web, "implicitGrantSettings");
  const objectId = textAt(application, "id") ?? "";
  return {
    id: `/applications/${objectId}`,
    object_id: objectId,
    client_id: scalar(application["appId"]),
    description: scalar(application["description"]),
    disabled_by_microsoft: scalar(application["disabledByMicrosoftStatus"]) ?? "",
    display_name: scalar(application["displayName"]),
    group_membership_claims: (textAt(application, "groupMembershipClaims") ?? "")
      .split(",")
      .filter((claim) => claim !== ""),
    homepage_url: scalar(web["homePageUrl"]),
    implicit_access_token_issuance_enabled: scalar(implicit["enableAccessTokenIssuance"]),
    implicit_id_token_issuance_enabled: scalar(implicit["enableIdTokenIssuance"]),
    logout_url: scalar(web["logoutUrl"]),
    marketing_url: scalar(info["marketingUrl"]),
    notes: scalar(application["notes"]),
    privacy_statement_url: scalar(info["privacyStatementUrl"]),
    publisher_domain: scalar(application["publisherDomain"]),
    requested_access_token_version: scalar(objectAt(application, "api")["requestedAccessTokenVersion"]),
    service_management_reference: scalar(application["serviceManagementReference"]),
    sign_in_audience: scalar(application["signInAudience"]),
    support_url: scalar(info["supportUrl"]),
    terms_of_service_url: scalar(info["termsOfServiceUrl"]),
  };
}

function optional(planned: Attributes, name: string): string | null {
  const value = textAttribute(planned, name);
  return value === undefined || value === "" ? null : value;
}
