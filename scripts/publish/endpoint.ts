/** The MCP endpoint as a client without a token meets it. */
import { initialize } from "../../doctor/wire/initialize";
import type { Gate } from "../../contract/deployment";
import type { Endpoint } from "../../contract/endpoint";
import type { Exchange, HttpAnswer } from "./http";

/** What the endpoint must say of itself. */
export interface ExpectedEndpoint {
  readonly endpoint: Endpoint;
  readonly gate: Gate;
  /** Scopes, as clients request them. */
  readonly advertised: readonly string[];
}

/**
 * What is wrong with the endpoint: it must answer a request without a token with 401 and name its metadata, which must be served and
 * say what the deployment says.
 * @returns `undefined` where all is well
 * @throws {PublishFailed} where the host cannot be reached
 * @see https://www.rfc-editor.org/rfc/rfc9728
 */
export async function whatIsWrong(exchange: Exchange, expected: ExpectedEndpoint): Promise<string | undefined> {
  const { url, metadataUrl } = expected.endpoint;
  const answer = await exchange({
    method: "POST",
    url,
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify(initialize),
  });
  if (answer.status !== 401) return `${url} answers ${answer.status} instead of 401: ${excerpt(answer)}`;
  const challenge = answer.headers.get("www-authenticate") ?? "";
  const named = /\bresource_metadata="([^"]*)"/i.exec(challenge)?.[1];
  if (named !== metadataUrl) {
    return `${url} answers 401 with the challenge ${JSON.stringify(challenge)}, which does not name ${metadataUrl}`;
  }
  const document = await exchange({ method: "GET", url: metadataUrl, headers: { accept: "application/json" } });
  if (document.status !== 200) return `${metadataUrl} answers ${document.status} instead of 200: ${excerpt(document)}`;
  return differenceOf(document.body, expected);
}

function differenceOf(body: string, { endpoint, gate, advertised }: ExpectedEndpoint): string | undefined {
  const { resource, scopes_supported: scopes } = documentOf(body);
  const { origin } = new URL(endpoint.url);
  // Whether Easy Auth names the path or the site is not documented.
  const resources: readonly unknown[] = gate === "easy-auth" ? [endpoint.url, origin, `${origin}/`] : [endpoint.url];
  if (!resources.includes(resource)) {
    return `${endpoint.metadataUrl} names the resource ${JSON.stringify(resource)} instead of ${JSON.stringify(endpoint.url)}`;
  }
  const found = Array.isArray(scopes) ? scopes.map(String) : [];
  const same = found.length === advertised.length && advertised.every((scope) => found.includes(scope));
  return same
    ? undefined
    : `${endpoint.metadataUrl} advertises ${JSON.stringify(scopes)} instead of ${JSON.stringify(advertised)}`;
}

function documentOf(body: string): { readonly resource?: unknown; readonly scopes_supported?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as { readonly resource?: unknown };
  } catch {
    return {};
  }
}

function excerpt({ body }: HttpAnswer): string {
  return JSON.stringify(body.slice(0, 200));
}
