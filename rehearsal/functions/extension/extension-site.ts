import type { SiteState } from "../../azure/state";
import type { RegisteredFunction } from "../child/messages";
import type { HostFile } from "../host/host-file";
import { Keeper, ProgramUnavailable } from "../host/keeper";
import { carriesKey, hostKey } from "../host/keys";
import { presentable } from "../host/log-lines";
import type { Program } from "../host/program";
import { refuse, serverLog, type HostParts, type SiteProgram, type SiteRequest } from "../host/site-program";
import { FunctionApp } from "./function-app";
import { answerMcp, extensionPath } from "./mcp-endpoint";

/** The app setting that stands for `extensions.mcp.system.webhookAuthorizationLevel` of `host.json`. */
const levelSetting = "AzureFunctionsJobHost__extensions__mcp__system__webhookAuthorizationLevel";

/** A function app with the MCP extension: the host answers, and the code runs on a tool call only. */
export class ExtensionSite implements SiteProgram {
  readonly #hostFile: Extract<HostFile, { hosting: "mcp-extension" }>;
  readonly #parts: HostParts;
  readonly #keeper: Keeper<FunctionApp>;

  constructor(
    site: SiteState,
    folder: string,
    hostFile: Extract<HostFile, { hosting: "mcp-extension" }>,
    parts: HostParts,
  ) {
    this.#hostFile = hostFile;
    this.#parts = parts;
    const log = serverLog(parts.journal, site);
    this.#keeper = new Keeper((settings, signal) =>
      FunctionApp.start({ site, settings, folder, log, signal, ...parts }),
    );
  }

  get program(): Program | undefined {
    return this.#keeper.running?.program;
  }

  /** The functions that the app registers. @throws ProgramUnavailable where it cannot be loaded */
  async functions({ appSettings }: SiteState): Promise<readonly RegisteredFunction[]> {
    const { functions } = await this.#keeper.ready(appSettings);
    this.#keeper.succeeded();
    return functions;
  }

  async answer(incoming: SiteRequest): Promise<void> {
    const { site, url, headers, authenticated, request, response } = incoming;
    const { journal } = this.#parts;
    if (url.pathname.replace(/\/$/, "") !== extensionPath) {
      refuse(journal, incoming, 404, `the extension answers at ${extensionPath}.`);
      return;
    }
    const level = this.#level(site);
    if (level !== "anonymous" && !carriesKey(hostKey(site.id, "mcp_extension"), headers["x-functions-key"], url)) {
      const reason = `the authorization level is ${JSON.stringify(level)}, and the request carries no key.`;
      // Somebody whom the gate knows is forbidden, anybody else is asked to say who they are.
      refuse(journal, incoming, authenticated ? 403 : 401, reason);
      return;
    }
    try {
      const app = await this.#keeper.ready(site.appSettings);
      await app.program.channel.synchronized();
      const log = (text: string): void =>
        journal.write({
          party: "functions host",
          where: site.hostName,
          outcome: "refused",
          text: presentable(text),
        });
      await answerMcp(request, response, { app, description: this.#hostFile.server, headers, log });
      this.#keeper.succeeded();
    } catch (error) {
      if (!(error instanceof ProgramUnavailable)) throw error;
      refuse(journal, incoming, 503, error.message);
    }
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }

  #level({ appSettings }: SiteState): string {
    const override = appSettings[levelSetting];
    const overrides = this.#parts.switches.extensionLevelSetting === "overrides";
    return overrides && override !== undefined ? override.toLowerCase() : this.#hostFile.level;
  }
}
