import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { SiteState } from "../../azure/state";
import type { Journal } from "../../journal";
import type { SwitchSettings } from "../../switches";
import type { ChildFiles } from "./child-files";
import type { Surroundings } from "./environment";
import type { LoggedLine } from "./log-lines";
import type { Program } from "./program";

/** A request that the gate has let through. */
export interface SiteRequest {
  readonly site: SiteState;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Whether the gate has vouched for somebody. */
  readonly authenticated: boolean;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What the programs of all sites are run with. */
export interface HostParts {
  readonly surroundings: Surroundings;
  readonly childFiles: ChildFiles;
  readonly journal: Journal;
  readonly switches: SwitchSettings;
}

/** What a site answers with the code that was published to it. */
export interface SiteProgram {
  answer(request: SiteRequest): Promise<void>;
  /** The process that runs now. @default none does */
  readonly program: Program | undefined;
  close(): Promise<void>;
}

/** Takes the lines that a site's process writes. */
export function serverLog(journal: Journal, { hostName }: SiteState): (line: LoggedLine) => void {
  return (line) => journal.write({ party: "server", where: hostName, ...line });
}

/** Refuses a request with an empty answer, and says why in the host's log. */
export function refuse(
  journal: Journal,
  { site, url, response }: Pick<SiteRequest, "site" | "url" | "response">,
  status: number,
  reason: string,
): void {
  const text = `${status} for ${JSON.stringify(url.pathname)}: ${reason}`;
  journal.write({ party: "functions host", where: site.hostName, outcome: "refused", text });
  // A caller that is gone, or has had a part of an answer, can be told nothing more.
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}
