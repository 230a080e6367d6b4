/**
 * The least that the provider can be tried against: a sign-in, and a store of JSON documents under any path of Resource
 * Manager and of a Foundry data plane. What the real services refuse is told to it by the test.
 */
import { randomUUID } from "node:crypto";
import type { ApiResponse } from "../../../rehearsal/terraform/api-clients";
import type { HttpRequest, HttpTransport } from "../../../rehearsal/terraform/transport";

/** A document of the fake cloud. */
export type Document = Record<string, unknown>;

/** A fake cloud that remembers what it was asked. */
export class FakeClouds implements HttpTransport {
  /** Documents by path, without query. */
  readonly documents = new Map<string, Document>();
  readonly requests: (HttpRequest & { readonly path: string; readonly json: unknown })[] = [];
  /** Answers to give instead, once each, to the first request that matches. */
  readonly refusals: { readonly when: (method: string, path: string) => boolean; readonly answer: ApiResponse }[] = [];

  send(request: HttpRequest): Promise<ApiResponse> {
    return Promise.resolve(this.answer(request));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Methods and paths of all requests since the last call, the sign-ins left out. */
  takeRequests(): readonly string[] {
    const taken = this.requests.splice(0).filter(({ url }) => !url.includes("login.microsoftonline.com"));
    return taken.map(({ method, path }) => `${method} ${path}`);
  }

  private answer(request: HttpRequest): ApiResponse {
    const url = new URL(request.url);
    const path = decodeURIComponent(url.pathname);
    const signIn = url.host === "login.microsoftonline.com";
    const json: unknown = signIn || request.body === undefined ? undefined : JSON.parse(request.body);
    this.requests.push({ ...request, path, json });
    if (signIn) return ok(token(path.split("/")[1] ?? ""));
    const refusal = this.refusals.findIndex(({ when }) => when(request.method, path));
    if (refusal >= 0) return this.refusals.splice(refusal, 1)[0]?.answer ?? ok({});
    if (path.endsWith("/roleDefinitions")) return ok({ value: [{ id: `${path}/${randomUUID()}` }] });
    if (path.endsWith("/register")) return ok({});
    if (/^\/subscriptions\/[^/]+\/providers(\/[^/]+)?$/.test(path)) return ok({ value: [] });
    if (path.endsWith("/listKeys") || path.endsWith("/sharedKeys")) return ok({ key1: "one", key2: "two" });
    return this.document(request.method, path, json as Document);
  }

  private document(method: string, path: string, body: Document): ApiResponse {
    const existing = this.documents.get(path);
    if (method === "POST") return this.document("PUT", existing ? path : `${path}/${String(body["name"])}`, body);
    if (method === "PUT") {
      const properties = {
        ...(body["properties"] as Document),
        redirectUrl: `https://consent.example/${randomUUID()}`,
      };
      this.documents.set(path, { ...body, properties, id: path, name: path.split("/").at(-1) });
      return ok(this.documents.get(path));
    }
    if (existing === undefined) return failure(404, "ResourceNotFound", `${path} was not found.`);
    if (method === "DELETE") this.documents.delete(path);
    return ok(existing);
  }
}

/** An answer in the form of Resource Manager's errors. */
export function failure(status: number, code: string, message: string): ApiResponse {
  return { status, headers: {}, body: { error: { code, message } } };
}

function ok(body: unknown): ApiResponse {
  return { status: 200, headers: {}, body };
}

function token(tenant: string): Document {
  const claims = { tid: tenant, oid: "00000000-0000-4000-8000-0000000000aa", appid: "deployer" };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return { access_token: `${part({ alg: "none" })}.${part(claims)}.`, expires_in: 3600, token_type: "Bearer" };
}
