/** Faults of the function app: the gate in front of the server, and what the server is told. */
import { at } from "./configuration";
import { apiApp, changeSetting, clientApp, easyAuthProvider, easyAuthProviders } from "./blocks";
import type { Broken, Evidence, Fault } from "./fault";

const everywhere: readonly Evidence[] = ["configuration", "plan", "state", "management API", "wire", "log"];
const somebodyElse = "somebody-else";

export const functionAppFaults = {
  "wrong-audience": {
    what: "The gate expects another audience than the token has.",
    shows: "Sign-in works; then every request is answered with 401, and the tools list is empty.",
    fails: "story.tools-listed",
    layer: "function app",
    visibleIn: everywhere,
    missingInFiles: ({ sharedServer }) =>
      sharedServer ? "the audience of the authorization server, which nobody knows before it is looked up" : undefined,
    cause: { kind: "configuration", apply: expectOtherAudience },
  },
  "client-not-allowed": {
    what: "The gate does not allow the client of the connection.",
    shows: "Sign-in works; then every request is answered with 403, and the tools list is empty.",
    fails: "story.tools-listed",
    layer: "function app",
    visibleIn: everywhere,
    cause: { kind: "configuration", apply: allowOtherClient },
  },
  "host-key-on": {
    what: "The Functions host still demands its key, which Foundry does not have.",
    shows: "Sign-in works; then the host refuses every request, whatever token it carries.",
    fails: "story.tools-listed",
    layer: "function app",
    visibleIn: ["configuration", "wire", "log"],
    cause: { kind: "host.json", apply: demandKey },
  },
  "tool-requires-more": {
    what: "The tools of the server require a scope more than the connection requests.",
    shows: "Sign-in works; then the server refuses the token, and the model invents an answer.",
    fails: "story.tools-listed",
    failsBehindExtension: "story.called-as-person",
    layer: "function app",
    visibleIn: everywhere,
    cause: {
      kind: "configuration",
      apply: (broken) =>
        changeSetting(broken, "MCP_TOOL_SCOPES", (value) => {
          const required = JSON.parse(value) as Readonly<Record<string, readonly string[]>>;
          return JSON.stringify(
            Object.fromEntries(Object.entries(required).map(([tool, scopes]) => [tool, [...scopes, "tools.use"]])),
          );
        }),
    },
  },
  "metadata-advertises-other": {
    what: "The protected resource metadata advertises other scopes than the connection requests.",
    shows: "Sign-in works, and the tools list is empty without an error.",
    fails: "story.tools-listed",
    layer: "function app",
    visibleIn: everywhere,
    cause: {
      kind: "configuration",
      apply: (broken) =>
        changeSetting(
          broken,
          broken.setting.gate === "easy-auth" ? "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES" : "MCP_SCOPES_SUPPORTED",
          () => "tools.use",
        ),
    },
  },
  "second-provider-left-on": {
    what: "Easy Auth has a second identity provider enabled, which nobody has configured.",
    shows: "Sign-in works; then requests are answered with 401, and the tools list is empty.",
    fails: "story.tools-listed",
    layer: "function app",
    visibleIn: everywhere,
    fits: ({ gate }) => gate === "easy-auth",
    cause: {
      kind: "configuration",
      apply: (broken) => {
        const providers = easyAuthProviders(broken);
        const other = broken.setting.provider === "entra" ? "google" : "azureActiveDirectory";
        providers[other] = { enabled: true };
      },
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** At Entra the client of the connection is taken for the API: the two apps are easily mixed up. */
function expectOtherAudience(broken: Broken): void {
  const { provider, gate } = broken.setting;
  const other = provider === "entra" ? clientApp(broken) : `api://${somebodyElse}`;
  if (gate === "server") {
    changeSetting(broken, "MCP_AUDIENCE", () => other);
    return;
  }
  at(easyAuthProvider(broken), "registration")["clientId"] = other;
  if (provider === "entra") at(easyAuthProvider(broken), "validation")["allowedAudiences"] = [other];
}

/** A custom OpenID Connect provider has no list of clients; there the server's own list is the gate's. */
function allowOtherClient(broken: Broken): void {
  const { provider, gate } = broken.setting;
  const other = provider === "entra" ? apiApp(broken) : somebodyElse;
  if (gate === "easy-auth" && provider === "entra") {
    at(easyAuthProvider(broken), "validation", "defaultAuthorizationPolicy")["allowedApplications"] = [other];
  } else changeSetting(broken, "MCP_CLIENTS", () => other);
}

function demandKey(hostFile: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { customHandler, extensions } = hostFile as {
    readonly customHandler?: Readonly<Record<string, unknown>>;
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
  return {
    ...hostFile,
    ...(customHandler && { customHandler: { ...customHandler, http: { DefaultAuthorizationLevel: "function" } } }),
    ...(extensions && { extensions: { ...extensions, mcp: { system: { webhookAuthorizationLevel: "System" } } } }),
  };
}
