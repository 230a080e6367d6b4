/** Lists that come in pages, as Okta (`Link`), Graph (`@odata.nextLink`) and Resource Manager (`nextLink`) give them. */
import * as errors from "./errors";
import type { HttpAnswer, HttpClient, HttpRequest } from "./http";
import { jsonOf } from "./json";

/** A list, as far as it came. */
export interface Pages {
  readonly items: readonly unknown[];
  /** The answer that was not 200, after which nothing was read. @default there was none */
  readonly refused?: HttpAnswer;
  /** Why the list ends early, as a clause; a refused page is no reason. @default it is whole, or refused */
  readonly incomplete?: string;
}

const usualPages = 100;

/**
 * Reads a list page by page. Never throws for what a host answers: what was read until then is given, with the reason.
 * @param client sends every request
 * @param request for the first page
 * @param most pages
 */
export async function pages(client: HttpClient, request: HttpRequest, most: number = usualPages): Promise<Pages> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  let url = request.url;
  try {
    for (;;) {
      if (seen.size === most) throw errors.tooManyPages(new URL(url).host, most);
      seen.add(url);
      const answer = await client.request({ ...request, url });
      if (answer.status !== 200) return { items, refused: answer };
      const document = jsonOf(answer, url);
      for (const item of itemsOf(document)) items.push(item);
      const next = nextOf(answer, document, url);
      if (next === undefined) return { items };
      if (seen.has(next)) throw errors.pagesInCircle(new URL(url).host);
      url = next;
    }
  } catch (error) {
    if (!(error instanceof errors.HttpFailed)) throw error;
    return { items, incomplete: `${JSON.stringify(error.host)}: ${error.reason}` };
  }
}

function itemsOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  const value = document === null ? undefined : (document as { readonly value?: unknown }).value;
  return Array.isArray(value) ? value : [];
}

function nextOf({ headers }: HttpAnswer, document: unknown, url: string): string | undefined {
  const link = linkedNext(headers.get("link")) ?? writtenNext(document);
  if (link === undefined) return undefined;
  const next = URL.canParse(link, url) ? new URL(link, url) : undefined;
  if (next?.origin !== new URL(url).origin) throw errors.pagesElsewhere(new URL(url).host, next?.origin ?? "no URL");
  return next.href;
}

/** @see https://www.rfc-editor.org/rfc/rfc8288 */
function linkedNext(header: string | undefined): string | undefined {
  const links = header?.matchAll(/<([^>]*)>([^,<]*)/g) ?? [];
  for (const [, target, parameters = ""] of links) {
    if (/;\s*rel\s*=\s*"?next"?\s*(;|$)/i.test(parameters.trim())) return target;
  }
  return undefined;
}

function writtenNext(document: unknown): string | undefined {
  if (document === null || typeof document !== "object") return undefined;
  const named = document as Readonly<Record<string, unknown>>;
  const link = named["@odata.nextLink"] ?? named["nextLink"];
  return typeof link === "string" && link !== "" ? link : undefined;
}
