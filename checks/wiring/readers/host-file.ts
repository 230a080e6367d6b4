/** `host.json` of a server's folder: how the Functions host serves the MCP endpoint, and whether it demands a key. */
import type { HostFile } from "../wiring-function-app";
import { InputError } from "./input-error";

/**
 * Reads `host.json`.
 *
 * @param folder the server's folder
 * @throws {InputError} where the file is missing or is no JSON object
 */
export function readHostFile(folder: string): HostFile {
  throw new InputError(folder, "Not readable yet.");
}
