/** The client of every reader: bounded in time, size, number and wait, and never led to another host. */
import { setTimeout as delay } from "node:timers/promises";
import * as errors from "./errors";
import type { HttpAnswer, HttpClient, HttpClientOptions, HttpRequest } from "./http";
import { pauseOf, Pauses } from "./pauses";
import { Slots } from "./slots";
import { createTransport, type Transport } from "./transport";

const usualConcurrency = 8;
const usualPatience = 15_000;
const usualLargestAnswer = 4 * 1024 * 1024;
const usualLongestWait = 60_000;

const mostRedirects = 5;
const mostWaits = 5;

/** Makes a client, which opens no connection before its first request. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { sleep = (milliseconds: number) => delay(milliseconds), onWait = () => undefined } = options;
  const { longestWait = usualLongestWait, concurrency = usualConcurrency } = options;
  const slots = new Slots(concurrency);
  const pauses = new Pauses({ longestWait, sleep, onWait });
  const bounds = {
    ...options,
    patience: options.patience ?? usualPatience,
    largestAnswer: options.largestAnswer ?? usualLargestAnswer,
  };
  let transport: Promise<Transport> | undefined;
  let requests = 0;

  const once = async (request: HttpRequest, url: URL): Promise<HttpAnswer> =>
    slots.run(async () => {
      const send = await (transport ??= createTransport(bounds));
      requests += 1;
      return send(request, url);
    });

  const patiently = async (request: HttpRequest, url: URL): Promise<HttpAnswer> => {
    for (let waits = 0; ; waits += 1) {
      await pauses.over(url.host);
      const answer = await once(request, url);
      const pause = pauseOf(answer);
      if (pause === undefined || longestWait === 0) return answer;
      if (waits < mostWaits && pauses.begin(url.host, pause)) continue;
      // A host that is down for long has answered; one that only counts requests has not.
      if (answer.status === 503) return answer;
      throw errors.waitTooLong(url.host, answer.status, Math.ceil(pause / 1000), longestWait);
    }
  };

  return {
    async request(request) {
      let url = urlOf(request.url);
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const answer = await patiently(request, url);
        const next = request.follow === false ? undefined : redirectOf(request, url, answer);
        if (next === undefined) return answer;
        url = next;
      }
      throw errors.redirectsForEver(url.host, mostRedirects);
    },
    get requests() {
      return requests;
    },
  };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw errors.noUrl(text);
  }
  return url;
}

/** Where an answer sends the request on, which may not leave the origin. */
function redirectOf({ method }: HttpRequest, url: URL, { status, headers }: HttpAnswer): URL | undefined {
  const location = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  if (next?.origin !== url.origin || (method !== "GET" && method !== "HEAD")) {
    throw errors.redirectsElsewhere(url.host, status, next?.origin ?? "no URL");
  }
  return next;
}
