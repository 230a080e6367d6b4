/** What the MCP endpoint answers to whoever has no token, or a bad one. */
import type { Observation } from "../evidence";
import type { HttpAnswer, HttpClient } from "../http";
import { ask, type Reply } from "./asking";
import { initialize } from "./initialize";
import { bad, good, show } from "./observe";

/** What an endpoint said of itself. */
export interface EndpointReply {
  readonly observations: readonly Observation[];
  /** Why there is no answer at all, as a clause. @default there is one */
  readonly unanswered?: string;
  /** Where its challenge says that the metadata lies. @default nowhere */
  readonly metadataUrl?: string;
  /** Milliseconds by which its clock is ahead of ours. @default it does not tell */
  readonly skew?: number;
}

/** No token of anybody: it can only be refused. */
const notAToken = "Bearer not-a-token";

/** Sends the first message of MCP. */
export function greet(client: HttpClient, endpoint: string, authorization?: string): Promise<Reply> {
  return ask(client, {
    method: "POST",
    url: endpoint,
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(authorization !== undefined && { authorization }),
    },
    body: JSON.stringify(initialize),
  });
}

/** Asks without a token, and with one that is none. @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1 */
export async function askEndpoint(client: HttpClient, endpoint: string): Promise<EndpointReply> {
  const [first, wrongReply] = await Promise.all([greet(client, endpoint), greet(client, endpoint, notAToken)]);
  // A function app that sleeps has to start first.
  const bareReply = first.answer === undefined ? await greet(client, endpoint) : first;
  if (bareReply.answer === undefined) {
    const seen = `A request to ${endpoint} is not answered: ${bareReply.reason}.`;
    return {
      observations: [bad("endpoint-unreachable", "endpoint", endpoint, seen)],
      unanswered: bareReply.reason,
    };
  }
  const { answer, skew } = bareReply;
  const metadataUrl = metadataUrlOf(answer);
  const judged = judgeBare(endpoint, answer, metadataUrl);
  const wrong = judged.symptom === undefined && wrongReply.answer ? judgeWrong(endpoint, wrongReply.answer) : undefined;
  return {
    observations: [judged, ...(wrong ? [wrong] : [])],
    ...(metadataUrl !== undefined && { metadataUrl }),
    ...(skew !== undefined && { skew }),
  };
}

function judgeBare(endpoint: string, { status, headers }: HttpAnswer, metadataUrl: string | undefined): Observation {
  const seen = `A request without a token is answered ${status}`;
  const challenge = headers.get("www-authenticate");
  if (status < 300) return bad("endpoint-open", "endpoint", endpoint, `${seen}: nobody asks who calls.`);
  if (status < 400) {
    const target = headers.get("location") ?? "";
    const host = URL.canParse(target, endpoint) ? new URL(target, endpoint).origin : "no URL";
    return bad("endpoint-redirects", "endpoint", endpoint, `${seen}, a redirect to ${show(host)}.`);
  }
  if (status === 401 || status === 403) {
    if (metadataUrl !== undefined && status === 401) {
      return good("endpoint", "function app", endpoint, `${seen} with a challenge that names ${show(metadataUrl)}.`);
    }
    // Easy Auth signs what it answers by itself.
    if (challenge !== undefined || headers.has("x-ms-middleware-request-id")) {
      const named = challenge === undefined ? "no challenge" : "a challenge that names no metadata";
      return bad("endpoint-without-metadata", "endpoint", endpoint, `${seen} with ${named}.`);
    }
    return bad("host-demands-key", "endpoint", endpoint, `${seen} without any challenge.`);
  }
  if (status === 404 || status === 405) return bad("endpoint-not-published", "endpoint", endpoint, `${seen}.`);
  if (status >= 500) return bad("endpoint-fails", "endpoint", endpoint, `${seen}.`);
  return bad("endpoint-open", "endpoint", endpoint, `${seen}, which judges the message before anybody asks who calls.`);
}

function judgeWrong(endpoint: string, { status }: HttpAnswer): Observation | undefined {
  const seen = `A token that is none is answered ${status}`;
  if (status === 401) return good("endpoint", "function app", endpoint, `${seen}: the authorization header arrives.`);
  if (status < 300) return bad("endpoint-open", "endpoint", endpoint, `${seen}: nobody looks at the token.`);
  if (status >= 500) return bad("endpoint-fails", "endpoint", endpoint, `${seen}.`);
  return undefined;
}

function metadataUrlOf({ headers }: HttpAnswer): string | undefined {
  return /\bresource_metadata="([^"]{1,2000})"/i.exec(headers.get("www-authenticate") ?? "")?.[1];
}
