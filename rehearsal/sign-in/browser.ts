/** A small browser that a person signs in with: it keeps cookies, follows redirects and fills in forms, and runs no scripts. */
import { CookieJar } from "tough-cookie";
import { tooLarge, tooManyPages } from "./browser-errors";
import { readDocument, type SeenForm } from "./browser-document";
import { withoutSecrets } from "./browser-history";

/** Pages, redirects included, after which a sign-in leads nowhere. */
const mostPages = 20;
const largestPage = 1024 * 1024;

/** What a person sees when there is nothing left to do. */
export interface SeenPage {
  readonly host: string;
  /** 0 where the browser stopped or the host cannot be reached. */
  readonly status: number;
  readonly title: string;
  /** Text of the page on one line. */
  readonly text: string;
  /** All addresses that the browser came by, this one included; values that may be secret are left out. */
  readonly visited: readonly string[];
}

/** How the person behaves. */
export interface Behaviour {
  /** @default accept */
  readonly consent?: "accept" | "decline";
  /** Ends where an address is not to be fetched; it alone sees the whole address. @default nowhere */
  readonly stopAt?: (url: URL) => boolean;
}

/** One person's browser. */
export interface Browser {
  /**
   * Opens a page, signs in where a page asks for a name, answers where it asks for consent, and goes on until a page asks nothing.
   * A form that comes back is not filled in twice.
   * @param url where the person begins
   * @param login the sign-in name
   * @throws Error after 20 pages, and for a page of more than 1 MiB
   */
  open(url: string, login: string, behaviour?: Behaviour): Promise<SeenPage>;
}

/** What is sent to an address. */
interface Sent {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Fetched {
  readonly url: URL;
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

const plainly: Sent = { method: "GET", headers: {} };

/** A browser without cookies. @param fetch reaches the clouds' host names */
export function createBrowser(fetch: typeof globalThis.fetch): Browser {
  const cookies = new CookieJar();

  const load = async (url: URL, sent: Sent): Promise<Fetched> => {
    const cookie = await cookies.getCookieString(url.href);
    const headers = { ...sent.headers, accept: "text/html", ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(url, { ...sent, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) await cookies.setCookie(line, url.href, { ignoreError: true });
    return {
      url,
      status: response.status,
      location: response.headers.get("location"),
      body: await readBody(response),
    };
  };

  return {
    async open(start, login, { consent = "accept", stopAt = () => false } = {}) {
      const visited: string[] = [];
      const answered = new Set<string>();
      let url = new URL(start);
      let sent = plainly;
      while (visited.length < mostPages) {
        visited.push(withoutSecrets(url));
        if (stopAt(url)) return { host: url.host, status: 0, title: "", text: "", visited };
        const page = await load(url, sent).catch(unreachable);
        if (page === undefined)
          return { host: url.host, status: 0, title: "", text: `${url.host} cannot be reached.`, visited };
        sent = plainly;
        if (page.location !== null && page.status >= 300 && page.status < 400) {
          url = new URL(page.location, url);
          continue;
        }
        const { title, text, form } = readDocument(page.body, page.url);
        if (form === undefined || answered.has(form.identity)) {
          return { host: url.host, status: page.status, title, text, visited };
        }
        answered.add(form.identity);
        ({ url, sent } = submit(form, form.answer(login, consent)));
      }
      throw tooManyPages(mostPages, visited);
    },
  };
}

/** The Fetch API tells a host that does not answer by a TypeError. */
function unreachable(error: unknown): undefined {
  if (!(error instanceof TypeError)) throw error;
}

function submit({ action, method }: SeenForm, answer: URLSearchParams): { url: URL; sent: Sent } {
  if (method === "get") {
    const url = new URL(action);
    url.search = answer.toString();
    return { url, sent: plainly };
  }
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { url: action, sent: { method: "POST", headers, body: answer.toString() } };
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestPage) throw tooLarge(largestPage);
  }
  return Buffer.concat(chunks).toString("utf8");
}
