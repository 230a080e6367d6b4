/** Asks a vendor's API, and takes no answer for granted. */
import { HttpFailed, jsonOf, pages, type HttpAnswer, type HttpClient } from "../http";
import type { Answered, Listed, Unread } from "./answered";
import { isObject, type JsonObject } from "./json";

/** How a vendor's answers are understood. */
export interface Vendor {
  /** `https://` and host name. */
  readonly origin: string;
  /**
   * What an answer other than 200 means to a question that needs a permission.
   */
  readonly explain: (answer: HttpAnswer, needs: string) => Answered<never>;
}

/** Reads the objects and lists of one API. Nothing that a host answers makes it throw. */
export interface Reader {
  /** An object by its path. */
  one(path: string, needs: string): Promise<Answered<JsonObject>>;
  /** A list by its path, page by page. @param most pages, @default 100 */
  list(path: string, needs: string, most?: number): Promise<Answered<Listed<JsonObject>>>;
}

/** A reader over a client that says who asks. */
export function createReader(client: HttpClient, { origin, explain }: Vendor): Reader {
  return {
    async one(path, needs) {
      const url = `${origin}${path}`;
      try {
        const answer = await client.request({ method: "GET", url, headers });
        if (answer.status !== 200) return explain(answer, needs);
        const found = jsonOf(answer, url);
        return isObject(found) ? { outcome: "found", found } : { outcome: "unread", because: notAnObject(origin) };
      } catch (error) {
        if (!(error instanceof HttpFailed)) throw error;
        return { outcome: "unread", because: `${JSON.stringify(error.host)}: ${error.reason}` };
      }
    },
    async list(path, needs, most) {
      const read = await pages(client, { method: "GET", url: `${origin}${path}`, headers }, most);
      const unread = whyEnded(read, needs);
      const items = read.items.filter(isObject);
      if (unread === undefined) return { outcome: "found", found: { items } };
      if (unread.outcome !== "unread" || items.length === 0) return unread;
      return { outcome: "found", found: { items, unread } };
    },
  };

  function whyEnded(read: Awaited<ReturnType<typeof pages>>, needs: string): Answered<never> | undefined {
    if (read.refused !== undefined) return explain(read.refused, needs);
    return read.incomplete === undefined ? undefined : { outcome: "unread", because: read.incomplete };
  }
}

/** The same reader, which asks every question once: who asks again is given the same answer. */
export function askingOnce(reader: Reader): Reader {
  const objects = new Map<string, ReturnType<Reader["one"]>>();
  const lists = new Map<string, ReturnType<Reader["list"]>>();
  return {
    one(path, needs) {
      const answer = objects.get(path) ?? reader.one(path, needs);
      objects.set(path, answer);
      return answer;
    },
    list(path, needs, most) {
      const answer = lists.get(path) ?? reader.list(path, needs, most);
      lists.set(path, answer);
      return answer;
    },
  };
}

/** A reader that reads nothing, because nobody is signed in. */
export function createBlindReader(unread: Omit<Unread, "outcome">): Reader {
  const answer = { outcome: "unread", ...unread } as const;
  return { one: () => Promise.resolve(answer), list: () => Promise.resolve(answer) };
}

const headers = { accept: "application/json" } as const;

function notAnObject(origin: string): string {
  return `${JSON.stringify(new URL(origin).host)} answers with JSON that is no object`;
}
