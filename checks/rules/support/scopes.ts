/** Scopes as connections request them. */
import { fromParts, textOf, type Part, type Value, type Values } from "../../wiring/value";
import type { Connection } from "../../wiring/wiring";
import { shortNameOf } from "../../wiring/relations";

/** Scopes that OpenID Connect defines: they open no tool. @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
const protocolScopes: ReadonlySet<string> = new Set([
  "openid",
  "profile",
  "email",
  "address",
  "phone",
  "offline_access",
]);

/** Whether a scope is surely one of OpenID Connect's. */
export function isProtocolScope(scope: Value): boolean {
  const text = textOf(scope);
  return text !== undefined && protocolScopes.has(text);
}

/** The requested scopes of the API, in the form of the request; undefined where nothing is said about scopes. */
export function apiScopes({ scopes }: Connection): Values | undefined {
  return scopes && { ...scopes, items: scopes.items.filter((scope) => !isProtocolScope(scope)) };
}

/** The same list by short names. */
export function shortNames(values: Values): Values {
  return { ...values, items: values.items.map(shortNameOf) };
}

/** `<resource>/<name>`: a scope as it is requested at Entra. */
export function qualified(resource: Value, name: Value): Value {
  if (resource.kind === "unknown") return resource;
  if (name.kind === "unknown") return name;
  return fromParts([...partsOf(resource), "/", ...partsOf(name)], name.source);
}

function partsOf(value: Exclude<Value, { kind: "unknown" }>): readonly Part[] {
  return value.kind === "literal" ? [String(value.value)] : value.parts;
}
