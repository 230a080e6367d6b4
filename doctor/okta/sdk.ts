/**
 * Okta's own SDK says who asks; the bounded client sends. The SDK's collections follow links without end and to any host, and its
 * models drop what a policy rule excludes and rename what a scope is by default: so answers are read as they came.
 */
import { HttpFailed, type HttpAnswer, type HttpClient, type HttpRequest } from "../http";
import { at, textAt } from "../reading/json";
import type { OktaCredentials } from "./credentials";
import { keyRefused, keyUnusable, sdkRefuses } from "./errors";

/**
 * Signs in at an organization.
 * @throws {NotSignedInAtOkta} where the organization gives no token for a private key
 */
export async function signInAtOkta(
  organization: string,
  credentials: OktaCredentials,
  http: HttpClient,
): Promise<HttpClient> {
  // Loaded where it is needed: it is a thousand modules.
  const { Client, RequestExecutor } = await import("@okta/okta-sdk-nodejs");
  class BoundedExecutor extends RequestExecutor {
    override async fetch(request: Parameters<InstanceType<typeof RequestExecutor>["fetch"]>[0]) {
      return responseOf(await http.request(requestOf(request)));
    }
  }
  const settings = {
    orgUrl: `https://${organization}`,
    requestExecutor: new BoundedExecutor(),
    cacheMiddleware: null,
    ...settingsOf(credentials),
  };
  let client: InstanceType<typeof Client>;
  try {
    client = new Client(settings);
  } catch {
    throw sdkRefuses();
  }
  if (credentials.kind === "private key") await takeToken(client);
  return {
    get requests() {
      return http.requests;
    },
    request: async ({ method, url, headers = {} }) => {
      const asked: object = { method, headers: { ...headers } };
      try {
        return await answerOf((await client.http.http(url, asked)) as Response);
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

/** Whatever is not said here is taken from files and variables that are nobody's intention. */
function settingsOf(credentials: OktaCredentials) {
  if (credentials.kind === "token") {
    return { authorizationMode: "SSWS", token: credentials.token, clientId: "", privateKey: "", keyId: "", scopes: [] };
  }
  const { clientId, privateKey, keyId = "", scopes } = credentials;
  return { authorizationMode: "PrivateKey", token: "", clientId, privateKey, keyId, scopes: [...scopes] };
}

/** Once, before many ask at the same time. The SDK takes a refusal for a token. */
async function takeToken(client: { readonly oauth: { getAccessToken(): Promise<unknown> } }): Promise<void> {
  let token: unknown;
  try {
    token = await client.oauth.getAccessToken();
  } catch (error) {
    if (error instanceof HttpFailed) throw error;
    throw keyUnusable();
  }
  if (textAt(token, "access_token") === undefined)
    throw keyRefused(textAt(token, "error") ?? textAt(token, "errorCode"));
}

function requestOf(request: object): HttpRequest {
  const headers = Object.entries(at(request, "headers") ?? {}).map(([name, value]) => [name, String(value)]);
  const body = textAt(request, "body");
  return {
    method: textAt(request, "method")?.toUpperCase() === "POST" ? "POST" : "GET",
    url: textAt(request, "url") ?? "",
    headers: Object.fromEntries(headers) as Record<string, string>,
    ...(body !== undefined && { body }),
  };
}

function responseOf({ status, headers, body }: HttpAnswer): Response {
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status, headers: [...headers] });
}

async function answerOf(response: Response): Promise<HttpAnswer> {
  return { status: response.status, headers: new Map(response.headers), body: await response.text() };
}

/** The SDK throws what is no success; of its body the code alone is of interest. */
function refusalOf(error: unknown): HttpAnswer {
  const status = at(error, "status");
  if (typeof status !== "number") throw error;
  const headers = at(error, "headers");
  return {
    status,
    headers: headers instanceof Headers ? new Map(headers) : new Map(),
    body: JSON.stringify({ errorCode: textAt(error, "errorCode") }),
  };
}
