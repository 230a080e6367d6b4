import { HttpFailed, type HttpAnswer, type HttpClient, type HttpRequest } from "../http";

/** An answer as it came, or why none came. */
export type Reply =
  | { readonly answer: HttpAnswer; readonly skew: number | undefined }
  | { readonly answer?: undefined; readonly reason: string };

/** Sends a request and follows no redirect; nothing that a host does makes it throw. */
export async function ask(client: HttpClient, request: HttpRequest): Promise<Reply> {
  try {
    const answer = await client.request({ ...request, follow: false });
    return { answer, skew: skewOf(answer) };
  } catch (error) {
    if (!(error instanceof HttpFailed)) throw error;
    return { reason: error.reason };
  }
}

/** A JSON object at a URL; `reason` as a clause where there is none. */
export async function askForObject(
  client: HttpClient,
  url: string,
): Promise<
  | { readonly document: Readonly<Record<string, unknown>>; readonly skew: number | undefined }
  | { readonly document?: undefined; readonly status?: number; readonly reason: string }
> {
  const reply = await ask(client, { method: "GET", url, headers: { accept: "application/json" } });
  if (reply.answer === undefined) return { reason: reply.reason };
  const { status, headers, body } = reply.answer;
  if (status !== 200) return { status, reason: `it answers ${status}` };
  const type = headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    return { status, reason: `it answers with ${JSON.stringify(type.slice(0, 80))}` };
  try {
    const document: unknown = JSON.parse(body);
    if (typeof document === "object" && document !== null && !Array.isArray(document)) {
      return { document: document as Readonly<Record<string, unknown>>, skew: reply.skew };
    }
  } catch {
    // What is no JSON is no object either.
  }
  return { status, reason: "it answers with no JSON object" };
}

/** Milliseconds by which the clock of a host is ahead of ours. A cache tells how old its answer is. */
function skewOf({ headers }: HttpAnswer): number | undefined {
  const date = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(date)) return undefined;
  const age = Number(/^\d{1,9}$/.exec(headers.get("age") ?? "")?.[0] ?? 0);
  return date + age * 1000 - Date.now();
}
