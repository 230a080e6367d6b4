/** Faults of the connection: what Foundry was told is not what the others expect. */
import { textOf } from "./configuration";
import { accessBlock, connectionCredentials, connectionProperties, dropApiScopes, dropRequested } from "./blocks";
import type { Evidence, Fault } from "./fault";

const everywhere: readonly Evidence[] = ["configuration", "plan", "state", "management API", "wire", "log"];
/** Credentials are write-only: no plan, no state and no answer holds them. */
const credentials: readonly Evidence[] = ["configuration", "wire", "log"];

export const connectionFaults = {
  "connection-scopes-empty": {
    what: "The connection requests no scopes.",
    shows:
      'The consent link comes twice, each time the page says "Sign in successful", then the tools list is empty and the model invents an answer.',
    fails: "story.one-consent-link",
    layer: "connection",
    visibleIn: everywhere,
    firstSeenAt: ({ provider }) => provider === "okta",
    cause: {
      kind: "configuration",
      apply: (broken) => {
        connectionProperties(broken)["scopes"] = [];
      },
    },
  },
  "connection-scope-missing": {
    what: "The connection requests what signs somebody in, and not the scopes of its tools; at Entra the grant lacks them too.",
    shows: "Sign-in works; then the server refuses the token or the tool, and the model invents an answer.",
    fails: "story.tools-listed",
    failsBehindExtension: "story.called-as-person",
    layer: "connection",
    visibleIn: everywhere,
    cause: {
      kind: "configuration",
      apply: (broken) => {
        dropApiScopes(broken);
        // Entra puts every granted scope into the token, requested or not: from the connection alone the wire would show nothing.
        if (broken.setting.provider === "entra") {
          accessBlock(broken, "api-grant")["claim_values"] = [];
        }
      },
    },
  },
  "secret-missing": {
    what: "The connection has no client secret.",
    shows:
      'The page says "Sign in successful", and the tools list stays empty: Foundry has no PKCE and cannot redeem the code.',
    fails: "story.one-consent-link",
    layer: "connection",
    visibleIn: credentials,
    cause: {
      kind: "configuration",
      apply: (broken) => {
        connectionCredentials(broken)["clientSecret"] = "";
      },
    },
  },
  "secret-wrong": {
    what: "The connection has a secret that is not its client's.",
    shows: 'The page says "Sign in successful", and the tools list stays empty.',
    fails: "story.one-consent-link",
    layer: "connection",
    visibleIn: credentials,
    cause: {
      kind: "configuration",
      apply: (broken) => {
        connectionCredentials(broken)["clientSecret"] = "a-secret-of-some-other-client";
      },
    },
  },
  "offline-access-missing": {
    what: "The connection does not request offline_access, so it gets no refresh token.",
    shows: "Everything works, until the access token expires.",
    fails: "story.refreshed",
    layer: "connection",
    visibleIn: everywhere,
    cause: { kind: "configuration", apply: (broken) => dropRequested(broken, "offline_access") },
  },
  "organization-server": {
    what: "The connection signs in at Okta's organization authorization server instead of the custom one.",
    shows: 'The page says "Sign in successful", and the tools list is empty: that server knows no custom scopes.',
    fails: "story.one-consent-link",
    layer: "connection",
    visibleIn: everywhere,
    fits: ({ provider }) => provider === "okta",
    cause: {
      kind: "configuration",
      apply: (broken) => {
        const properties = connectionProperties(broken);
        for (const url of ["authorizationUrl", "tokenUrl", "refreshUrl"]) {
          properties[url] = textOf(properties[url]).replace(/\/oauth2\/.+\/v1\//, "/oauth2/v1/");
        }
      },
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;
