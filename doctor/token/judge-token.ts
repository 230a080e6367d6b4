/** Judges a token that somebody holds: what it says, against what the deployment expects. The token itself is never shown. */
import type { Observation } from "../evidence";
import { isObject, type JsonObject } from "../reading/json";
import { bad, good, show, showAll, textsOf } from "../wire/observe";
import { isSame } from "../wire/resource-metadata";
import { isSignedBy, readJwt } from "./jwt";

/** What a token of the deployment must say. What is not known is not judged. */
export interface ExpectedToken {
  readonly audience?: string;
  readonly issuer?: string;
  /** Clients that gate and server allow; none where that is not known. */
  readonly clientIds: readonly string[];
  /** Scopes that the tools require, by their names in the token. */
  readonly requiredScopes: readonly string[];
  /** Keys of the issuer, as its `jwks_uri` gives them. @default the signature is not verified */
  readonly keys?: JsonObject;
  /** When it is used. */
  readonly now: Date;
}

/** Where a token comes from, in a report. */
const place = "the token";

/** Tells of each claim that matters whether it is as it should be. */
export function judgeToken(text: string, expected: ExpectedToken): readonly Observation[] {
  const jwt = readJwt(text);
  if (jwt === undefined) {
    return [bad("token-is-no-access-token", "token", place, "The text is no JSON Web Token that can be read.")];
  }
  const { claims } = jwt;
  if (isIdToken(claims)) {
    const seen = "The token is an ID token: it names the client as its audience and carries no scopes.";
    return [bad("token-is-no-access-token", "token", place, seen)];
  }
  const signed = expected.keys === undefined ? undefined : isSignedBy(jwt, expected.keys);
  return [
    ...audience(claims, expected),
    ...issuer(claims, expected),
    ...(signed === undefined
      ? []
      : signed
        ? [good("token", "identity", place, "Its signature is by a key of the issuer.")]
        : [bad("token-of-other-issuer", "token", place, "Its signature is by none of the issuer's keys.")]),
    ...client(claims, expected),
    ...scopes(claims, expected),
    expiry(claims, expected),
    ...person(claims),
  ];
}

/** An ID token has a nonce or a hash of what it came with, or an Entra client as its audience and no scope. */
function isIdToken(claims: JsonObject): boolean {
  const hasScopes = claims["scp"] !== undefined || claims["scope"] !== undefined || claims["roles"] !== undefined;
  return !hasScopes && ["nonce", "at_hash", "c_hash", "amr"].some((name) => claims[name] !== undefined);
}

function audience({ aud }: JsonObject, { audience: wanted }: ExpectedToken): readonly Observation[] {
  if (wanted === undefined) return [];
  const found = typeof aud === "string" ? [aud] : textsOf(aud);
  if (found.includes(wanted))
    return [good("token", "identity", place, `Its audience is ${show(wanted)}, as expected.`)];
  return [
    bad(
      "token-for-other-audience",
      "token",
      place,
      `Its audience is ${showAll(found)}, and ${show(wanted)} is expected.`,
    ),
  ];
}

function issuer({ iss }: JsonObject, { issuer: wanted }: ExpectedToken): readonly Observation[] {
  if (wanted === undefined) return [];
  if (typeof iss === "string" && isSame(iss, wanted)) {
    return [good("token", "identity", place, `Its issuer is ${show(wanted)}, as expected.`)];
  }
  const found = typeof iss === "string" ? show(iss) : "nobody";
  return [bad("token-of-other-issuer", "token", place, `Its issuer is ${found}, and ${show(wanted)} is expected.`)];
}

function client(claims: JsonObject, { clientIds }: ExpectedToken): readonly Observation[] {
  const found = clientOf(claims);
  if (clientIds.length === 0) return [];
  if (found !== undefined && clientIds.includes(found)) {
    return [good("token", "connection", place, `Its client is ${show(found)}, which is allowed.`)];
  }
  const named = found === undefined ? "not named" : show(found);
  return [
    bad("token-of-other-client", "token", place, `Its client is ${named}, and allowed are ${showAll(clientIds)}.`),
  ];
}

function scopes(claims: JsonObject, { requiredScopes }: ExpectedToken): readonly Observation[] {
  const found = scopesOf(claims);
  const lacking = requiredScopes.filter((scope) => !found.includes(scope));
  if (lacking.length > 0) {
    return [
      bad("token-lacks-scopes", "token", place, `Its scopes are ${showAll(found)}, which lack ${showAll(lacking)}.`),
    ];
  }
  return [good("token", "access policy", place, `Its scopes are ${showAll(found)}.`)];
}

function expiry({ exp }: JsonObject, { now }: ExpectedToken): Observation {
  if (typeof exp !== "number" || Math.abs(exp) > 1e11) {
    return bad("token-has-expired", "token", place, "It names no time at which it ends.");
  }
  const end = new Date(exp * 1000);
  const seconds = Math.round((end.getTime() - now.getTime()) / 1000);
  return seconds > 0
    ? good("token", "identity", place, `It holds for another ${seconds} seconds, until ${end.toISOString()}.`)
    : bad("token-has-expired", "token", place, `It ended ${-seconds} seconds ago, at ${end.toISOString()}.`);
}

/**
 * A token that no person stands behind: at Entra it names an application and no scopes, at Okta its subject is its client.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
function person(claims: JsonObject): readonly Observation[] {
  const isApplication = claims["idtyp"] === "app" || (claims["roles"] !== undefined && claims["scp"] === undefined);
  const isOwnSubject = claims["sub"] !== undefined && claims["sub"] === clientOf(claims);
  return isApplication || isOwnSubject
    ? [bad("token-without-person", "token", place, "It names an application, and no person.")]
    : [good("token", "identity", place, "It names a person.")];
}

function clientOf(claims: JsonObject): string | undefined {
  return ["azp", "cid", "appid", "client_id"].map((name) => claims[name]).find((value) => typeof value === "string");
}

/** Entra writes one text, Okta a list, others `scope`. */
function scopesOf(claims: JsonObject): readonly string[] {
  const written = claims["scp"] ?? claims["scope"];
  return typeof written === "string" ? written.split(" ").filter((scope) => scope !== "") : textsOf(written);
}

/** A key set, where a document is one. */
export function keySetOf(document: unknown): JsonObject | undefined {
  return isObject(document) && Array.isArray(document["keys"]) ? document : undefined;
}
