/** Clients that look at, or stand in the way of, what another client does. */
import type { HttpAnswer, HttpClient, HttpRequest } from "../../../doctor/http";

/** A client that writes down what is asked. */
export function recording(http: HttpClient, asked: HttpRequest[]): HttpClient {
  return answering(http, (request) => {
    asked.push(request);
    return undefined;
  });
}

/** A client that gives some answers itself, and sends what it has none for. */
export function answering(http: HttpClient, answer: (request: HttpRequest) => HttpAnswer | undefined): HttpClient {
  return {
    get requests() {
      return http.requests;
    },
    request: async (request) => answer(request) ?? http.request(request),
  };
}

/** A client that sends nothing: what it has no answer for is a mistake of the test. */
export function scripted(answer: (url: URL) => HttpAnswer | undefined): HttpClient {
  let requests = 0;
  return {
    get requests() {
      return requests;
    },
    request({ url }) {
      requests += 1;
      const found = answer(new URL(url));
      return found === undefined ? Promise.reject(new Error(`No answer for ${url}`)) : Promise.resolve(found);
    },
  };
}

/** An answer in JSON. */
export function jsonAnswer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const all = { "content-type": "application/json", ...headers };
  return { status, headers: new Map(Object.entries(all)), body: JSON.stringify(body) };
}
