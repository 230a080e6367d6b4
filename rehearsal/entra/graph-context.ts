import type { Caller } from "../bearer";
import type { Directory } from "../directory";
import type { Call } from "../routes";
import type { IdentifierUriPolicy } from "./application-rules";
import type { Tenant } from "./state";

/** Who asks Microsoft Graph, and about which tenant: that of the token. */
export interface GraphContext {
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly directory: Directory;
  readonly identifierUriPolicy: IdentifierUriPolicy;
}

/** A request to Microsoft Graph. */
export type GraphCall = Call<GraphContext>;
