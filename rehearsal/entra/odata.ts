/**
 * The part of OData that the azuread provider and the Graph client libraries use: filters, `$select`, `$top`, pages.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
import { type Comparison, readFilter } from "./odata-filter";

/** An object as Graph answers with it. */
export type Entity = Readonly<Record<string, unknown>>;

/** A list request. */
export interface ListQuery {
  readonly query: URLSearchParams;
  /** The request's URL, from which the link to the next page is made. */
  readonly url: URL;
  /** Name of the entity type, for example `group`. */
  readonly type: string;
  /** Name of the entity set in the answer's context, for example `groups`. */
  readonly set: string;
  /** Comparisons beside `eq`, by the property that knows them. @default none */
  readonly comparisons?: Readonly<Record<string, readonly Comparison[]>>;
  /** Objects of a page, and the most that a caller may ask for. @default 100, and 999 */
  readonly pageSize?: number;
}

const context = "https://graph.microsoft.com/v1.0/$metadata#";
const defaultPageSize = 100;
const largestPageSize = 999;

/** One object, with its context. */
export function single(set: string, entity: Entity, query: URLSearchParams): Entity {
  return { "@odata.context": `${context}${set}/$entity`, ...select(entity, query) };
}

/**
 * A page of the objects that a query asks for.
 * @param entities all objects of the set
 * @param like an object with all properties that the type has, which decides what a filter may name
 * @param list the request
 */
export function page(entities: readonly Entity[], like: Entity, list: ListQuery): Entity {
  const { query, url, type, set } = list;
  const found = entities.filter(readFilter(query.get("$filter"), { like, type, comparisons: list.comparisons ?? {} }));
  const usual = list.pageSize ?? defaultPageSize;
  const size = Math.min(Number(query.get("$top") ?? usual) || usual, list.pageSize ?? largestPageSize);
  const start = Number(decodeToken(query.get("$skiptoken")));
  const next = start + size < found.length ? { "@odata.nextLink": nextLink(url, start + size) } : {};
  return {
    "@odata.context": `${context}${set}`,
    ...(query.get("$count") === "true" ? { "@odata.count": found.length } : {}),
    ...next,
    value: found.slice(start, start + size).map((entity) => select(entity, query)),
  };
}

function select(entity: Entity, query: URLSearchParams): Entity {
  const selected = query.get("$select");
  if (selected === null) {
    return entity;
  }
  const wanted = new Set(selected.split(",").map((name) => name.trim()));
  return Object.fromEntries(Object.entries(entity).filter(([name]) => wanted.has(name)));
}

function nextLink(url: URL, start: number): string {
  const link = new URL(url);
  link.searchParams.set("$skiptoken", Buffer.from(String(start)).toString("base64url"));
  return link.href;
}

function decodeToken(token: string | null): string {
  return token === null ? "0" : Buffer.from(token, "base64url").toString("utf8").replace(/\D/g, "") || "0";
}
