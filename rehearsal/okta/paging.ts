/**
 * Lists in pages, linked by `Link` headers (RFC 8288).
 * @see https://developer.okta.com/docs/api/#pagination
 */
import type { Reply } from "../routes";
import type { OktaCall } from "./okta-context";

/** A page of objects; the next one starts after the last id of this one. */
export function pageOf(
  call: OktaCall,
  objects: readonly Readonly<Record<string, unknown>>[],
  defaultLimit: number,
): Reply {
  const limit = Math.max(1, Number(call.query.get("limit") ?? defaultLimit) || defaultLimit);
  const after = call.query.get("after");
  const start = after === null ? 0 : objects.findIndex(({ id }) => id === after) + 1;
  const page = objects.slice(start, start + limit);
  const links = [`<${call.url.href}>; rel="self"`];
  if (start + limit < objects.length) {
    const next = new URL(call.url);
    next.searchParams.set("after", String(page.at(-1)?.["id"]));
    next.searchParams.set("limit", String(limit));
    links.push(`<${next.href}>; rel="next"`);
  }
  return { status: 200, body: page, headers: { link: links.join(", ") } };
}
