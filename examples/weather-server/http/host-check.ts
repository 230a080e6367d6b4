/**
 * Keeps web pages of others from reaching this server through a name of their own that leads here (DNS rebinding).
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 */
import type { IncomingMessage } from "node:http";
import { isLoopback } from "../protected-resource";
import * as errors from "./errors";

/**
 * Lets requests pass that are meant for the host of the resource, or for loopback, under which the Functions host in front may reach this
 * server, and that no web page of elsewhere sends. Ports and the case of names do not matter.
 *
 * @throws {HttpProblem} for all others
 */
export function checkHost({ headers: { host, origin } }: IncomingMessage, resource: URL): void {
  if (!isOwn(host === undefined ? "" : `http://${host}`, resource)) throw errors.wrongHost(host, resource.hostname);
  if (origin !== undefined && !isOwn(origin, resource)) throw errors.wrongOrigin(origin, resource.origin);
}

function isOwn(text: string, resource: URL): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.hostname === resource.hostname || isLoopback(url);
}
