import type { Connection, Deployment } from "../../contract/deployment";
import type { Setting } from "../../rehearsal/faults/fault";

/** What decides which faults can happen to a connection. */
export function settingOf({ identity, server }: Deployment, { groups }: Connection): Setting {
  return {
    provider: identity.provider,
    gate: server.gate,
    hosting: server.hosting,
    forGroups: groups !== "everyone",
    sharedServer: identity.provider === "okta" && identity.authorizationServer !== undefined,
  };
}
