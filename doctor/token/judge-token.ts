/** What a token that somebody holds in hand says, and what would be made of it. The token itself is never shown. */
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from "jose";
import type { Observation } from "../evidence";
import { HttpFailed, jsonOf, type HttpClient } from "../http";
import { itemsAt, textAt } from "../reading/json";
import { symptoms, type SymptomId } from "../symptoms";

/** What the deployment expects of an access token; what is absent is not known, and not judged. */
export interface ExpectedToken {
  readonly issuer?: string;
  readonly audiences?: readonly string[];
  /** Client ids of the connections. */
  readonly clients?: readonly string[];
  /** Scopes that open tools, by their short names. */
  readonly scopes?: readonly string[];
}

/** Where a token comes from, as a report says it. */
const at = "the token";

/**
 * Judges a token by its claims and, where the issuer's keys can be read, by its signature.
 *
 * @param text what somebody gave, with or without `Bearer` before it
 * @param expected what the deployment expects
 * @param http reads the issuer's keys
 * @see https://www.rfc-editor.org/rfc/rfc9068#section-4
 */
export async function judgeToken(
  text: string,
  expected: ExpectedToken,
  http: HttpClient,
  now: Date,
): Promise<readonly Observation[]> {
  const token = tokenIn(text);
  const claims = claimsOf(token);
  if (claims === undefined) {
    return [bad("token-is-no-access-token", "What was given is no JWT: three parts, separated by dots.")];
  }
  const judged = [
    ...kindOf(claims),
    ...compared(claims, expected),
    ...timeOf(claims, now),
    ...(await signatureOf(token, claims, expected, http)),
  ];
  return judged.some(({ symptom }) => symptom !== undefined)
    ? judged.filter(({ symptom }) => symptom !== undefined)
    : judged;
}

/** The token in what somebody gave, with or without `Bearer` before it. */
export function tokenIn(text: string): string {
  return text.trim().replace(/^(authorization:\s*)?bearer\s+/i, "");
}

function claimsOf(token: string): JWTPayload | undefined {
  try {
    decodeProtectedHeader(token);
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** ID tokens name the client as their audience and carry no scopes; tokens of applications carry roles. */
function kindOf(claims: JWTPayload): readonly Observation[] {
  const scopes = scopesOf(claims);
  if (scopes.length > 0) return [];
  if (claims["nonce"] !== undefined || claims["at_hash"] !== undefined) {
    return [bad("token-is-no-access-token", "The token has no scopes and is an ID token.")];
  }
  return [bad("token-without-person", "The token has no scopes, as one that an application got for itself.")];
}

function compared(claims: JWTPayload, expected: ExpectedToken): readonly Observation[] {
  const audiences = [claims.aud ?? []].flat();
  const client = textOf(claims, "azp") ?? textOf(claims, "cid") ?? textOf(claims, "appid");
  const scopes = scopesOf(claims);
  const { issuer, audiences: accepted, clients, scopes: opening } = expected;
  return [
    ...said("iss", claims.iss, issuer === undefined ? undefined : [issuer], "token-of-other-issuer"),
    ...said("aud", audiences[0], accepted, "token-for-other-audience"),
    ...said("client", client, clients, "token-of-other-client"),
    ...(opening === undefined || scopes.length === 0
      ? []
      : [
          opening.some((scope) => scopes.includes(scope))
            ? good(`Its scopes are ${list(scopes)}.`)
            : bad(
                "token-lacks-scopes",
                `Its scopes are ${list(scopes)}, and a tool is opened by one of ${list(opening)}.`,
              ),
        ]),
  ];
}

function said(
  claim: string,
  found: string | undefined,
  expected: readonly string[] | undefined,
  symptom: SymptomId,
): readonly Observation[] {
  if (expected === undefined || expected.length === 0) return [];
  const isExpected = found !== undefined && expected.some((each) => each.toLowerCase() === found.toLowerCase());
  const shown = found === undefined ? "nothing" : quoted(found);
  return [
    isExpected
      ? good(`Its ${claim} is ${shown}.`)
      : bad(symptom, `Its ${claim} is ${shown}, and expected is ${list(expected)}.`),
  ];
}

function timeOf({ exp }: JWTPayload, now: Date): readonly Observation[] {
  if (exp === undefined) return [];
  const end = new Date(exp * 1000);
  const shown = Number.isNaN(end.getTime()) ? quoted(String(exp)) : end.toISOString();
  return end.getTime() > now.getTime()
    ? [good(`It is valid until ${shown}.`)]
    : [bad("token-has-expired", `It has expired at ${shown}.`)];
}

/** Only the issuer that is expected is asked for keys: a token may name any address. */
async function signatureOf(
  token: string,
  claims: JWTPayload,
  { issuer }: ExpectedToken,
  http: HttpClient,
): Promise<readonly Observation[]> {
  if (issuer === undefined || claims.iss !== issuer) return [];
  const keys = await keysOf(issuer, http);
  if (keys === undefined) return [];
  try {
    // Whether it has expired is told by its own sentence.
    await jwtVerify(token, createLocalJWKSet(keys), { currentDate: new Date(((claims.exp ?? 1) - 1) * 1000) });
    return [good("Its signature is the issuer's.")];
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    if (error instanceof errors.JWTClaimValidationFailed) return [];
    return [bad("token-of-other-issuer", `Its signature is not one of the issuer's keys (${error.code}).`)];
  }
}

async function keysOf(issuer: string, http: HttpClient): Promise<JSONWebKeySet | undefined> {
  try {
    const read = async (url: string): Promise<unknown> => jsonOf(await http.request({ method: "GET", url }), url);
    const metadata = await read(`${issuer}/.well-known/openid-configuration`);
    const url = textAt(metadata, "jwks_uri");
    if (!url?.startsWith(`${new URL(issuer).origin}/`)) return undefined;
    return { keys: itemsAt(await read(url), "keys") } as JSONWebKeySet;
  } catch (error) {
    if (error instanceof HttpFailed) return undefined;
    throw error;
  }
}

/** Okta's is a list, Entra's a text. */
function scopesOf(claims: JWTPayload): readonly string[] {
  const scopes = claims["scp"] ?? claims["scope"];
  if (Array.isArray(scopes)) return scopes.filter((scope) => typeof scope === "string");
  return typeof scopes === "string" ? scopes.split(" ").filter((scope) => scope !== "") : [];
}

function textOf(claims: JWTPayload, name: string): string | undefined {
  const found = claims[name];
  return typeof found === "string" ? found : undefined;
}

function good(seen: string): Observation {
  return { witness: "token", layer: "identity", seen, at };
}

function bad(symptom: SymptomId, seen: string): Observation {
  return { symptom, witness: "token", layer: symptoms[symptom].layer, seen, at };
}

function list(texts: readonly string[]): string {
  return texts.map(quoted).join(", ");
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
