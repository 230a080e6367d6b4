import { objectAt, textAt } from "../../json";
import type { ApiClients, ApiResponse } from "../api-clients";
import { booleanAttribute, requiredText, textAttribute } from "../attributes";
import type { Attributes, ManagedResourceType, PlannedChange } from "../resource-type";
import { appAttributes, appBody, appDefaults, checkGrantTypes } from "./app-oauth-settings";
import { requestFailed, statusOnly } from "./errors";
import { bodyOf, isFailure, listAll, okta, scalar, succeeded } from "./requests";

/**
 * An OpenID Connect app. Every update replaces all of it, the secret included; an app that somebody deleted is an error, not a
 * resource to be created again.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth
 */
export const appOauth: ManagedResourceType = {
  kind: "resource",
  type: "okta_app_oauth",
  replacedBy: ["client_id", "type"],
  defaults: appDefaults,
  plan: replaceToKeepSecret,
  async create(api, planned) {
    checkGrantTypes(planned, "failed to create OAuth application");
    const activate = textAttribute(planned, "status") !== "INACTIVE";
    const body = appBody(planned, textAttribute(planned, "client_basic_secret"));
    const response = await okta(api, "POST", `/apps?activate=${String(activate)}`, body);
    if (!succeeded(response)) throw statusOnly("failed to create OAuth application", response);
    await assignAccessPolicy(api, textAt(bodyOf(response), "id") ?? "", planned);
    return withSecret(response, planned);
  },
  async read(api, state) {
    const response = await okta(api, "GET", `/apps/${requiredText(state, "id")}`);
    if (!succeeded(response)) throw statusOnly("failed to get OAuth application", response);
    return appAttributes(bodyOf(response));
  },
  async update(api, planned, prior) {
    const id = requiredText(prior, "id");
    await changeStatus(api, id, planned, prior);
    checkGrantTypes(planned, "failed to update OAuth application");
    const response = await okta(api, "PUT", `/apps/${id}`, appBody(planned, secretToSend(planned, prior)));
    if (!succeeded(response)) throw statusOnly("failed to update OAuth application", response);
    await assignAccessPolicy(api, id, planned);
    return withSecret(response, planned);
  },
  async delete(api, state) {
    const path = `/apps/${requiredText(state, "id")}`;
    if (textAttribute(state, "status") === "ACTIVE") {
      const deactivated = await okta(api, "POST", `${path}/lifecycle/deactivate`);
      if (!succeeded(deactivated)) throw requestFailed("failed to delete OAuth application", deactivated);
    }
    const deleted = await okta(api, "DELETE", path);
    if (!succeeded(deleted)) throw requestFailed("failed to delete OAuth application", deleted);
  },
};

/** A secret that the state does not hold cannot be had again: the app is made anew. */
function replaceToKeepSecret({
  prior,
  planned,
  replacedBy,
}: PlannedChange): Pick<PlannedChange, "planned" | "replacedBy"> {
  const omitted = prior !== undefined && booleanAttribute(prior, "omit_secret") === true;
  const wanted = booleanAttribute(planned, "omit_secret") !== true;
  return { planned, replacedBy: omitted && wanted ? [...replacedBy, "omit_secret"] : replacedBy };
}

/** An omitted secret is sent as an empty one, as the provider does. */
function secretToSend(planned: Attributes, prior: Attributes): string | undefined {
  if (booleanAttribute(planned, "omit_secret") === true) return "";
  return textAttribute(planned, "client_basic_secret") ?? textAttribute(prior, "client_secret");
}

/** The secret is known from the answer that sets it, and from no other. */
function withSecret(response: ApiResponse, planned: Attributes): Attributes {
  const app = bodyOf(response);
  const secret = scalar(objectAt(objectAt(app, "credentials"), "oauthClient")["client_secret"]);
  const isOmitted = booleanAttribute(planned, "omit_secret") === true;
  return { ...appAttributes(app), client_secret: isOmitted ? "" : secret };
}

async function changeStatus(api: ApiClients, id: string, planned: Attributes, prior: Attributes): Promise<void> {
  const status = textAttribute(planned, "status");
  if (status === textAttribute(prior, "status")) return;
  const step = status === "INACTIVE" ? "deactivate" : "activate";
  const response = await okta(api, "POST", `/apps/${id}/lifecycle/${step}`);
  if (!succeeded(response)) throw requestFailed(`failed to ${step} OAuth application`, response);
}

/** The policy that is asked for, or the organization's own; service apps have none. */
async function assignAccessPolicy(api: ApiClients, id: string, planned: Attributes): Promise<void> {
  if (textAttribute(planned, "type") === "service") return;
  const policy = textAttribute(planned, "authentication_policy") ?? (await defaultAccessPolicy(api));
  if (policy === undefined) return;
  const response = await okta(api, "PUT", `/apps/${id}/policies/${policy}`);
  if (!succeeded(response)) {
    throw requestFailed("failed to set authentication policy for an OAuth application", response);
  }
}

async function defaultAccessPolicy(api: ApiClients): Promise<string | undefined> {
  const policies = await listAll(api, "/policies?type=ACCESS_POLICY");
  if (isFailure(policies)) {
    throw requestFailed("failed to set authentication policy for an OAuth application", policies);
  }
  const found = policies.find((policy) => policy["system"] === true);
  return found && textAt(found, "id");
}
