import { createHash } from "node:crypto";
import { Secret } from "../../secret";

/** Keys of a Functions host: of its functions, and of the MCP extension. */
export type HostKeyName = "default" | "mcp_extension";

/**
 * A key of the host of a site. Derived, so that it is the same at every reading; no secret of anybody.
 * @see https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
 */
export function hostKey(siteId: string, name: HostKeyName): Secret {
  return new Secret(createHash("sha256").update(`${siteId.toLowerCase()} ${name}`).digest("base64url"));
}

/** Whether a request carries a key: in the header `x-functions-key` or the query parameter `code`. */
export function carriesKey(key: Secret, header: string | string[] | undefined, url: URL): boolean {
  const given = [header, url.searchParams.get("code") ?? undefined].flat();
  return given.some((value) => value !== undefined && key.matches(value));
}
