/** What stands between a doctor and a local cloud: it writes down what is asked, and may answer in the cloud's place. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { startFront } from "../../../../rehearsal/front/front";
import type { LocalCloud } from "../../../../rehearsal/local-cloud";

/** One request as it arrived. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly isSignedIn: boolean;
}

/** Answers in the cloud's place; false where the cloud is to answer. */
export type Instead = (asked: Asked, response: ServerResponse, headers: IncomingMessage["headers"]) => boolean;

/** A front before a cloud. */
export interface WatchedFront {
  /** Leads to it, and nowhere else. */
  readonly environment: NodeJS.ProcessEnv;
  /** Everything that was asked, in the order in which it arrived. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Every host that a doctor may ask. */
const hosts = [
  ...["login.microsoftonline.com", "graph.microsoft.com", "management.azure.com"],
  ...["example.okta.com", "*.azurewebsites.net", "*.services.ai.azure.com"],
];

/** Headers of a connection, and what a client that unpacks bodies has made of them. */
const ofConnection = new Set([
  "connection",
  "host",
  "transfer-encoding",
  "content-length",
  "content-encoding",
  "expect",
]);

/** Starts one. @param instead @default the cloud answers everything */
export async function watchedFront(
  { fetch }: LocalCloud,
  environment: NodeJS.ProcessEnv,
  instead: Instead = () => false,
): Promise<WatchedFront> {
  const asked: Asked[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "/", `https://${headers.host ?? ""}`);
    const one = { method, url, isSignedIn: headers.authorization !== undefined };
    asked.push(one);
    if (instead(one, response, headers)) return;
    forward(fetch, request, url, response).catch(() => response.destroy());
  };
  const front = await startFront([{ hosts, handle }]);
  const folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  const certificateAuthority = join(folder, "certificate-authority.pem");
  writeFileSync(certificateAuthority, front.certificateAuthority);
  return {
    asked,
    environment: {
      ...environment,
      HTTPS_PROXY: front.proxyUrl,
      https_proxy: front.proxyUrl,
      NODE_EXTRA_CA_CERTS: certificateAuthority,
    },
    async close() {
      await front.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function forward(
  fetch: LocalCloud["fetch"],
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  const answer = await fetch(url, {
    method: request.method ?? "GET",
    headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      ofConnection.has(name) || value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
    redirect: "manual",
    ...(body.length > 0 && { body }),
  });
  response.writeHead(
    answer.status,
    Object.fromEntries([...answer.headers].filter(([name]) => !ofConnection.has(name))),
  );
  response.end(Buffer.from(await answer.arrayBuffer()));
}
