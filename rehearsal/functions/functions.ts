import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ResourceManager } from "../azure/resource-manager";
import { sameText } from "../azure/store";
import type { VerifyBearer } from "../bearer";
import type { CloudClock } from "../clock";
import type { Journal } from "../journal";
import type { Outgoing } from "../outgoing";
import type { Reply } from "../routes";
import type { Service } from "../service";
import type { SwitchSettings } from "../switches";
import { Deployments } from "./deployment/deployments";
import { createDeploymentEndpoint, largestArchive } from "./deployment/endpoint";
import { StorageAccess } from "./deployment/storage-access";
import { EasyAuth } from "./easy-auth/easy-auth";
import { HostedSites, type ChildProxy } from "./host/hosted-sites";

/** What the Functions platform is made with. */
export interface FunctionsOptions {
  /** Holds the sites, their settings, and who may do what. */
  readonly resourceManager: Pick<ResourceManager, "state" | "world" | "assignments">;
  readonly verifyBearer: VerifyBearer;
  /** How Easy Auth reaches identity providers. */
  readonly outgoing: Pick<Outgoing, "fetch">;
  /** The time of Easy Auth and of the processes of sites. */
  readonly clock: Pick<CloudClock, "now" | "offset" | "onChange">;
  readonly journal: Journal;
  readonly switches: SwitchSettings;
  /** How the processes of sites reach the local cloud; asked when something is published. */
  readonly childProxy: () => ChildProxy;
}

/** The Functions platform. */
export interface Functions {
  /** `*.azurewebsites.net` and `*.scm.azurewebsites.net`. */
  readonly services: readonly Service[];
  /** Ends the processes of all sites and removes what was unpacked. */
  close(): Promise<void>;
}

/** Creates the Functions platform of all sites: Easy Auth in front, the host behind it, and the endpoint for deployments. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { resourceManager, verifyBearer, clock, journal, switches, childProxy } = options;
  const { state: sites, world, assignments } = resourceManager;
  const easyAuth = new EasyAuth(options);
  const hosts = new HostedSites({ world, clock, journal, switches, childProxy });
  const endpoint = createDeploymentEndpoint({
    sites,
    verifyBearer,
    assignments,
    storage: new StorageAccess(world, assignments, switches),
    deployments: new Deployments(clock, switches),
    journal,
    install: (site, archive, deploymentId) => hosts.install(site, archive, deploymentId),
  });
  const endClock = clock.onChange(() => hosts.tellTime());

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const host = (request.headers.host ?? "").replace(/:443$/, "");
    const site = sites.siteByHost(host);
    // An absolute address, or a path that looks like one, names another host than the one that was reached.
    const target = request.url ?? "";
    if (site === undefined || !sameText(site.hostName, host) || !target.startsWith("/")) {
      send(response, { status: 404 });
      return;
    }
    const url = new URL(`https://${site.hostName}${target}`);
    const decision = await easyAuth.decide(site, { method: request.method ?? "GET", url, headers: request.headers });
    if ("answer" in decision) send(response, decision.answer);
    else await hosts.answer({ site, url, request, response, ...decision });
  };
  const handle: RequestListener = (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else send(response, { status: 500 });
    });
  };

  return {
    services: [
      { hosts: ["*.azurewebsites.net"], handle },
      { hosts: ["*.scm.azurewebsites.net"], handle: endpoint, largestBody: largestArchive },
    ],
    async close() {
      endClock();
      await hosts.close();
    },
  };
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  response.writeHead(status, body === undefined ? headers : { ...headers, "content-type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
