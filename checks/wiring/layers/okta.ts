/** Okta: authorization servers, apps and groups. */
import type { OktaIdentity } from "../wiring-identity";
import type { Blocks } from "./blocks";
import { readOktaApps } from "./okta-apps";
import { readGroupLookups } from "./okta-group-lookups";
import { readAuthorizationServers } from "./okta-servers";
import type { SecretKeeper } from "./secrets";
import type { Connection } from "../wiring";

/** Everything that a root module says about Okta. */
export function readOkta(blocks: Blocks, connections: readonly Connection[], secrets: SecretKeeper): OktaIdentity {
  return {
    provider: "okta",
    servers: readAuthorizationServers(blocks, connections),
    apps: readOktaApps(blocks, secrets),
    groupLookups: readGroupLookups(blocks),
  };
}
