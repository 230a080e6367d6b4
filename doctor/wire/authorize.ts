/** An authorize request that needs no person: nobody is signed in, so no code can come of it. */
import { randomBytes } from "node:crypto";
import type { Gap, Observation, Witness } from "../evidence";
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
  const judged = judge(reply.answer, { redirectUrl, witness });
  if ("unknown" in judged) {
    const what = `what ${bare(url)} says to a sign-in of client ${show(clientId)}`;
    return { observations: [], gaps: [{ witness, what, because: judged.unknown }] };
  }
  const { symptom, said } = judged;
  const text = `${seen} ${said}.`;
  const observation =
    symptom === undefined
      ? good(witness, "identity", url, text, connection)
      : bad(symptom, witness, url, text, connection);
  return { observations: [observation], gaps: [] };
}

/** What an answer says: that all is well, what is wrong, or what nobody knows. */
type Judged = { readonly symptom?: SymptomId; readonly said: string } | { readonly unknown: string };

function judge(answer: HttpAnswer, asked: { readonly redirectUrl: string; readonly witness: Witness }): Judged {
  const { redirectUrl, witness } = asked;
  const returned = returnedTo(answer, redirectUrl);
  if (returned === undefined) {
    const said = `is answered ${answer.status} and leads not back to the client`;
    const symptom = symptomOfText(readable(answer.body)) ?? symptomOfPage(answer);
    return symptom === undefined
      ? { unknown: `it ${said}, and its page says nothing that is known` }
      : { symptom, said };
  }
  const error = returned.get("error") ?? "";
  if (wantsPerson.includes(error) || returned.has("code")) {
    return { said: `leads back with ${show(error)}: client, redirect URL and form are known` };
  }
  const description = returned.get("error_description") ?? "";
  const symptom = symptomOfText(description) ?? symptomOfText(error) ?? symptomOfError(error, witness);
  const said = `leads back with ${show(error)}, ${show(description)}`;
  return symptom === undefined ? { unknown: `it ${said}` } : { symptom, said };
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

function symptomOfPage({ status, body }: HttpAnswer): SymptomId | undefined {
  return status === 400 && /redirect_uri/i.test(body) ? "okta-redirect-uri-mismatch" : undefined;
}

function symptomOfError(error: string, witness: Witness): SymptomId | undefined {
  if (witness !== "Okta") return error === "invalid_scope" ? "aadsts-70011" : undefined;
  if (error === "invalid_scope") return "okta-scopes-not-configured";
  return error === "access_denied" ? "okta-no-matching-policy" : undefined;
}
