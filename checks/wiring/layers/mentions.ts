/** What parts of a wiring mention: addresses of blocks, and literal texts. */
import { resourceOf } from "../relations";
import type { Value } from "../value";

/** Addresses and texts that something mentions. */
export type Mentions = ReadonlySet<string>;

/** Keys under which nothing is said: where something stands, and what it is called itself. */
const silent: ReadonlySet<string> = new Set(["source", "address", "planned", "hostFile"]);

/** Everything that some parts of a wiring mention, their own addresses left out. */
export function mentionsOf(...parts: readonly unknown[]): Mentions {
  const found = new Set<string>();
  for (const part of parts) collect(part, found);
  return found;
}

function collect(part: unknown, into: Set<string>): void {
  if (typeof part !== "object" || part === null) return;
  if (Array.isArray(part)) for (const item of part) collect(item, into);
  else if (part instanceof Map) for (const entry of part.values()) collect(entry, into);
  else if (isValue(part)) addValue(part, into);
  else for (const key of Object.keys(part)) if (!silent.has(key)) collect(part[key as keyof typeof part], into);
}

function addValue(value: Value, into: Set<string>): void {
  if (value.kind === "unknown") {
    for (const { address } of value.mentions ?? []) into.add(address);
    return;
  }
  for (const part of value.kind === "literal" ? [String(value.value)] : value.parts) {
    if (typeof part === "string") addText(part, into);
    else into.add(part.address);
  }
  // A scope is qualified by the API that exposes it.
  const resource = resourceOf(value);
  if (resource?.kind === "literal") into.add(String(resource.value));
}

function addText(text: string, into: Set<string>): void {
  if (text === "") return;
  into.add(text);
  const server = /\/oauth2\/(?<id>[^/]+)/.exec(text)?.groups?.["id"];
  if (server !== undefined) into.add(serverMention(server));
}

/** How the id of an authorization server is mentioned by an URL. */
export function serverMention(id: string): string {
  return `/oauth2/${id}`;
}

function isValue(part: object): part is Value {
  return "kind" in part && (part.kind === "literal" || part.kind === "symbolic" || part.kind === "unknown");
}
