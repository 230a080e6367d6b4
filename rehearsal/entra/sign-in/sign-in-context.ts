import type { Clock } from "../../clock";
import type { DeployerCredentials } from "../../service";
import type { SwitchSettings } from "../../switches";
import type { Tenant } from "../state";

/** What the parts of a tenant's sign-in share; whatever can change is read from the tenant at each request. */
export interface SignInContext {
  readonly tenant: Tenant;
  readonly deployer: DeployerCredentials;
  readonly clock: Clock;
  readonly switches: Pick<
    SwitchSettings,
    | "userConsent"
    | "scopesOfTwoResources"
    | "resourceParameter"
    | "selfReferencingRefresh"
    | "entraScopesJudged"
    | "entraLoggedRedemptions"
    | "entraLoggedStrangers"
  >;
}
