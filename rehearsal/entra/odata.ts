/**
 * The part of OData that the azuread provider and the Graph client libraries use: filters of equalities joined by `and`,
 * `$select`, `$top`, pages.
 * @see https://learn.microsoft.com/graph/query-parameters
 */
import { filterPropertyUnknown, filterUnsupported } from "./graph-errors";

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
}

const context = "https://graph.microsoft.com/v1.0/$metadata#";
const defaultPageSize = 100;
const largestPageSize = 999;

/** `displayName eq 'a name'`; a quote inside a text is written twice. */
const clausePattern = /^\s*(\w+)\s+eq\s+(?:'((?:[^']|'')*)'|(true|false|null))\s*/i;
const conjunction = /^and\s+/i;
const literals: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

interface Clause {
  readonly property: string;
  readonly value: unknown;
}

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
  const found = entities.filter(predicate(query.get("$filter"), like, type));
  const size = Math.min(Number(query.get("$top") ?? defaultPageSize) || defaultPageSize, largestPageSize);
  const start = Number(decodeToken(query.get("$skiptoken")));
  const next = start + size < found.length ? { "@odata.nextLink": nextLink(url, start + size) } : {};
  return {
    "@odata.context": `${context}${set}`,
    ...(query.get("$count") === "true" ? { "@odata.count": found.length } : {}),
    ...next,
    value: found.slice(start, start + size).map((entity) => select(entity, query)),
  };
}

/** String comparison ignores case, as the directory's does. */
function predicate(filter: string | null, like: Entity, type: string): (entity: Entity) => boolean {
  const clauses = filter === null || filter.trim() === "" ? [] : readClauses(filter);
  for (const { property } of clauses) {
    if (!(property in like)) {
      throw filterPropertyUnknown(property, type);
    }
  }
  return (entity) => clauses.every(({ property, value }) => fold(entity[property]) === fold(value));
}

function readClauses(filter: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let rest = filter;
  for (;;) {
    const [clause, property, text, word] = clausePattern.exec(rest) ?? [];
    if (clause === undefined || property === undefined) {
      throw filterUnsupported();
    }
    clauses.push({
      property,
      value: text === undefined ? literals[String(word).toLowerCase()] : text.replaceAll("''", "'"),
    });
    rest = rest.slice(clause.length);
    if (rest === "") {
      return clauses;
    }
    const [and] = conjunction.exec(rest) ?? [];
    if (and === undefined) {
      throw filterUnsupported();
    }
    rest = rest.slice(and.length);
  }
}

function fold(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
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
