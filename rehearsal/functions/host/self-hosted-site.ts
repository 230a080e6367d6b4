import type { IncomingHttpHeaders } from "node:http";
import type { SiteState } from "../../azure/state";
import { startCustomHandler, type RunningHandler } from "./custom-handler";
import { forward } from "./forward";
import type { HostFile } from "./host-file";
import { Keeper, ProgramUnavailable } from "./keeper";
import { carriesKey, hostKey } from "./keys";
import type { Program } from "./program";
import { refuse, serverLog, type HostParts, type SiteProgram, type SiteRequest } from "./site-program";

const flag = { setting: "AzureWebJobsFeatureFlags", value: "EnableMcpCustomHandlerPreview" } as const;

/**
 * A self-hosted server: its program receives every path of the site.
 * @see https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers
 */
export class SelfHostedSite implements SiteProgram {
  readonly #level: string;
  readonly #parts: HostParts;
  readonly #keeper: Keeper<RunningHandler>;

  constructor(
    site: SiteState,
    folder: string,
    { level, handler }: Extract<HostFile, { hosting: "self-hosted" }>,
    parts: HostParts,
  ) {
    this.#level = level;
    this.#parts = parts;
    const log = serverLog(parts.journal, site);
    this.#keeper = new Keeper((settings, signal) =>
      startCustomHandler({ site, settings, handler, folder, log, signal, ...parts }),
    );
  }

  get program(): Program | undefined {
    return this.#keeper.running?.program;
  }

  async answer(incoming: SiteRequest): Promise<void> {
    const { site, url, headers, request, response } = incoming;
    const { journal } = this.#parts;
    if (!(site.appSettings[flag.setting] ?? "").split(",").some((value) => value.trim() === flag.value)) {
      refuse(journal, incoming, 404, `app setting ${flag.setting} does not hold ${flag.value}, so nothing is run.`);
      return;
    }
    if (this.#level !== "anonymous" && !carriesKey(hostKey(site.id, "default"), headers["x-functions-key"], url)) {
      const level = JSON.stringify(this.#level);
      refuse(journal, incoming, 401, `the authorization level is ${level}, and the request carries no key.`);
      return;
    }
    try {
      const { port, program } = await this.#keeper.ready(site.appSettings);
      await program.channel.synchronized();
      const path = `${url.pathname}${url.search}`;
      const answered = await forward(request, response, { port, path, headers: this.#headers(headers, port) });
      if (answered) {
        this.#keeper.succeeded();
        return;
      }
      await program.settle();
      refuse(journal, incoming, 502, "the program of the custom handler did not answer.");
    } catch (error) {
      if (!(error instanceof ProgramUnavailable)) throw error;
      refuse(journal, incoming, 503, error.message);
    }
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }

  /** @see https://learn.microsoft.com/azure/app-service/configure-language-nodejs#detect-https-session */
  #headers(headers: IncomingHttpHeaders, port: number): IncomingHttpHeaders {
    const { customHandlerHost } = this.#parts.switches;
    return {
      ...headers,
      "x-forwarded-proto": "https",
      ...(customHandlerHost === "own" && { host: `127.0.0.1:${port}` }),
    };
  }
}
