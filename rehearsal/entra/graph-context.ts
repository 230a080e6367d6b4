import type { Caller } from "../bearer";
import type { Directory } from "../directory";
import type { Call } from "../routes";
import type { IdentifierUriPolicy } from "./application-rules";
import type { UserConsent } from "./sign-in/consent";
import type { Tenant } from "./state";

/** Who asks Microsoft Graph, and about which tenant: that of the token. */
export interface GraphContext {
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly directory: Directory;
  readonly identifierUriPolicy: IdentifierUriPolicy;
  readonly userConsent: UserConsent;
}

/** A request to Microsoft Graph. */
export type GraphCall = Call<GraphContext>;
