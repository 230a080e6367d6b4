/** What the Functions host, App Service authentication and publishing show. */
import type { Symptom } from "./symptom";

const publishing = "https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy";
const easyAuth = "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization";
const mcpAuthentication = "https://learn.microsoft.com/azure/app-service/configure-authentication-mcp";
const foundryTools = "https://learn.microsoft.com/azure/azure-functions/functions-mcp-foundry-tools";

/** Answers of the endpoint that come from the platform rather than from the server. */
export const functionsSymptoms = {
  "endpoint-unreachable": {
    sign: "No answer: the name is not found, the connection is refused, or TLS fails",
    vendor: "Azure Functions",
    sights: ["Deploying, publishing or the endpoint fails", "The tools list is empty"],
    layer: "function app",
    cause:
      "There is no function app of this name, it is stopped, or something on the way does not let the request through.",
    fix: "Deploy: the name of the function app follows from the deployment file. By hand: `az functionapp show --name <name> --resource-group <group> --query state`, then compare the target of the connection with the host name of the app.",
    certainty: "inferred",
    page: "https://learn.microsoft.com/azure/azure-functions/functions-recover-storage-account",
  },
  "endpoint-not-published": {
    sign: "404, or the welcome page of a function app, at the MCP endpoint",
    vendor: "Azure Functions",
    sights: ["Deploying, publishing or the endpoint fails", "The tools list is empty"],
    layer: "function app",
    cause:
      "The app runs without a server: nothing was published, or the path is the other hosting's (/mcp for a self-hosted server, /runtime/webhooks/mcp for the extension).",
    fix: "`passthrough publish <deployment>`; server.hosting of the deployment file must be what host.json in server.source is. By hand: publish the code, and give the connection the path of its hosting.",
    certainty: "inferred",
    page: publishing,
  },
  "endpoint-open": {
    sign: "200 for a request without a token",
    vendor: "Azure Functions",
    sights: ["Somebody acts as somebody else", "Deploying, publishing or the endpoint fails"],
    layer: "function app",
    cause:
      "No gate stands before the tools: Easy Auth is off or lets the path through, and the server verifies nothing.",
    fix: "Deploy again: server.gate of the deployment file says who rejects a bad token. By hand: Authentication of the function app: require authentication, answer 401, and exclude no path.",
    certainty: "documented",
    page: easyAuth,
  },
  "endpoint-redirects": {
    sign: "302 to a sign-in page for a request without a token",
    vendor: "Azure Functions",
    sights: ["The tools list is empty", "Deploying, publishing or the endpoint fails"],
    layer: "function app",
    cause: "Easy Auth sends unauthenticated requests to a sign-in page, which MCP clients cannot follow.",
    fix: "Deploy again: a deployment with gate easy-auth answers 401. By hand: Authentication of the function app > Edit > Unauthenticated requests: HTTP 401 Unauthorized.",
    certainty: "documented",
    page: "https://learn.microsoft.com/azure/app-service/configure-authentication-file-based",
  },
  "endpoint-without-metadata": {
    sign: "401 without WWW-Authenticate: Bearer resource_metadata=…",
    vendor: "Azure Functions",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "function app",
    cause:
      "The challenge names no protected resource metadata, so clients cannot learn the scopes; Foundry may get 403 even after consent.",
    fix: "Deploy again: a deployment with gate easy-auth sets WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES, and with gate server the server names its metadata. By hand: `az functionapp config appsettings set --name <name> --resource-group <group> --settings WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES=<identifier URI>/<scope>`.",
    certainty: "reported",
    page: mcpAuthentication,
  },
  "host-demands-key": {
    sign: "401 or 403 without a challenge, whatever token the request carries",
    vendor: "Azure Functions",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "function app",
    cause: "The Functions host still demands its own key, which no connection of OAuth2 sends.",
    fix: 'In host.json of the folder that server.source names, write extensions.mcp.system.webhookAuthorizationLevel "Anonymous" (MCP extension) or customHandler.http.DefaultAuthorizationLevel "anonymous" (self-hosted), then `passthrough publish <deployment>`.',
    certainty: "documented",
    page: foundryTools,
  },
  "function-key-only": {
    sign: "401 for a request with a function key and without a token",
    vendor: "Azure Functions",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "connection",
    cause: "A function key says which application calls and never which person; the gate demands a person's token.",
    fix: "Deploy: connections of a deployment sign people in with OAuth2. By hand: make the connection anew with OAuth identity passthrough in place of a key.",
    certainty: "documented",
    page: foundryTools,
  },
  "endpoint-fails": {
    sign: "500, 502 or 503 at the MCP endpoint",
    vendor: "Azure Functions",
    sights: ["Deploying, publishing or the endpoint fails", "The tools list is empty"],
    layer: "function app",
    cause:
      "The server does not start or does not answer: a setting that it needs is missing, or its program is not in the package.",
    fix: "Deploy, then `passthrough publish <deployment>`: settings follow from the deployment file. By hand: Log stream of the function app shows the server's first lines.",
    certainty: "inferred",
    page: "https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers",
  },
  "accept-header-missing": {
    sign: "406 for a request with a good token",
    vendor: "Azure Functions",
    sights: ["A tool call is refused"],
    layer: "function app",
    cause: "The request names no media type that MCP answers in; Foundry always does, hand-written requests forget it.",
    fix: "Send Accept: application/json, text/event-stream. No deployment file and no setting of a console changes it.",
    certainty: "documented",
    page: "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports",
  },
  "functions-not-found": {
    sign: "Published, and the function app lists no functions",
    vendor: "Azure Functions",
    sights: ["Deploying, publishing or the endpoint fails"],
    layer: "function app",
    cause:
      "Files of the package have no permission to be read, or node_modules is not in it although nothing is built remotely.",
    fix: "`passthrough publish <deployment>` builds server.source, packs what .funcignore leaves, with mode 0644, and waits for the endpoint. By hand: pack with these modes and with node_modules.",
    certainty: "reported",
    page: publishing,
  },
  "storage-role-not-spread": {
    sign: "Publishing fails for some minutes after the first deployment",
    vendor: "Azure Functions",
    sights: ["Deploying, publishing or the endpoint fails"],
    layer: "function app",
    cause:
      "The platform uploads the package with the identity of the function app, whose role on the storage account is new and not known everywhere yet.",
    fix: "Wait some minutes and run `passthrough publish <deployment>` again; the deployment gives the role. By hand: the identity of the function app needs Storage Blob Data Owner on the storage account.",
    certainty: "documented",
    page: "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
  },
} as const satisfies Readonly<Record<string, Symptom>>;
