/** Lists that come in pages, from hosts that page well and from others. */
import { describe, expect, test } from "@jest/globals";
import { createHttpClient, pages, type Pages } from "../../../doctor/http";
import { json, withServer, type Answer } from "./loopback-server";

async function read(answer: Answer, most?: number): Promise<Pages> {
  return withServer(answer, (origin) =>
    pages(createHttpClient({ environment: {} }), { method: "GET", url: `${origin}/list` }, most),
  );
}

const pageOf = (url: string | undefined): number => Number(/page=(\d+)/.exec(url ?? "")?.[1] ?? 0);

/** What says that there is more. */
interface More {
  readonly headers?: Readonly<Record<string, string>>;
  readonly member?: Readonly<Record<string, string>>;
}

const vendors: readonly (readonly [vendor: string, more: (next: string) => More])[] = [
  ["Okta", (next) => ({ headers: { link: `<${next.replace("page", "self")}>; rel="self", <${next}>; rel="next"` } })],
  ["Graph", (next) => ({ member: { "@odata.nextLink": next } })],
  ["Resource Manager", (next) => ({ member: { nextLink: next } })],
];

describe("three pages", () => {
  test.each(vendors)("as %s gives them", async (_vendor, moreAt) => {
    const answer: Answer = ({ url, headers }, response) => {
      const page = pageOf(url);
      const more = page < 2 ? moreAt(`http://${headers.host ?? ""}/list?page=${page + 1}`) : {};
      json(response, more.headers ? [page] : { value: [page], ...more.member }, more.headers);
    };
    expect(await read(answer)).toEqual({ items: [0, 1, 2] });
  });
});

describe("what was read is given, with why there may be more", () => {
  test("a circle", async () => {
    const { items, incomplete } = await read(({ headers }, response) => {
      json(response, { value: ["a"], nextLink: `http://${headers.host ?? ""}/list` });
    });
    expect(items).toEqual(["a"]);
    expect(incomplete).toMatch(/^"127\.0\.0\.1:\d+": its next page is one that was read before$/);
  });

  test("a spiral", async () => {
    const { items, incomplete } = await read(({ url }, response) => {
      json(response, { value: ["a"], nextLink: `/list?page=${pageOf(url) + 1}` });
    }, 4);
    expect(items).toHaveLength(4);
    expect(incomplete).toContain("it has more than 4 pages");
  });

  test("a next page on another host", async () => {
    const { incomplete } = await read((_request, response) => {
      json(response, { value: [], "@odata.nextLink": "https://attacker.example/?token=do-not-show" });
    });
    expect(incomplete).toContain('its next page lies on "https://attacker.example", where nothing is sent');
    expect(incomplete).not.toContain("do-not-show");
  });

  test("a second page that is refused", async () => {
    const { items, refused } = await read(({ url }, response) => {
      if (pageOf(url) === 0) json(response, { value: ["a"], nextLink: "/list?page=1" });
      else response.writeHead(403).end();
    });
    expect(items).toEqual(["a"]);
    expect(refused?.status).toBe(403);
  });

  test.each([
    ["HTML", "text/html", "<html>", 'it answers 200 with "text/html" instead of JSON'],
    [
      "no content type that is known",
      "application/jsonish",
      "[]",
      'it answers 200 with "application/jsonish" instead of JSON',
    ],
    ["JSON that is none", "application/json; charset=utf-8", "{", "it answers 200 with a body that is no JSON"],
  ])("%s", async (_what, type, body, said) => {
    const { incomplete } = await read((_request, response) => response.setHeader("content-type", type).end(body));
    expect(incomplete).toContain(said);
  });

  test.each([["null"], ["3"], ['{"value":"many"}']])("%s is an empty page", async (body) => {
    const answer: Answer = (_request, response) => response.setHeader("content-type", "application/json").end(body);
    expect(await read(answer)).toEqual({ items: [] });
  });
});
