/** An authorize request that needs no person: nobody is signed in, so no code can come of it. */
import { randomBytes } from "node:crypto";
import type { Gap, Observation } from "../evidence";
import type { HttpAnswer, HttpClient } from "../http";
import type { SymptomId } from "../symptoms";
import { symptomOfText } from "../symptoms/explain";
import { ask } from "./asking";
import { witnessOf } from "./issuer-metadata";
import { bad, good, show, showAll } from "./observe";
import { bare, type WireClient } from "./query";

/** What came of it. */
export interface AuthorizeReply {
  readonly observations: readonly Observation[];
  readonly gaps: readonly Gap[];
}

/** Answers that want a person: the request itself was good. @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError */
const wantsPerson: readonly string[] = [
  "login_required",
  "interaction_required",
  "consent_required",
  "account_selection_required",
];

/** Makes the request of a client with `prompt=none`, and looks where it leads without going there. */
export async function askToAuthorize(client: HttpClient, asked: WireClient, url: string): Promise<AuthorizeReply> {
  const { clientId, redirectUrl, scopes, connection } = asked;
  if (clientId === undefined || redirectUrl === undefined || !URL.canParse(url)) return { observations: [], gaps: [] };
  const request = new URL(url);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUrl,
    ...(scopes.length > 0 && { scope: scopes.join(" ") }),
    state: randomBytes(16).toString("hex"),
    prompt: "none",
  };
  for (const [name, value] of Object.entries(parameters)) request.searchParams.set(name, value);
  const witness = witnessOf(url);
  const reply = await ask(client, { method: "GET", url: request.href });
  if (reply.answer === undefined) {
    return {
      observations: [],
      gaps: [{ witness, what: `what ${bare(url)} says to a sign-in`, because: reply.reason }],
    };
  }
  const seen = `A sign-in of client ${show(clientId)} for ${showAll(scopes)} that needs no person`;
  return { observations: [judge(reply.answer, redirectUrl)], gaps: [] };

  function judge(answer: HttpAnswer, back: string): Observation {
    const returned = returnedTo(answer, back);
    if (returned === undefined) {
      const symptom = symptomOfText(readable(answer.body)) ?? symptomOfStatus(answer);
      const what = `${seen} is answered ${answer.status} and leads not back to the client`;
      return symptom === undefined
        ? good(witness, "identity", url, `${what}; the page says nothing that is known.`, connection)
        : bad(symptom, witness, url, `${what}.`, connection);
    }
    const error = returned.get("error") ?? "";
    if (wantsPerson.includes(error) || (error === "" && returned.has("code"))) {
      return good(
        witness,
        "identity",
        url,
        `${seen} leads back with ${show(error)}: client, redirect URL and form are known.`,
        connection,
      );
    }
    const description = returned.get("error_description") ?? "";
    const symptom = symptomOfText(description) ?? symptomOfText(error) ?? symptomOfError(error, witness);
    const what = `${seen} leads back with ${show(error)}: ${show(description)}.`;
    return symptom === undefined
      ? good(witness, "identity", url, what, connection)
      : bad(symptom, witness, url, what, connection);
  }
}

/** What a redirect brings back to the client; undefined where it does not lead there. */
function returnedTo({ status, headers }: HttpAnswer, back: string): URLSearchParams | undefined {
  const location = headers.get("location") ?? "";
  if (status < 300 || status >= 400 || !URL.canParse(location)) return undefined;
  const url = new URL(location);
  return bare(url.href) === bare(new URL(back).href) ? url.searchParams : undefined;
}

/** A page, so that words of the vendor can be found in it. */
function readable(html: string): string {
  return html
    .replaceAll(/&#(?:39|x27);|&apos;/gi, "'")
    .replaceAll(/&quot;/gi, '"')
    .replaceAll("&amp;", "&");
}

function symptomOfStatus({ status, body }: HttpAnswer): SymptomId | undefined {
  return status === 400 && /redirect_uri/i.test(body) ? "okta-redirect-uri-mismatch" : undefined;
}

function symptomOfError(error: string, witness: string): SymptomId | undefined {
  if (witness !== "Okta") return error === "invalid_scope" ? "aadsts-70011" : undefined;
  if (error === "invalid_scope") return "okta-scopes-not-configured";
  return error === "access_denied" ? "okta-no-matching-policy" : undefined;
}
