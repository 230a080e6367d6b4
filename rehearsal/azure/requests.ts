import type { Request } from "express";
import type { Caller, VerifyBearer } from "../bearer";
import { apiVersionMissing, authenticationMissing, invalidRequestContent, invalidToken } from "./errors";

/** Audiences that Resource Manager takes; the second is its older name. */
const audiences = ["https://management.azure.com", "https://management.core.windows.net"] as const;

/** A request to Resource Manager, past authentication. */
export interface ArmRequest {
  readonly method: string;
  /** Decoded segments of the path; none is empty or holds a slash. */
  readonly path: readonly string[];
  readonly apiVersion: string;
  /** Query parameter `$filter`. */
  readonly filter: string | null;
  /** Parsed JSON; `undefined` for an empty body. */
  readonly body: unknown;
  readonly caller: Caller;
}

/** Who asks. @throws ArmError AuthenticationFailed, InvalidAuthenticationToken */
export function authenticate(authorization: string | undefined, verifyBearer: VerifyBearer): Caller {
  if (authorization === undefined) throw authenticationMissing();
  for (const audience of audiences) {
    const caller = verifyBearer(authorization, audience);
    if (caller !== undefined) return caller;
  }
  throw invalidToken();
}

/** Reads a request. @throws ArmError MissingApiVersionParameter, InvalidRequestContent */
export function readRequest(request: Request, caller: Caller): ArmRequest {
  const url = new URL(request.originalUrl, "https://management.azure.com");
  // Resource Manager takes query parameters in any casing.
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const apiVersion = query.get("api-version") ?? "";
  if (apiVersion === "") throw apiVersionMissing();
  return {
    method: request.method,
    path: readPath(url.pathname),
    apiVersion,
    filter: query.get("$filter") ?? null,
    body: request.body as unknown,
    caller,
  };
}

function readPath(pathname: string): readonly string[] {
  const segments = pathname.replace(/\/$/, "").split("/").slice(1).map(decode);
  // A slash inside a name would make one id look like another.
  if (segments.some((segment) => segment === "" || segment.includes("/"))) {
    throw invalidRequestContent("The path holds an empty segment or a name with a slash.");
  }
  return segments;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidRequestContent("The path is not percent-encoded correctly.");
  }
}
