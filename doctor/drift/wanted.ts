/** What a deployment file calls by its name, found in the live system. */
import type { Contract } from "../../contract/contract";
import { textOf } from "../../checks/wiring/value";
import type { Wiring } from "../../checks/wiring/wiring";
import type { AuthorizationServer, EntraApp } from "../../checks/wiring/wiring-identity";

/** The authorization server of a deployment: by its id where the file names one, else by the name that it is created with. */
export function authorizationServerOf({ identity }: Contract, wiring: Wiring): AuthorizationServer | undefined {
  if (identity.provider !== "okta" || wiring.identity?.provider !== "okta") return undefined;
  const { authorizationServer: wanted } = identity;
  return wiring.identity.servers.find(({ id, name }) =>
    "id" in wanted ? textOf(id) === wanted.id : textOf(name) === wanted.name,
  );
}

/** The API's app of a deployment, by its identifier URI. */
export function apiOf({ identity }: Contract, wiring: Wiring): EntraApp | undefined {
  if (identity.provider !== "entra" || wiring.identity?.provider !== "entra") return undefined;
  return wiring.identity.apps.find(({ identifierUris }) =>
    identifierUris.items.some((uri) => textOf(uri) === identity.identifierUri),
  );
}
