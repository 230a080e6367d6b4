/**
 * The System Log: `/api/v1/logs`. A request without `until` polls: each page has a next one, for what is still to happen.
 * @see https://developer.okta.com/docs/reference/api/system-log/
 */
import type { Reply, Route } from "../../routes";
import type { OktaCall, OktaContext } from "../okta-context";
import { dateInvalid, invalidField, keywordTooLong, sinceTooEarly } from "../okta-errors";
import { readFilter } from "./filter";

const day = 86_400_000;
const usualDays = 7;
const retainedDays = 90;
const earliestDays = 180;
const usualLimit = 100;
const largestLimit = 1000;
const longestKeyword = 40;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** The operations on the log. */
export const systemLogRoutes: readonly Route<OktaContext>[] = [{ method: "get", path: "/logs", handle: list }];

function list(call: OktaCall): Reply {
  const { query, context } = call;
  const { organization, clock } = context;
  const now = clock.now();
  const until = momentAt(query, "until");
  const since = momentAt(query, "since") ?? (until ?? now) - usualDays * day;
  if (since < now - earliestDays * day) throw sinceTooEarly();
  const limit = limitOf(query);
  const isAscending = ascending(query);
  const filter = query.get("filter") ?? "";
  const matches = filter.trim() === "" ? () => true : readFilter(filter);
  const keywords = keywordsOf(query);
  const after = positionOf(query.get("after"));
  const found = organization.systemLog
    .map((event, position) => ({ event, position, published: Date.parse(event.published) }))
    .filter(({ published }) => published >= Math.max(since, now - retainedDays * day))
    .filter(({ published }) => until === undefined || published <= until)
    .filter(({ event }) => matches(event) && keywords.every((keyword) => mentions(event, keyword)));
  const ordered = isAscending ? found : found.reverse();
  const left = ordered.filter(
    ({ position }) => after === undefined || (isAscending ? position > after : position < after),
  );
  const page = left.slice(0, limit);
  const isPolling = until === undefined && isAscending;
  const links = [`<${call.url.href}>; rel="self"`];
  if (isPolling || left.length > page.length) {
    const next = new URL(call.url);
    const last = page.at(-1)?.position ?? after ?? organization.systemLog.length - 1;
    next.searchParams.set("after", Buffer.from(String(last)).toString("base64url"));
    links.push(`<${next.href}>; rel="next"`);
  }
  return { status: 200, body: page.map(({ event }) => event), headers: { link: links.join(", ") } };
}

function momentAt(query: URLSearchParams, name: "since" | "until"): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  const moment = dateTime.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(moment)) throw dateInvalid(name);
  return moment;
}

function limitOf(query: URLSearchParams): number {
  const text = query.get("limit") ?? String(usualLimit);
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (!(limit <= largestLimit)) throw invalidField("limit", `must be between 0 and ${largestLimit}`);
  return limit;
}

function ascending(query: URLSearchParams): boolean {
  const order = query.get("sortOrder") ?? "ASCENDING";
  if (order !== "ASCENDING" && order !== "DESCENDING") {
    throw invalidField("sortOrder", "must be ASCENDING or DESCENDING");
  }
  return order === "ASCENDING";
}

function keywordsOf(query: URLSearchParams): readonly string[] {
  const keywords = (query.get("q") ?? "").split(" ").filter((keyword) => keyword !== "");
  if (keywords.some(({ length }) => length > longestKeyword)) throw keywordTooLong(longestKeyword);
  return keywords.map((keyword) => keyword.toLowerCase());
}

/** A keyword is a whole value, or a part of one between spaces and hyphens. */
function mentions(value: unknown, keyword: string): boolean {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some((inner) => mentions(inner, keyword));
  }
  const text = typeof value === "string" ? value.toLowerCase() : "";
  return text.split(/\s+/).some((word) => word === keyword || word.split("-").includes(keyword));
}

function positionOf(token: string | null): number | undefined {
  if (token === null || token === "") return undefined;
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!/^-?\d{1,9}$/.test(text)) throw invalidField("after", "must be the value of a link that this API gave");
  return Number(text);
}
