/** The client of the readers against hosts that mean ill, or are ill. */
import { describe, expect, test } from "@jest/globals";
import { createHttpClient, HttpFailed, type HttpClientOptions } from "../../../doctor/http";
import { withServer, type Answer } from "./loopback-server";

const client = (options: Partial<HttpClientOptions> = {}) => createHttpClient({ environment: {}, ...options });

/** What a client says of a host that answers so. */
async function reasonFor(answer: Answer, options: Partial<HttpClientOptions> = {}): Promise<string> {
  return withServer(answer, async (origin) => {
    const asked = client(options).request({ method: "GET", url: `${origin}/path?token=do-not-show` });
    const error: unknown = await asked.then(
      ({ status }) => `answered ${status}`,
      (failed: unknown) => failed,
    );
    if (!(error instanceof HttpFailed)) throw new Error(`no failure: ${String(error)}`);
    expect(error.message).not.toContain("do-not-show");
    return error.reason;
  });
}

describe("answers within bounds", () => {
  test("a huge answer is broken off", async () => {
    let sent = 0;
    const reason = await reasonFor(
      (_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write("x".repeat(65_536))) sent += 65_536;
        };
        response.on("drain", more);
        more();
      },
      { largestAnswer: 100_000 },
    );
    expect(reason).toBe("its answer is larger than 100000 bytes");
    expect(sent).toBeLessThan(50_000_000);
  });

  test.each([
    ["no answer", () => undefined],
    ["an answer that begins and does not end", (_request, response) => response.write("{")],
  ] as [string, Answer][])("%s is waited for a bounded time", async (_what, answer) => {
    expect(await reasonFor(answer, { patience: 50 })).toBe("it gave no whole answer within 0.05 seconds");
  });

  test("headers without end", async () => {
    const reason = await reasonFor((_request, response) => {
      response.setHeader("x-huge", "x".repeat(100_000)).end();
    });
    expect(reason).toBe("the headers of its answer are too large (HPE_HEADER_OVERFLOW)");
  });

  test("a connection that breaks off", async () => {
    const reason = await reasonFor((request) => request.socket.destroy());
    expect(reason).toBe("it breaks the connection off (ECONNRESET)");
  });

  test("an answer that is cut off is no answer", async () => {
    const reason = await reasonFor((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("[", () => response.destroy());
    });
    expect(reason).toMatch(/ECONNRESET|connection failed/);
  });

  test("at most some requests run at one time", async () => {
    let [running, most] = [0, 0];
    const answer: Answer = (_request, response) => {
      most = Math.max(most, ++running);
      setImmediate(() => {
        running -= 1;
        response.end("done");
      });
    };
    await withServer(answer, async (url) => {
      const few = client({ concurrency: 3 });
      await Promise.all(Array.from({ length: 20 }, () => few.request({ method: "GET", url })));
      expect(few.requests).toBe(20);
    });
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe("redirects", () => {
  test("of the same host are followed, and keep the headers", async () => {
    const answer: Answer = ({ url, headers }, response) => {
      if (url === "/old") response.writeHead(302, { location: "/new" }).end();
      else response.end(headers.authorization);
    };
    const body = await withServer(answer, async (origin) => {
      const headers = { authorization: "Bearer x" };
      return (await client().request({ method: "GET", url: `${origin}/old`, headers })).body;
    });
    expect(body).toBe("Bearer x");
  });

  test("to another host are not", async () => {
    const reason = await reasonFor((_request, response) => {
      response.writeHead(302, { location: "https://attacker.example/?token=do-not-show" }).end();
    });
    expect(reason).toBe('it redirects (302) to "https://attacker.example", where nothing is sent');
  });

  test("in a circle end", async () => {
    const reason = await reasonFor((_request, response) => response.writeHead(302, { location: "/again" }).end());
    expect(reason).toBe("it redirects more than 5 times");
  });

  test("are the answer where they are asked for", async () => {
    const answer: Answer = (_request, response) =>
      response.writeHead(302, { location: "https://elsewhere.example" }).end();
    const status = await withServer(
      answer,
      async (url) => (await client().request({ method: "GET", url, follow: false })).status,
    );
    expect(status).toBe(302);
  });
});

describe("waits that hosts ask for", () => {
  /** Answers so once, and then well; tells what was waited. */
  async function waitsFor(status: number, headers: Readonly<Record<string, string>>): Promise<readonly number[]> {
    const told: number[] = [];
    let asked = 0;
    const answer: Answer = (_request, response) => response.writeHead(++asked === 1 ? status : 200, headers).end();
    await withServer(answer, async (url) => {
      const patient = client({
        sleep: () => Promise.resolve(),
        onWait: (_host, milliseconds) => told.push(milliseconds),
      });
      await patient.request({ method: "GET", url });
    });
    return told;
  }

  test.each([
    ["Retry-After in seconds", 429, { "retry-after": "7" }, [7000]],
    [
      "Retry-After as a date",
      503,
      { date: "Tue, 24 Nov 2026 10:00:00 GMT", "retry-after": "Tue, 24 Nov 2026 10:00:03 GMT" },
      [3000],
    ],
    [
      "X-Rate-Limit-Reset by the host's own clock",
      429,
      { date: "Tue, 24 Nov 2026 10:00:00 GMT", "x-rate-limit-reset": "1795514405" },
      [5000],
    ],
    ["a reset that is over", 429, { "x-rate-limit-reset": "1" }, [0]],
    ["nothing at all", 429, {}, [1000]],
    ["503 without a time, which is an answer", 503, {}, []],
  ] as [string, number, Record<string, string>, number[]][])("%s", async (_what, status, headers, expected) => {
    expect(await waitsFor(status, headers)).toEqual(expected);
  });

  test("are bounded in all", async () => {
    const answer: Answer = (_request, response) => response.writeHead(429, { "retry-after": "25" }).end();
    const reason = await reasonFor(answer, { sleep: () => Promise.resolve() });
    expect(reason).toBe("it answers 429 and asks to wait 25 seconds; no more than 60 seconds are waited in all");
  });

  test("a host that is down for long has answered", async () => {
    const answer: Answer = (_request, response) => response.writeHead(503, { "retry-after": "9999" }).end();
    const status = await withServer(answer, async (url) => (await client().request({ method: "GET", url })).status);
    expect(status).toBe(503);
  });
});
