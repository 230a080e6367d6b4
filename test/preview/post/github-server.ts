/** A small GitHub: comments of one pull request, with the pages, limits and refusals of the real API. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The token that it knows. */
export const token = "ghs_0123456789abcdefghijABCDEFGHIJ";
/** Whose token that is. */
export const viewer = "github-actions[bot]";

/** A stored comment. */
export interface StoredComment {
  readonly id: number;
  readonly login: string;
  body: string;
}

/** An answer instead of the usual one. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
}

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
}

const pageSize = 2;

/** The server. Pull request 7 of `octo/weather` is the only one, merged as the commit `merged`. */
export class GithubServer {
  comments: StoredComment[] = [];
  readonly arrived: Arrived[] = [];
  /** Asked before every request, for what happens meanwhile and for another answer. @default nothing and the usual answer */
  interfere: (request: Arrived) => Refusal | undefined = () => undefined;
  private nextId = 100;
  private readonly server = createServer((request, response) => void this.handle(request, response));

  /** Starts it. @returns the address of the API */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Lets somebody comment. */
  add(login: string, body: string): StoredComment {
    const comment = { id: this.nextId++, login, body };
    this.comments.push(comment);
    return comment;
  }

  /** Bodies as they stand below each other. */
  bodiesOf(login: string): readonly string[] {
    return this.comments.filter((comment) => comment.login === login).map(({ body }) => body);
  }

  /** Methods of the requests that change something. */
  get writes(): readonly string[] {
    return this.arrived
      .filter(({ method, path }) => method !== "GET" && path !== "/graphql")
      .map(({ method }) => method);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "GET", url = "/" } = request;
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const arrived = { method, path: pathname };
    this.arrived.push(arrived);
    const refusal = this.interfere(arrived);
    if (refusal) {
      answer(response, refusal.status, { message: refusal.message ?? "Refused" }, refusal.headers);
      return;
    }
    if (request.headers.authorization !== `token ${token}`) {
      answer(response, 401, { message: "Bad credentials" });
      return;
    }
    const body = chunks.length === 0 ? "" : (JSON.parse(Buffer.concat(chunks).toString()) as { body?: string }).body;
    this.route(arrived, Number(searchParams.get("page") ?? 1), body ?? "", response);
  }

  private route({ method, path }: Arrived, page: number, body: string, response: ServerResponse): void {
    const id = Number(/^\/repos\/octo\/weather\/issues\/comments\/(\d+)$/.exec(path)?.[1]);
    const comment = this.comments.find((each) => each.id === id);
    const all = "/repos/octo/weather/issues/7/comments";
    if (path === "/graphql") answer(response, 200, { data: { viewer: { login: viewer } } });
    else if (method === "GET" && path === "/repos/octo/weather/pulls/7") answer(response, 200, { number: 7 });
    else if (method === "GET" && path === "/repos/octo/weather/commits/merged/pulls") {
      answer(response, 200, [{ number: 7, merged_at: "2026-01-01T00:00:00Z", merge_commit_sha: "merged" }]);
    } else if (method === "GET" && path === all) this.list(page, response);
    else if (body.length > 65_536) answer(response, 422, { message: "Validation Failed: body is too long" });
    else if (method === "POST" && path === all) answer(response, 201, this.add(viewer, body));
    else if (comment === undefined) answer(response, 404, { message: "Not Found" });
    else if (method === "PATCH") {
      comment.body = body;
      answer(response, 200, comment);
    } else {
      this.comments = this.comments.filter((each) => each !== comment);
      answer(response, 204);
    }
  }

  private list(page: number, response: ServerResponse): void {
    const shown = this.comments.slice((page - 1) * pageSize, page * pageSize);
    const { port } = this.server.address() as AddressInfo;
    const next = `<http://127.0.0.1:${port}/repos/octo/weather/issues/7/comments?page=${page + 1}>; rel="next"`;
    const bodies = shown.map(({ id, login, body }) => ({ id, body, user: { login } }));
    answer(response, 200, bodies, page * pageSize < this.comments.length ? { link: next } : {});
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
