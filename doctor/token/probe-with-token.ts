/** What the endpoint answers to a token: the one question that tells a gate, a host and a server apart. */
import type { Observation } from "../evidence";
import { HttpFailed, type HttpAnswer, type HttpClient } from "../http";
import { symptoms, type SymptomId } from "../symptoms";
import { initialize } from "../wire/initialize";
import { tokenIn } from "./judge-token";

/**
 * Sends `initialize` with a token, as Foundry does. It opens no session that must be ended and calls no tool.
 *
 * @param endpoint the deployment's own; a token goes nowhere else, and only by https
 * @param text a token of a person for this endpoint, with or without `Bearer` before it
 * @param gateMayRefuse whether App Service authentication is on and does not surely allow the token's client
 * @param http sends it
 */
export async function probeWithToken(
  endpoint: string,
  text: string,
  gateMayRefuse: boolean,
  http: HttpClient,
): Promise<readonly Observation[]> {
  if (!endpoint.startsWith("https://")) return [];
  try {
    const answer = await http.request({
      method: "POST",
      url: endpoint,
      headers: {
        authorization: `Bearer ${tokenIn(text)}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
      },
      body: JSON.stringify(initialize),
      follow: false,
    });
    return [observationOf(endpoint, answer, gateMayRefuse)];
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error;
    return [seen("endpoint-unreachable", endpoint, `With the token, ${JSON.stringify(error.host)}: ${error.reason}.`)];
  }
}

function observationOf(endpoint: string, { status, headers }: HttpAnswer, gateMayRefuse: boolean): Observation {
  const challenge = headers.get("www-authenticate");
  const told = (symptom: SymptomId, more = ""): Observation =>
    seen(symptom, endpoint, `With the token, the endpoint answers ${status}${more}.`);
  if (status < 300) return { ...told("endpoint-open"), symptom: undefined };
  if (status < 400) return told("endpoint-redirects");
  if (status >= 500) return told("endpoint-fails");
  if (status === 404) return told("endpoint-not-published");
  if (status === 406) return told("accept-header-missing");
  if (challenge === undefined) {
    // The gate refuses a client, and the host whoever lacks its key, with a bare 403; only the gate can be looked at.
    return status === 403 && gateMayRefuse
      ? told("client-not-allowed", ", without a challenge")
      : told("host-demands-key", ", without a challenge: it is neither the gate's answer nor the server's");
  }
  const scopes = /scope="([^"]{1,500})"/.exec(challenge)?.[1];
  if (challenge.includes('error="insufficient_scope"')) {
    return told("scope-refused", scopes === undefined ? "" : `, and asks for the scopes ${JSON.stringify(scopes)}`);
  }
  return status === 403 ? told("client-not-allowed") : told("audience-refused", ", invalid_token");
}

function seen(symptom: SymptomId, at: string, text: string): Observation {
  return { symptom, witness: "endpoint", layer: symptoms[symptom].layer, seen: text, at };
}
