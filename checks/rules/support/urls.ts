/** Parts of a URL that may hold references. */
import { fromParts, type Part, type Value } from "../../wiring/value";

/** A URL taken apart. */
export type TakenApart =
  | { readonly outcome: "url"; readonly scheme: string; readonly host: Value; readonly path: string }
  | { readonly outcome: "other" }
  | { readonly outcome: "undecided"; readonly missing: string };

/** Takes a URL apart into scheme, host and path; query and fragment are left out. */
export function takeApart(value: Value): TakenApart {
  if (value.kind === "unknown") return { outcome: "undecided", missing: value.reason };
  const parts = value.kind === "literal" ? [String(value.value)] : value.parts;
  const [first, ...rest] = parts;
  if (typeof first !== "string") {
    return { outcome: "undecided", missing: "it begins with something that is known after apply only" };
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(first);
  if (!scheme) return { outcome: "other" };
  const host: Part[] = [];
  let path: string | undefined;
  for (const part of [first.slice(scheme[0].length), ...rest]) {
    if (typeof part !== "string") {
      if (path !== undefined) return { outcome: "undecided", missing: "its path is known after apply only" };
      host.push(part);
      continue;
    }
    if (path !== undefined) {
      path += part;
      continue;
    }
    const cut = part.search(/[/?#]/);
    host.push(cut < 0 ? part : part.slice(0, cut));
    if (cut >= 0) path = part.slice(cut);
  }
  return {
    outcome: "url",
    scheme: (scheme[1] ?? "").toLowerCase(),
    host: fromParts(host, value.source),
    path: (path ?? "/").replace(/[?#].*$/, ""),
  };
}

/** A value without a text at its end; undefined where it does not end so. */
export function withoutEnd(value: Value | undefined, end: string): Value | undefined {
  if (value === undefined || value.kind === "unknown") return undefined;
  const parts = value.kind === "literal" ? [String(value.value)] : value.parts;
  const last = parts.at(-1);
  if (typeof last !== "string" || !last.endsWith(end)) return undefined;
  return fromParts([...parts.slice(0, -1), last.slice(0, -end.length)], value.source);
}
