/** Between the attributes of an OpenID Connect app and Okta's representation of it. */
import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import { booleanAttribute, numberAttribute, requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { grantTypesInvalid } from "./errors";
import { scalar, textsOf } from "./requests";

/** The least that each type of app must be granted. */
const requiredGrants: Readonly<Record<string, readonly string[]>> = {
  web: ["authorization_code"],
  native: ["authorization_code"],
  service: ["client_credentials"],
  browser: [],
};

/** Values that the provider fills in. */
export const appDefaults: Attributes = {
  accessibility_self_service: false,
  auto_key_rotation: true,
  auto_submit_toolbar: false,
  consent_method: "TRUSTED",
  hide_ios: true,
  hide_web: true,
  issuer_mode: "ORG_URL",
  login_mode: "DISABLED",
  omit_secret: false,
  refresh_token_leeway: 0,
  refresh_token_rotation: "STATIC",
  status: "ACTIVE",
  token_endpoint_auth_method: "client_secret_basic",
  user_name_template: "${source.login}",
  user_name_template_type: "BUILT_IN",
  wildcard_redirect: "DISABLED",
};

/**
 * The whole app as the provider sends it, for a creation and for every update.
 * @param planned the planned attributes
 * @param secret the secret to send; none where the state should not hold one
 */
export function appBody(planned: Attributes, secret: string | undefined): JsonObject {
  const type = requiredText(planned, "type");
  const authMethod = textAttribute(planned, "token_endpoint_auth_method") ?? "client_secret_basic";
  const clientId = textAttribute(planned, "client_id");
  return {
    name: "oidc_client",
    label: requiredText(planned, "label"),
    signOnMode: "OPENID_CONNECT",
    credentials: {
      oauthClient: {
        ...(clientId === undefined ? {} : { client_id: clientId }),
        ...(secret === undefined ? {} : { client_secret: secret }),
        token_endpoint_auth_method: authMethod,
        autoKeyRotation: booleanAttribute(planned, "auto_key_rotation") ?? true,
        pkce_required:
          booleanAttribute(planned, "pkce_required") ??
          (authMethod === "none" || type === "native" || type === "browser"),
      },
      userNameTemplate: {
        template: textAttribute(planned, "user_name_template") ?? "",
        type: textAttribute(planned, "user_name_template_type") ?? "",
        suffix: textAttribute(planned, "user_name_template_suffix"),
        pushStatus: textAttribute(planned, "user_name_template_push_status"),
      },
    },
    settings: {
      implicitAssignment: booleanAttribute(planned, "implicit_assignment"),
      oauthClient: clientSettings(planned, type),
      notes: { admin: textAttribute(planned, "admin_note"), enduser: textAttribute(planned, "enduser_note") },
    },
    visibility: {
      autoSubmitToolbar: booleanAttribute(planned, "auto_submit_toolbar") ?? false,
      hide: {
        iOS: booleanAttribute(planned, "hide_ios") ?? true,
        web: booleanAttribute(planned, "hide_web") ?? true,
      },
    },
    accessibility: {
      selfService: booleanAttribute(planned, "accessibility_self_service") ?? false,
      errorRedirectUrl: textAttribute(planned, "accessibility_error_redirect_url"),
      loginRedirectUrl: textAttribute(planned, "accessibility_login_redirect_url"),
    },
    ...profileOf(planned),
  };
}

/** Grants that are given must hold what the type of app cannot do without. */
export function checkGrantTypes(planned: Attributes, doing: string): void {
  const type = requiredText(planned, "type");
  const given = textsAttribute(planned, "grant_types");
  const required = requiredGrants[type] ?? [];
  if (given.length > 0 && !required.every((grant) => given.includes(grant))) {
    throw grantTypesInvalid(doing, type, `it should contain ${required.map((grant) => `'${grant}'`).join(", ")}`);
  }
}

function clientSettings(planned: Attributes, type: string): JsonObject {
  const given = textsAttribute(planned, "grant_types");
  const grants = given.length > 0 ? given : (requiredGrants[type] ?? []);
  const responses = textsAttribute(planned, "response_types");
  const loginScopes = textsAttribute(planned, "login_scopes");
  return {
    application_type: type,
    grant_types: grants,
    response_types: responses.length > 0 ? responses : responsesOf(grants),
    redirect_uris: textsAttribute(planned, "redirect_uris"),
    post_logout_redirect_uris: textsAttribute(planned, "post_logout_redirect_uris"),
    consent_method: textAttribute(planned, "consent_method"),
    issuer_mode: textAttribute(planned, "issuer_mode"),
    wildcard_redirect: textAttribute(planned, "wildcard_redirect"),
    client_uri: textAttribute(planned, "client_uri"),
    logo_uri: textAttribute(planned, "logo_uri"),
    tos_uri: textAttribute(planned, "tos_uri"),
    policy_uri: textAttribute(planned, "policy_uri"),
    initiate_login_uri: textAttribute(planned, "login_uri"),
    ...(loginScopes.length === 0
      ? {}
      : { idp_initiated_login: { mode: textAttribute(planned, "login_mode"), default_scope: loginScopes } }),
    ...(grants.includes("refresh_token")
      ? {
          refresh_token: {
            rotation_type: textAttribute(planned, "refresh_token_rotation"),
            leeway: numberAttribute(planned, "refresh_token_leeway") ?? 0,
          },
        }
      : {}),
  };
}

function responsesOf(grants: readonly string[]): readonly string[] {
  return [
    ...(grants.some((grant) => ["implicit", "client_credentials"].includes(grant)) ? ["token"] : []),
    ...(grants.some((grant) => ["password", "authorization_code", "refresh_token"].includes(grant)) ? ["code"] : []),
  ];
}

function profileOf(planned: Attributes): JsonObject {
  const text = textAttribute(planned, "profile");
  const profile: unknown = text === undefined ? undefined : JSON.parse(text);
  return isObject(profile) ? { profile } : {};
}

/** The attributes that an answer tells; the secret is not among them. */
export function appAttributes(app: JsonObject): Attributes {
  const credentials = objectAt(app, "credentials");
  const client = objectAt(credentials, "oauthClient");
  const template = objectAt(credentials, "userNameTemplate");
  const settings = objectAt(app, "settings");
  const oauth = objectAt(settings, "oauthClient");
  const refresh = objectAt(oauth, "refresh_token");
  const login = objectAt(oauth, "idp_initiated_login");
  const accessibility = objectAt(app, "accessibility");
  const visibility = objectAt(app, "visibility");
  const policy = textAt(objectAt(objectAt(app, "_links"), "accessPolicy"), "href") ?? "";
  return {
    id: scalar(app["id"]),
    name: scalar(app["name"]),
    label: scalar(app["label"]),
    status: scalar(app["status"]),
    sign_on_mode: scalar(app["signOnMode"]),
    authentication_policy: policy.slice(policy.lastIndexOf("/") + 1),
    logo_url: "",
    client_id: scalar(client["client_id"]),
    token_endpoint_auth_method: scalar(client["token_endpoint_auth_method"]),
    auto_key_rotation: scalar(client["autoKeyRotation"]),
    pkce_required: scalar(client["pkce_required"]),
    user_name_template: scalar(template["template"]),
    user_name_template_type: scalar(template["type"]),
    user_name_template_suffix: scalar(template["suffix"]),
    user_name_template_push_status: scalar(template["pushStatus"]),
    accessibility_self_service: scalar(accessibility["selfService"]),
    accessibility_error_redirect_url: scalar(accessibility["errorRedirectUrl"]),
    accessibility_login_redirect_url: scalar(accessibility["loginRedirectUrl"]),
    auto_submit_toolbar: scalar(visibility["autoSubmitToolbar"]),
    hide_ios: scalar(objectAt(visibility, "hide")["iOS"]),
    hide_web: scalar(objectAt(visibility, "hide")["web"]),
    admin_note: scalar(objectAt(settings, "notes")["admin"]),
    enduser_note: scalar(objectAt(settings, "notes")["enduser"]),
    implicit_assignment: scalar(settings["implicitAssignment"]),
    type: scalar(oauth["application_type"]),
    grant_types: textsOf(oauth["grant_types"]),
    response_types: textsOf(oauth["response_types"]),
    redirect_uris: textsOf(oauth["redirect_uris"]),
    post_logout_redirect_uris: textsOf(oauth["post_logout_redirect_uris"]),
    consent_method: scalar(oauth["consent_method"]),
    issuer_mode: scalar(oauth["issuer_mode"]),
    wildcard_redirect: scalar(oauth["wildcard_redirect"]),
    client_uri: scalar(oauth["client_uri"]),
    logo_uri: scalar(oauth["logo_uri"]),
    tos_uri: scalar(oauth["tos_uri"]),
    policy_uri: scalar(oauth["policy_uri"]),
    login_uri: scalar(oauth["initiate_login_uri"]),
    ...("mode" in login ? { login_mode: scalar(login["mode"]), login_scopes: textsOf(login["default_scope"]) } : {}),
    ...("rotation_type" in refresh
      ? { refresh_token_rotation: scalar(refresh["rotation_type"]), refresh_token_leeway: scalar(refresh["leeway"]) }
      : {}),
  };
}
