import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childOf, formatId, parseResourceId, type ResourceId } from "../../azure/resource-id";
import type { World } from "../../azure/resource-type";
import type { SiteState } from "../../azure/state";
import type { Clock } from "../../clock";
import type { JsonObject } from "../../json";
import type { Journal } from "../../journal";
import type { SwitchSettings } from "../../switches";
import type { RegisteredFunction } from "../child/messages";
import { PackageRefused } from "../deployment/errors";
import { unpack } from "../deployment/package-archive";
import { ExtensionSite } from "../extension/extension-site";
import { prepareChildFiles, type ChildFiles } from "./child-files";
import type { Surroundings } from "./environment";
import { readHostFile, type HostFile } from "./host-file";
import { ProgramUnavailable } from "./keeper";
import { SelfHostedSite } from "./self-hosted-site";
import { refuse, type HostParts, type SiteProgram, type SiteRequest } from "./site-program";

/** How the processes of sites reach the local cloud. */
export interface ChildProxy {
  readonly proxyUrl: string;
  /** PEM. */
  readonly certificateAuthority: string;
}

/** What the host is made with. */
export interface HostOptions {
  readonly world: World;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly switches: SwitchSettings;
  /** Asked when something is published: the front is started after this host is made. */
  readonly childProxy: () => ChildProxy;
}

/** What was published to a site. */
interface Published {
  /** Id of the deployment's resource, which goes with the site. */
  readonly deployment: ResourceId;
  readonly folder: string;
  readonly hostFile: HostFile;
  readonly program: SiteProgram | undefined;
}

/**
 * The Functions hosts of all sites: what was published to each, and the processes that run it. Everything lies in one temporary folder,
 * made when something is published and removed when this is closed, or when this process ends.
 */
export class HostedSites {
  readonly #options: HostOptions;
  readonly #published = new Map<string, Published>();
  #parts: Promise<HostParts> | undefined;
  readonly #installing = new Set<Promise<void>>();
  #closed = false;
  #folder: string | undefined;
  #count = 0;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  /** Puts a package into the place of what was published before. @throws PackageRefused */
  async install(site: SiteState, archive: Buffer, deploymentId: string): Promise<void> {
    if (this.#closed) throw new PackageRefused("The host is closed.");
    const installing = this.#install(site, archive, deploymentId);
    this.#installing.add(installing);
    try {
      await installing;
    } finally {
      this.#installing.delete(installing);
    }
  }

  async #install(site: SiteState, archive: Buffer, deploymentId: string): Promise<void> {
    const id = parseResourceId(site.id);
    if (id === undefined) throw new Error(`${JSON.stringify(site.id)} is no resource id.`);
    const parts = await this.#prepare();
    const folder = join(parts.surroundings.folder, `site-${++this.#count}`);
    mkdirSync(folder);
    try {
      await unpack(archive, folder);
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
    const hostFile = readHostFile(folder);
    const program = programOf(site, folder, hostFile, parts);
    const functions = program instanceof ExtensionSite ? await this.#functionsOf(program, site) : [];
    const deployment = childOf(id, "deployments", deploymentId);
    await this.#remove(site.id);
    this.#record(id, deployment, functions);
    this.#published.set(site.id.toLowerCase(), { deployment, folder, hostFile, program });
  }

  /** Answers a request that the gate has let through. */
  async answer(incoming: SiteRequest): Promise<void> {
    await this.#removeGone();
    const published = this.#published.get(incoming.site.id.toLowerCase());
    if (published === undefined) {
      refuse(this.#options.journal, incoming, 404, "nothing is published to this site.");
    } else if (published.program === undefined) {
      const reason = published.hostFile.hosting === "neither" ? published.hostFile.reason : "";
      refuse(this.#options.journal, incoming, 404, `no function is found. ${reason}`);
    } else await published.program.answer(incoming);
  }

  /** Tells every process the cloud's time; resolves when all show it. */
  async tellTime(): Promise<void> {
    const { offset } = this.#options.clock;
    const running = [...this.#published.values()].flatMap(({ program }) => program?.program ?? []);
    await Promise.all(running.map(({ channel }) => channel.tellTime(offset)));
  }

  /** Ends every process and removes the folder. */
  async close(): Promise<void> {
    this.#closed = true;
    // What is being put into place is awaited, so that nothing is left behind.
    await Promise.allSettled(this.#installing);
    await Promise.all([...this.#published.keys()].map((siteId) => this.#remove(siteId)));
    this.#removeFolder();
    process.off("exit", this.#removeFolder);
  }

  /** What lies in Resource Manager goes with the site; what it stood for goes here. */
  async #removeGone(): Promise<void> {
    const { store } = this.#options.world;
    const gone = [...this.#published].filter(([, { deployment }]) => store.get(deployment) === undefined);
    await Promise.all(gone.map(([siteId]) => this.#remove(siteId)));
  }

  async #remove(siteId: string): Promise<void> {
    const published = this.#published.get(siteId.toLowerCase());
    if (published === undefined) return;
    this.#published.delete(siteId.toLowerCase());
    await published.program?.close();
    rmSync(published.folder, { recursive: true, force: true });
  }

  async #functionsOf(program: ExtensionSite, site: SiteState): Promise<readonly RegisteredFunction[]> {
    try {
      return await program.functions(site);
    } catch (error) {
      if (!(error instanceof ProgramUnavailable)) throw error;
      // The deployment goes well all the same, with no function in it.
      const { journal } = this.#options;
      journal.write({ party: "functions host", where: site.hostName, outcome: "refused", text: error.message });
      return [];
    }
  }

  /** @see https://learn.microsoft.com/rest/api/appservice/web-apps/list-functions */
  #record(site: ResourceId, deployment: ResourceId, functions: readonly RegisteredFunction[]): void {
    const { store } = this.#options.world;
    const functionScope = `${formatId(site)}/functions`;
    for (const { id } of store.within(formatId(site))) {
      if (formatId(id).startsWith(`${functionScope}/`)) store.removeWithin(formatId(id));
    }
    store.put({ id: deployment, properties: { status: 4, complete: true, active: true } });
    for (const { name, bindings } of functions) {
      const config: JsonObject = {
        name,
        bindings: Object.entries(bindings).map(([key, value]) => ({ ...value, name: key })),
      };
      store.put({
        id: childOf(site, "functions", name),
        properties: { name, function_app_id: formatId(site), config, isDisabled: false, language: "node" },
      });
    }
  }

  #prepare(): Promise<HostParts> {
    this.#parts ??= this.#makeParts();
    return this.#parts;
  }

  async #makeParts(): Promise<HostParts> {
    const { clock, journal, switches, childProxy } = this.#options;
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "passthrough-functions-")));
    this.#folder = folder;
    process.on("exit", this.#removeFolder);
    const { proxyUrl, certificateAuthority } = childProxy();
    const certificateAuthorityFile = join(folder, "certificate-authority.pem");
    writeFileSync(certificateAuthorityFile, certificateAuthority);
    const surroundings: Surroundings = {
      folder,
      certificateAuthorityFile,
      proxyUrl,
      certificateAuthority,
      clockOffset: () => clock.offset,
    };
    const childFiles: ChildFiles = await prepareChildFiles(folder);
    return { surroundings, childFiles, journal, switches };
  }

  readonly #removeFolder = (): void => {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  };
}

function programOf(site: SiteState, folder: string, hostFile: HostFile, parts: HostParts): SiteProgram | undefined {
  switch (hostFile.hosting) {
    case "self-hosted":
      return new SelfHostedSite(site, folder, hostFile, parts);
    case "mcp-extension":
      return new ExtensionSite(site, folder, hostFile, parts);
    case "neither":
      return undefined;
  }
}
