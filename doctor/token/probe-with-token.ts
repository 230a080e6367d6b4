/** What the endpoint says to a token that somebody holds. It is sent to the endpoint of the deployment alone. */
import type { Observation } from "../evidence";
import type { HttpAnswer, HttpClient } from "../http";
import type { SymptomId } from "../symptoms";
import { ask } from "../wire/asking";
import { greet } from "../wire/endpoint";
import { bad, good, show } from "../wire/observe";

/** Where a token may be sent. */
export interface TokenProbe {
  /** URL of the MCP endpoint. */
  readonly endpoint: string;
  /** Host name that the deployment gives its endpoint: nothing is sent to another. */
  readonly hostName: string;
}

/** Begins a conversation with the token, and asks for the tools; no tool is called. */
export async function probeWithToken(
  client: HttpClient,
  text: string,
  { endpoint, hostName }: TokenProbe,
): Promise<readonly Observation[]> {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== "https:" || url.hostname !== hostName) {
    const seen = `The token is not sent to ${show(url?.origin ?? endpoint)}, which is not the https endpoint of ${show(hostName)}.`;
    return [good("endpoint", "function app", endpoint, seen)];
  }
  const token = text.trim().replace(/^(authorization:\s*)?bearer\s+/i, "");
  if (!/^[\w.~+/-]+=*$/.test(token)) return [];
  const authorization = `Bearer ${token}`;
  const greeted = await greet(client, endpoint, authorization);
  if (greeted.answer === undefined) {
    return [bad("endpoint-unreachable", "endpoint", endpoint, `The token is not answered: ${greeted.reason}.`)];
  }
  const first = judge(endpoint, "The first message with the token", greeted.answer);
  if (greeted.answer.status !== 200) return [first];
  const listed = await ask(client, {
    method: "POST",
    url: endpoint,
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-06-18",
      authorization,
      ...sessionOf(greeted.answer),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }),
  });
  if (listed.answer === undefined) {
    return [
      first,
      bad("endpoint-fails", "endpoint", endpoint, `A request for the tools is not answered: ${listed.reason}.`),
    ];
  }
  const { answer } = listed;
  return [first, answer.status === 200 ? tools(endpoint, answer) : judge(endpoint, "A request for the tools", answer)];
}

function sessionOf({ headers }: HttpAnswer): Readonly<Record<string, string>> {
  const session = headers.get("mcp-session-id");
  return session === undefined ? {} : { "mcp-session-id": session };
}

function judge(endpoint: string, what: string, { status, headers }: HttpAnswer): Observation {
  const challenge = headers.get("www-authenticate") ?? "";
  const parameter = (name: string): string | undefined =>
    new RegExp(`\\b${name}="([^"]{0,500})"`, "i").exec(challenge)?.[1];
  const said = [parameter("error"), parameter("error_description")].flatMap((text) =>
    text === undefined ? [] : [show(text)],
  );
  const scope = parameter("scope");
  const told = said.length === 0 ? "" : `: ${said.join(", ")}`;
  const named = scope === undefined || status !== 403 ? "" : ` It names the scopes ${show(scope)}.`;
  const seen = `${what} is answered ${status}${told}.${named}`;
  const symptom = symptomOf(status, challenge, parameter("error"), parameter("error_description") ?? "");
  return symptom === undefined
    ? good("endpoint", "function app", endpoint, seen)
    : bad(symptom, "endpoint", endpoint, seen);
}

function symptomOf(
  status: number,
  challenge: string,
  error: string | undefined,
  description: string,
): SymptomId | undefined {
  if (status === 401) {
    if (challenge === "") return "host-demands-key";
    if (/expired/i.test(description)) return "token-expired";
    return /issuer|signature|\bkeys?\b/i.test(description) ? "issuer-refused" : "audience-refused";
  }
  if (status === 403) return error === "insufficient_scope" ? "scope-refused" : "client-not-allowed";
  if (status === 406) return "accept-header-missing";
  if (status === 404) return "endpoint-not-published";
  return status >= 500 ? "endpoint-fails" : undefined;
}

/** A result may come as JSON or as one event of a stream. */
function tools(endpoint: string, { body }: HttpAnswer): Observation {
  const names = toolNames(body);
  return names.length === 0
    ? bad("tools-list-empty", "endpoint", endpoint, "The token is accepted, and the list of tools is empty.")
    : good(
        "endpoint",
        "function app",
        endpoint,
        `The token is accepted, and opens the tools ${names.map(show).join(", ")}.`,
      );
}

function toolNames(body: string): readonly string[] {
  const text = /^data: ?(.*)$/m.exec(body)?.[1] ?? body;
  try {
    const { result } = JSON.parse(text) as {
      readonly result?: { readonly tools?: readonly { readonly name?: unknown }[] };
    };
    return (result?.tools ?? []).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
  } catch {
    return [];
  }
}
