/** Routes of a management API as data: what is asked, in what context, and what is answered, apart from the HTTP around it. */
import type { Express, Request, Response } from "express";

/** A request that has passed authentication. */
export interface Call<Context> {
  readonly context: Context;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON. `undefined` where the request has no body. */
  readonly body: unknown;
  /** The URL under the vendor's host name, as a caller wrote it. */
  readonly url: URL;
}

/** What is answered. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON. @default no body */
  readonly body?: unknown;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of an API. */
export interface Route<Context> {
  readonly method: "get" | "put" | "post" | "patch" | "delete";
  /** In Express' notation, for example `/groups/:id`. */
  readonly path: string;
  readonly handle: (call: Call<Context>) => Reply;
}

/**
 * Adds routes to an application.
 * @param app where the routes are added
 * @param routes in the order in which they are tried
 * @param contextOf who asks and whose objects the request is about; throws what the vendor answers to a stranger
 */
export function addRoutes<Context>(
  app: Express,
  routes: readonly Route<Context>[],
  contextOf: (request: Request, response: Response) => Context,
): void {
  for (const { method, path, handle } of routes) {
    app[method](path, (request, response) => {
      const url = new URL(request.originalUrl, `https://${request.hostname}`);
      const reply = handle({
        context: contextOf(request, response),
        params: singleParams(request.params),
        query: url.searchParams,
        body: request.body as unknown,
        url,
      });
      send(response, reply);
    });
  }
}

/** Sends a reply; an empty one has no content type. */
export function send(response: Response, { status, body, headers = {} }: Reply): void {
  response.status(status).set(headers);
  if (body === undefined) {
    response.end();
  } else {
    response.json(body);
  }
}

/** A parameter that the route's path names. */
export function param(call: Call<unknown>, name: string): string {
  const value = call.params[name];
  if (value === undefined) {
    throw new Error(`The route has no parameter ${JSON.stringify(name)}; write :${name} in its path.`);
  }
  return value;
}

function singleParams(params: Request["params"]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, [value].flat().join("/")]));
}
