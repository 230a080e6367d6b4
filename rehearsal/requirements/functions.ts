import { requirementsOf } from "./requirement";

const easyAuth = "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization";
const mcpAuthorization = "https://learn.microsoft.com/azure/app-service/configure-authentication-mcp";
const entraProvider = "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad";
const customProvider = "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-openid-connect";
const settingsFile = "https://learn.microsoft.com/azure/app-service/configure-authentication-file-based";
const userIdentities = "https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities";
const selfHosted = "https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers";
const customHandlers = "https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers";
const mcpExtension = "https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp";
const appSettings = "https://learn.microsoft.com/azure/app-service/configure-common#configure-app-settings";
const deployment = "https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy";

/** What Easy Auth, the Functions host and the deployment endpoint do with a request. */
export const functionsRequirements = requirementsOf({
  "functions.no-token": {
    source: mcpAuthorization,
    sentence: "Easy Auth answers a request without a token with 401 and names the protected resource metadata.",
  },
  "functions.no-scopes-advertised": {
    source: mcpAuthorization,
    sentence: "Without scopes to advertise, the 401 of Easy Auth names no protected resource metadata.",
  },
  "functions.metadata-served": {
    source: mcpAuthorization,
    sentence: "Easy Auth serves the metadata of the site and of a path to anybody, with the scopes of the app setting.",
  },
  "functions.gate-off": {
    source: easyAuth,
    sentence: "Where Easy Auth is off, a request reaches the host as it was sent.",
  },
  "functions.token-accepted": {
    source: entraProvider,
    sentence: "Easy Auth lets a token through that is signed by the issuer, made for the site, and current.",
  },
  "functions.token-invalid": {
    source: entraProvider,
    sentence: "Easy Auth answers a token of another issuer, audience, key or time as it answers none.",
  },
  "functions.token-expired": {
    source: entraProvider,
    sentence: "A token that Easy Auth has let through is refused once it has expired.",
  },
  "functions.client-not-allowed": {
    source: `${entraProvider}#use-a-built-in-authorization-policy`,
    sentence: "Easy Auth answers 403 to a client that is none of the allowed applications.",
  },
  "functions.scopes-not-checked": {
    source: mcpAuthorization,
    sentence: "Easy Auth checks neither scopes nor roles.",
  },
  "functions.custom-provider-audience": {
    source: customProvider,
    sentence: "With a custom OpenID Connect provider the audience must be the registered client id.",
  },
  "functions.provider-unconfigured": {
    source: settingsFile,
    sentence: "A provider that is enabled without a registration makes Easy Auth answer every token with 401.",
  },
  "functions.unauthenticated-action": {
    source: settingsFile,
    sentence: "What Easy Auth answers to a request that is not authenticated is what its settings say.",
  },
  "functions.excluded-paths": {
    source: settingsFile,
    sentence: "An excluded path needs no token, and no other way of writing a path makes it one.",
  },
  "functions.principal-headers": {
    source: userIdentities,
    sentence: "Behind Easy Auth the app learns from headers who is calling, and still sees the token.",
  },
  "functions.principal-not-spoofed": {
    source: userIdentities,
    sentence: "Headers that only Easy Auth may set are removed from what a caller sends.",
  },
  "functions.nothing-published": {
    source: deployment,
    sentence: "A site to which nothing was published answers 404.",
  },
  "functions.preview-flag": {
    source: selfHosted,
    sentence: "The program of a self-hosted server is run only where the app setting of the preview says so.",
  },
  "functions.handler-receives-everything": {
    source: selfHosted,
    sentence:
      "A self-hosted server receives every path, method, header and body, and its answer goes back as it flows.",
  },
  "functions.handler-environment": {
    source: customHandlers,
    sentence: "A custom handler learns its port and the app settings from its environment.",
  },
  "functions.handler-key": {
    source: `${selfHosted}#custom-handlers`,
    sentence: "Unless the authorization level is anonymous, a request without the host's key is answered with 401.",
  },
  "functions.settings-restart": {
    source: appSettings,
    sentence: "A site is started anew when its app settings change.",
  },
  "functions.handler-restarted": {
    source: customHandlers,
    sentence: "A custom handler that has ended is started again, and not for ever.",
  },
  "functions.extension-lists-tools": {
    source: mcpExtension,
    sentence: "The MCP extension speaks the protocol by itself and lists the tools that the app's functions declare.",
  },
  "functions.extension-runs-functions": {
    source: mcpExtension,
    sentence: "A tool call, and nothing else, runs the function of the tool, which sees who is calling.",
  },
  "functions.extension-key": {
    source: mcpExtension,
    sentence: "Unless the extension's authorization level is Anonymous, the host wants its key beside a valid token.",
  },
  "functions.publish-permission": {
    source: deployment,
    sentence: "Publishing needs the permission to publish to the site, and no other.",
  },
  "functions.publish-status": {
    source: deployment,
    sentence: "A deployment is not found at first, then at work, then it has failed or gone well.",
  },
  "functions.publish-as-app": {
    source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#configure-deployment-settings",
    sentence: "The platform stores a package with the app's identity, which fails until its role is known everywhere.",
  },
  "functions.package-refused": {
    source: deployment,
    sentence: "A package that is no zip, is too large, or names a place outside of its folder is not deployed.",
  },
  "functions.package-modes": {
    source: deployment,
    sentence: "Files that their modes keep from the host are as if they were not in the package.",
  },
  "functions.functions-listed": {
    source: "https://learn.microsoft.com/rest/api/appservice/web-apps/list-functions",
    sentence:
      "Resource Manager lists the functions that the host has found in a package, and forgets them with the site.",
  },
  "functions.dies-with-the-cloud": {
    source: "https://nodejs.org/api/net.html#event-close_1",
    sentence: "The processes of sites end with the local cloud, however it ends, and leave nothing behind.",
  },
});
