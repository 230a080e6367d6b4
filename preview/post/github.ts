/** GitHub's client library as this project uses it: quiet, patient, and with one line for everything that goes wrong. */
import { setTimeout as delay } from "node:timers/promises";
import type { InputError } from "../../checks/wiring/readers/input-error";
import { badToken, limited, notPermitted, notReached, refused, unexpected } from "./errors";
import { type FailedRequest, isRequestError, patiently, pauseAfter, type Time } from "./patience";

/** Longest time in milliseconds that an answer may take. */
const longestAnswer = 60_000;

const realTime: Time = { now: () => Date.now(), wait: (milliseconds) => delay(milliseconds) };

/** Where and as whom requests are sent. */
export interface GithubOptions {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly token: string;
  /** @default that of this machine */
  readonly time?: Time;
}

/** The client. */
export type Github = Awaited<ReturnType<typeof connect>>;

/** Makes a client. Nothing is sent yet. */
export async function connect({ apiUrl, token, time = realTime }: GithubOptions) {
  // Loaded where it is needed: other commands need not wait for it.
  const [{ Octokit }, { paginateRest }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-paginate-rest"),
  ]);
  const silent = (): void => undefined;
  const github = new (Octokit.plugin(paginateRest))({
    baseUrl: apiUrl,
    auth: token,
    userAgent: "foundry-mcp-passthrough",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    // A redirect would turn a POST into a GET, and may lead to another host.
    request: { redirect: "error" },
  });
  github.hook.wrap("request", (request, options) =>
    patiently(
      async () => request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(longestAnswer) } }),
      options.method !== "POST" || options.url === "/graphql",
      time,
    ),
  );
  return github;
}

/**
 * What went wrong, in one line.
 *
 * @param error what the library threw
 * @param doing what was tried, as in "the token may not …"
 * @param apiUrl where
 * @returns the error itself where it is not of the library
 */
export function problemOf(error: unknown, doing: string, apiUrl: string): unknown {
  if (!isRequestError(error)) return isGraphqlError(error) ? unexpected(doing, 200, error.message) : error;
  return problemOfAnswer(error, doing, apiUrl);
}

function problemOfAnswer(error: FailedRequest, doing: string, apiUrl: string): InputError {
  const { status, message, response } = error;
  if (response === undefined) return notReached(new URL(apiUrl).host);
  const pause = pauseAfter(error, 1, Date.now());
  if (pause?.isLimit === true) return limited(doing, Math.ceil(pause.milliseconds / 1000));
  if (status === 401) return badToken();
  if (status === 403 || status === 404) return notPermitted(doing, status, message);
  return status === 422 ? refused(doing, message) : unexpected(doing, status, message);
}

function isGraphqlError(error: unknown): error is Error {
  return error instanceof Error && error.name === "GraphqlResponseError";
}
