import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import type { JsonObject } from "../../json";
import type { SwitchSettings } from "../../switches";

/** @see https://learn.microsoft.com/azure/app-service/deploy-zip#rest-api */
const statuses = { deploying: 2, failed: 3, success: 4 } as const;

/** Readings of a new deployment that find nothing, and readings that find it at work. */
const notFoundAtFirst = 2;
const readingsAtWork = 1;

interface Deployment {
  readonly id: string;
  readonly siteId: string;
  readonly received: string;
  /** Resolves with the reason where it has failed. */
  readonly outcome: Promise<string | undefined>;
  underWay: boolean;
  readings: number;
}

/**
 * The deployments of all sites. How far one has come is counted in readings, so that nothing depends on time: nothing at first, then at
 * work, then done.
 */
export class Deployments {
  readonly #clock: Clock;
  readonly #switches: Pick<SwitchSettings, "deploymentRecord">;
  readonly #deployments = new Map<string, Deployment>();

  constructor(clock: Clock, switches: Pick<SwitchSettings, "deploymentRecord">) {
    this.#clock = clock;
    this.#switches = switches;
  }

  /** Whether a deployment to the site is at work. */
  isUnderWay(siteId: string): boolean {
    return [...this.#deployments.values()].some((deployment) => deployment.siteId === siteId && deployment.underWay);
  }

  /**
   * Begins a deployment.
   * @param siteId ARM id of the site
   * @param work resolves with the reason where it fails
   * @returns its id
   */
  begin(siteId: string, work: (id: string) => Promise<string | undefined>): string {
    const id = randomUUID();
    const deployment: Deployment = {
      id,
      siteId,
      received: new Date(this.#clock.now()).toISOString(),
      outcome: work(id).finally(() => (deployment.underWay = false)),
      underWay: true,
      readings: 0,
    };
    this.#deployments.set(id, deployment);
    return id;
  }

  /** Reads a deployment; `undefined` where there is none, or none is found yet or any more. */
  async read(siteId: string, id: string): Promise<JsonObject | undefined> {
    const deployment = this.#deployments.get(id);
    if (deployment?.siteId !== siteId) return undefined;
    deployment.readings += 1;
    const reading = deployment.readings - notFoundAtFirst;
    if (reading <= 0) return undefined;
    if (reading <= readingsAtWork) return present(deployment, statuses.deploying, "Deploying the package.");
    const failure = await deployment.outcome;
    // Why it has failed stands in its log alone.
    if (failure !== undefined) return present(deployment, statuses.failed, "Deployment failed.");
    if (this.#switches.deploymentRecord === "forgotten") return undefined;
    return present(deployment, statuses.success, "Deployment successful.");
  }

  /** The log of a deployment that has ended; `undefined` where there is none. */
  async log(siteId: string, id: string): Promise<readonly JsonObject[] | undefined> {
    const deployment = this.#deployments.get(id);
    if (deployment?.siteId !== siteId) return undefined;
    const message = (await deployment.outcome) ?? "Deployment successful.";
    return [{ log_time: deployment.received, id: `${id}-1`, message, type: 0, details_url: null }];
  }
}

function present({ id, received }: Deployment, status: number, message: string): JsonObject {
  const complete = status !== statuses.deploying;
  return {
    id,
    status,
    status_text: complete ? "" : message,
    message,
    author: "N/A",
    deployer: "One Deploy",
    received_time: received,
    start_time: received,
    end_time: complete ? received : null,
    complete,
    active: status === statuses.success,
  };
}
