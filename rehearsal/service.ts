import type { RequestListener } from "node:http";

/** One vendor's system: the host names it answers for and what it answers. */
export interface Service {
  /** Exact host names, or one leading wildcard label: `*.services.ai.azure.com`. */
  readonly hosts: readonly string[];
  readonly handle: RequestListener;
  /** Bytes of the body of a request; what is larger is answered with 413 before the service sees all of it. @default 10 MiB */
  readonly largestBody?: number;
}

/** Who deploys: made anew for every run of the local cloud, never written to disk. */
export interface DeployerCredentials {
  /** Client id of the service principal that signs in to Resource Manager and Microsoft Graph. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Object id of that service principal, the same in every seeded tenant. */
  readonly objectId: string;
  /** Token of Okta's management API (`Authorization: SSWS …`), the same in every seeded organization. */
  readonly oktaApiToken: string;
}
