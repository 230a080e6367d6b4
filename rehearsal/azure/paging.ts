/**
 * Lists in pages. How long a page is, each resource provider decides for itself; callers go by the link alone.
 * @see https://learn.microsoft.com/rest/api/azure/#async-operations-throttling-and-paging
 */
import { isObject } from "../json";
import type { Reply } from "../routes";
import { invalidRequestContent } from "./errors";

const pageSize = 100;
const tokenName = "$skiptoken";

/** The page of a list that a URL asks for; any other reply stays as it is. @param url path and query of the request */
export function pageOf(reply: Reply, url: string): Reply {
  const { body } = reply;
  const value: unknown = isObject(body) ? body["value"] : undefined;
  if (!isObject(body) || !Array.isArray(value) || value.length <= pageSize) return reply;
  const link = new URL(url, "https://management.azure.com");
  const start = startOf(link.searchParams.get(tokenName));
  link.searchParams.set(tokenName, Buffer.from(String(start + pageSize)).toString("base64url"));
  const next = start + pageSize < value.length ? { nextLink: link.href } : {};
  return { ...reply, body: { ...body, value: value.slice(start, start + pageSize), ...next } };
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!/^\d{1,9}$/.test(text)) throw invalidRequestContent("The skip token is none that this service gave.");
  return Number(text);
}
