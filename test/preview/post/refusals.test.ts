import { expect, test } from "@jest/globals";
import { token, viewer } from "./github-server";
import { atGithub } from "./stage";

const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/** What goes wrong, on one line and without the token. */
async function problem(work: Promise<void>): Promise<string> {
  const message = await work.then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
  expect(message).not.toContain("\n");
  expect(message).not.toContain(token);
  return message;
}

test.each([
  ["Retry-After", { status: 403, message: secondary, headers: { "retry-after": "17" } }, 17_000],
  [
    "the time at which the limit ends",
    {
      status: 429,
      message: "API rate limit exceeded",
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1700000042" },
    },
    43_000,
  ],
  ["nothing but that it is a secondary limit", { status: 403, message: secondary }, 60_000],
])("a limit is waited for when GitHub says %s", (_, refusal, waited) =>
  atGithub(async ({ server, waits, post }) => {
    server.interfere = ({ method, path }) => {
      if (method !== "POST" || path === "/graphql") return undefined;
      server.interfere = () => undefined;
      return refusal;
    };
    await post(["text"]);
    expect(waits).toEqual([waited]);
    expect(server.comments).toHaveLength(1);
  }),
);

test("a limit that holds too long is told, and not waited for", () =>
  atGithub(async ({ server, waits, post }) => {
    server.interfere = () => ({ status: 403, message: secondary, headers: { "retry-after": "3600" } });
    expect(await problem(post(["text"]))).toMatch(/rate limit.*3600 more seconds/);
    expect(waits).toEqual([]);
  }));

test("limits without an end are waited for five minutes at most", () =>
  atGithub(async ({ server, waits, post }) => {
    server.interfere = () => ({ status: 429, message: secondary });
    expect(await problem(post(["text"]))).toMatch(/rate limit/);
    expect(waits).toEqual([60_000, 120_000]);
  }));

test("a failure of the server is tried again, but a comment is never written twice for it", () =>
  atGithub(async ({ server, waits, post }) => {
    let failures = 2;
    server.interfere = ({ method }) => (method === "GET" && failures-- > 0 ? { status: 502 } : undefined);
    await post(["text"]);
    expect(waits).toEqual([1000, 2000]);
    server.interfere = ({ method, path }) =>
      method === "POST" && path.endsWith("/comments") ? { status: 502 } : undefined;
    expect(await problem(post(["1", "2"]))).toMatch(/502/);
    expect(server.writes.filter((method) => method === "POST")).toHaveLength(2);
  }));

test("a token without permission is told what is missing", () =>
  atGithub(async ({ server, post }) => {
    server.interfere = ({ method, path }) =>
      method === "POST" && path.endsWith("/comments")
        ? { status: 403, message: "Resource not accessible by integration" }
        : undefined;
    expect(await problem(post(["text"]))).toMatch(/may not comment \(403.*pull-requests: write/);
  }));

test("a token that GitHub does not know is told, and not shown", () =>
  atGithub(
    async ({ post }) => {
      expect(await problem(post(["text"]))).toMatch(/does not accept GITHUB_TOKEN \(401\)/);
    },
    { held: "ghs_wrong" },
  ));

test("a number that is no pull request is told", () =>
  atGithub(
    async ({ server, post }) => {
      expect(await problem(post(["text"]))).toMatch(/"octo\/weather" has no pull request 8/);
      expect(server.writes).toEqual([]);
    },
    { number: 8 },
  ));

test("a text that is too long is told", () =>
  atGithub(async ({ post }) => {
    expect(await problem(post(["x".repeat(70_000)]))).toMatch(/refuses to comment \(422, "Validation Failed/);
  }));

test("a host that does not answer is told", () =>
  atGithub(async ({ server, post }) => {
    await server.stop();
    expect(await problem(post(["text"]))).toMatch(/"127\.0\.0\.1:\d+" cannot be reached/);
  }));

test("what comes back as fast as it is removed ends the work", () =>
  atGithub(async ({ server, post }) => {
    await post(["1", "2"]);
    const [{ body } = { body: "" }] = server.comments;
    server.interfere = ({ method }) => {
      if (method === "DELETE") server.add(viewer, body);
      return undefined;
    };
    expect(await problem(post(["1"]))).toMatch(/Does another run post the same preview\?/);
  }));
