/** What is wrong with a request, by cause. */
import { HttpProblem } from "./problem";

/** The request was meant for another host. */
export function wrongHost(found: string | undefined, expected: string): HttpProblem {
  return new HttpProblem(403, "host", `This server answers for ${expected}.`, { found });
}

/** A web page of another origin sends the request. */
export function wrongOrigin(found: string, expected: string): HttpProblem {
  return new HttpProblem(403, "origin", `This server takes requests of web pages of ${expected} alone.`, { found });
}

/** No URL at all. */
export function badUrl(): HttpProblem {
  return new HttpProblem(400, "url", "The request has no URL that can be read.");
}

/** Nothing is there. */
export function notFound(endpoint: string): HttpProblem {
  return new HttpProblem(404, "path", `There is nothing here; the endpoint is ${endpoint}.`);
}

/** The method is not one of those that are answered. */
export function methodNotAllowed(allowed: string): HttpProblem {
  return new HttpProblem(405, "method", `Send ${allowed}.`, { headers: { allow: allowed } });
}

/** Clients ask for a stream of messages after they have signed in, and learn so that there is none. */
export function noStream(): HttpProblem {
  return new HttpProblem(405, "method", "There is no stream; send POST.", {
    headers: { allow: "POST" },
    routine: true,
  });
}

/** The body is no JSON. */
export function unsupportedMediaType(found: string | undefined): HttpProblem {
  return new HttpProblem(415, "media-type", "Send the message as application/json.", { found });
}

/** The body is too long. */
export function bodyTooLarge(limit: number): HttpProblem {
  return new HttpProblem(413, "body-too-large", `A message has at most ${limit} bytes.`);
}

/** The body is not JSON, or not UTF-8. */
export function notJson(): HttpProblem {
  return new HttpProblem(400, "not-json", "The body is no JSON text.", { code: -32700 });
}

/** The body holds several messages. */
export function batch(): HttpProblem {
  return new HttpProblem(400, "batch", "Send one message a request; batches are no part of MCP since 2025-06-18.");
}
