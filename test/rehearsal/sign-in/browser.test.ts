import { expect, test } from "@jest/globals";
import { createBrowser } from "../../../rehearsal/sign-in/browser";
import { requirement } from "../../support/requirement";

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly cookie: string | undefined;
  readonly body: string | undefined;
}

/** A web of pages: what each address answers, and what was asked. */
function web(pages: (url: URL, sent: Sent) => Response): { readonly fetch: typeof fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const answer: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    const one = {
      url: url.href,
      method: init?.method ?? "GET",
      cookie: headers.get("cookie") ?? undefined,
      body: init?.body as string | undefined,
    };
    sent.push(one);
    return Promise.resolve().then(() => pages(url, one));
  };
  return { fetch: answer, sent };
}

const html = (body: string, init?: ResponseInit): Response =>
  new Response(`<html><head><title> A  title </title></head><body>${body}</body></html>`, init);
const redirect = (location: string, headers: Record<string, string> = {}): Response =>
  new Response("", { status: 302, headers: { location, ...headers } });

requirement(
  "sign-in.browser-bounded",
  async () => {
    const { fetch, sent } = web((url) => redirect(`${url.origin}/${Number(url.pathname.slice(1)) + 1}?state=secret`));
    await expect(createBrowser(fetch).open("https://a.example/0", "ada")).rejects.toThrow(
      'The sign-in does not end within 20 pages; the last were "https://a.example/17?state=", "https://a.example/18?state=", "https://a.example/19?state=".',
    );
    expect(sent).toHaveLength(20);
  },
  "redirects",
);

requirement(
  "sign-in.browser-bounded",
  async () => {
    const { fetch } = web(() => html("x".repeat(1024 * 1024)));
    await expect(createBrowser(fetch).open("https://a.example/", "ada")).rejects.toThrow("larger than 1048576 bytes");
  },
  "size",
);

requirement(
  "sign-in.browser-bounded",
  async () => {
    const { fetch } = web((url) =>
      url.pathname === "/"
        ? redirect(
            "https://user:password@b.example/back?code=secret-1&state=secret-2&error=no&other=secret-3#token=secret-4",
          )
        : html("done"),
    );
    const { visited } = await createBrowser(fetch).open("https://a.example/?client_id=weather", "ada");
    expect(visited).toEqual([
      "https://a.example/?client_id=weather",
      "https://b.example/back?code=&state=&error=no&other=",
    ]);
  },
  "addresses",
);

test("a form is filled in once: when it comes back, the person reads why", async () => {
  const form =
    '<form method="post" action="/next"><input name="csrf" type="hidden" value="1&amp;2"><input name="login"></form>';
  const { fetch, sent } = web(({ pathname }) => html(pathname === "/next" ? `Nobody  is\ncalled so.${form}` : form));
  const page = await createBrowser(fetch).open("https://a.example/", "ada@example.com");
  expect(sent.map(({ method, body }) => [method, body])).toEqual([
    ["GET", undefined],
    ["POST", "csrf=1%262&login=ada%40example.com"],
  ]);
  expect(page).toMatchObject({ status: 200, title: "A title", text: "Nobody is called so." });
});

test.each([
  ["accept", "answer=yes"],
  ["decline", "answer=no"],
] as const)("a question is answered with the button that says so: %s", async (consent, answer) => {
  const form = `<form method="post"><button name="answer" value="no">Cancel</button><button name="answer" value="yes">Accept</button></form>`;
  const { fetch, sent } = web((_url, { method }) => html(method === "POST" ? "thanks" : form));
  const page = await createBrowser(fetch).open("https://a.example/consent", "ada", { consent });
  expect([sent.at(-1)?.body, page.text]).toEqual([answer, "thanks"]);
});

test("a form with GET goes into the address, and a button may be an input", async () => {
  const form = '<form action="https://b.example/?old=1"><input type="submit" name="go" value="Continue"></form>';
  const { fetch, sent } = web(({ host }) => html(host === "b.example" ? "there" : form));
  await createBrowser(fetch).open("https://a.example/", "ada");
  expect(sent.at(-1)).toMatchObject({ method: "GET", url: "https://b.example/?go=Continue" });
});

test("cookies go back to where they came from, and nowhere else", async () => {
  const { fetch, sent } = web(({ host, pathname }) => {
    if (host === "a.example" && pathname === "/") {
      return redirect("/again", { "set-cookie": "own=1; Secure; HttpOnly; Path=/" });
    }
    return host === "a.example"
      ? redirect("https://b.example/", { "set-cookie": "foreign=2; Domain=b.example" })
      : html("end");
  });
  const browser = createBrowser(fetch);
  await browser.open("https://a.example/", "ada");
  await browser.open("https://a.example/", "ada");
  expect(sent.map(({ cookie }) => cookie)).toEqual([undefined, "own=1", undefined, "own=1", "own=1", undefined]);
});

test("a host that does not answer is what the person sees", async () => {
  const { fetch } = web(({ host }) => {
    if (host === "nowhere.example") throw new TypeError("fetch failed");
    return redirect("https://nowhere.example/?code=secret");
  });
  const page = await createBrowser(fetch).open("https://a.example/", "ada");
  expect(page).toMatchObject({ host: "nowhere.example", status: 0, text: "nowhere.example cannot be reached." });
});
