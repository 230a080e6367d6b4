/** What the endpoint answers to a token: the one question that tells a gate, a host and a server apart. */
import type { Observation } from "../evidence";
import { HttpFailed, type HttpAnswer, type HttpClient } from "../http";
import { symptoms, type SymptomId } from "../symptoms";

/** The first message of a client. @see https://modelcontextprotocol.io/specification/2025-06-18/basic/lifecycle */
const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "passthrough-doctor", version: "1" },
  },
};

/**
 * Sends `initialize` with a token, as Foundry does. It opens no session that must be ended and calls no tool.
 *
 * @param endpoint the deployment's own; a token goes nowhere else, and only by https
 * @param token of a person for this endpoint
 * @param http sends it
 */
export async function probeWithToken(
  endpoint: string,
  token: string,
  http: HttpClient,
): Promise<readonly Observation[]> {
  if (!endpoint.startsWith("https://")) return [];
  try {
    const answer = await http.request({
      method: "POST",
      url: endpoint,
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
      },
      body: JSON.stringify(initialize),
      follow: false,
    });
    return [observationOf(endpoint, answer)];
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error;
    return [seen("endpoint-unreachable", endpoint, `With the token, ${JSON.stringify(error.host)}: ${error.reason}.`)];
  }
}

function observationOf(endpoint: string, { status, headers }: HttpAnswer): Observation {
  const challenge = headers.get("www-authenticate");
  const told = (symptom: SymptomId, more = ""): Observation =>
    seen(symptom, endpoint, `With the token, the endpoint answers ${status}${more}.`);
  if (status < 300) return { ...told("endpoint-open"), symptom: undefined };
  if (status < 400) return told("endpoint-redirects");
  if (status >= 500) return told("endpoint-fails");
  if (status === 404) return told("endpoint-not-published");
  if (status === 406) return told("accept-header-missing");
  if (challenge === undefined) {
    // App Service authentication refuses clients with 403 and no challenge; the host's key is refused with 401.
    return status === 403
      ? told("client-not-allowed", ", without a challenge")
      : told("host-demands-key", ", without a challenge: neither a gate nor a server has looked at the token");
  }
  const scopes = /scope="([^"]{1,500})"/.exec(challenge)?.[1];
  if (/error="insufficient_scope"/.test(challenge)) {
    return told("scope-refused", scopes === undefined ? "" : `, and asks for the scopes ${JSON.stringify(scopes)}`);
  }
  return status === 403 ? told("client-not-allowed") : told("audience-refused", ", invalid_token");
}

function seen(symptom: SymptomId, at: string, text: string): Observation {
  return { symptom, witness: "endpoint", layer: symptoms[symptom].layer, seen: text, at };
}
