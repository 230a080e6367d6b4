/** Faults at the identity provider: the registration of the client, and who may sign in. */
import { removeBlocks, texts, blockOf } from "./configuration";
import { oktaApp, policyRule } from "./blocks";
import type { Evidence, Fault } from "./fault";

const everywhere: readonly Evidence[] = ["configuration", "plan", "state", "management API", "wire", "log"];

export const identityFaults = {
  "policy-rule-scope-missing": {
    what: "The policy rule that is for the connection does not allow one of the scopes that it requests.",
    shows: 'The page says "Sign in successful" although Okta has refused, and the tools list is empty.',
    fails: "story.one-consent-link",
    layer: "access policy",
    visibleIn: everywhere,
    missingInFiles: ({ sharedServer }) =>
      sharedServer ? "the policies that the authorization server has elsewhere: one may admit the request" : undefined,
    fits: ({ provider }) => provider === "okta",
    cause: {
      kind: "configuration",
      apply: (broken) => {
        const rule = policyRule(broken);
        rule["scope_whitelist"] = texts(rule["scope_whitelist"]).slice(0, -1);
      },
    },
  },
  "redirect-uri-unregistered": {
    what: "The redirect URL of the connection is not registered for its client.",
    shows: "The identity provider shows an error page instead of a sign-in.",
    fails: "story.one-consent-link",
    layer: "identity",
    visibleIn: everywhere,
    cause: {
      kind: "configuration",
      apply: (broken) => {
        const registered =
          broken.setting.provider === "okta"
            ? oktaApp(broken)
            : blockOf(broken.configuration, "azuread_application_redirect_uris", `client-${broken.key}`);
        registered["redirect_uris"] = [
          "https://global.consent.azure-apim.net/redirect/00000000000000000000000000000000",
        ];
      },
    },
  },
  "pkce-demanded": {
    what: "The client demands PKCE, which Foundry does not send.",
    shows: 'The page says "Sign in successful", and the tools list is empty.',
    fails: "story.one-consent-link",
    layer: "identity",
    visibleIn: everywhere,
    fits: ({ provider }) => provider === "okta",
    cause: {
      kind: "configuration",
      apply: (broken) => {
        oktaApp(broken)["pkce_required"] = true;
      },
    },
  },
  "group-not-assigned": {
    what: "The group that the connection is for is not assigned to its client.",
    shows: "Members of the group are refused like anybody else.",
    fails: "story.one-consent-link",
    layer: "access policy",
    visibleIn: everywhere,
    missingInFiles: ({ provider }) =>
      provider === "okta" ? "the assignments that the app has at Okta: some may have been made elsewhere" : undefined,
    fits: ({ forGroups }) => forGroups,
    cause: {
      kind: "configuration",
      apply: ({ configuration, key, setting }) => {
        if (setting.provider === "okta") removeBlocks(configuration, "okta_app_group_assignments", `client-${key}_`);
        else removeBlocks(configuration, "azuread_app_role_assignment", `access-${key}_`);
      },
    },
  },
  "consent-not-grantable": {
    what: "The client demands assignment, and nobody has granted its scopes: people may not consent themselves there.",
    shows: "Entra asks for an administrator's approval, and the tools list is empty.",
    fails: "story.one-consent-link",
    layer: "access policy",
    visibleIn: everywhere,
    fits: ({ provider, forGroups }) => provider === "entra" && forGroups,
    cause: {
      kind: "configuration",
      apply: ({ configuration, key }) =>
        removeBlocks(configuration, "azuread_service_principal_delegated_permission_grant", `access-${key}_api-grant`),
    },
  },
  "clock-skew": {
    what: "The identity provider's clock and the server's are two hours apart.",
    shows: "Sign-in works; then the server takes every fresh token for expired.",
    fails: "story.tools-listed",
    layer: "identity",
    visibleIn: ["wire", "log"],
    missingInFiles: () => "a token and the server's log: no file tells the time of a machine",
    cause: { kind: "clock", skewMilliseconds: -2 * 60 * 60 * 1000 },
  },
} as const satisfies Readonly<Record<string, Fault>>;
