import type { LocalCloud } from "../../rehearsal/local-cloud";

/** A client as the identity provider knows it, of whichever vendor. */
export interface RegisteredClient {
  /** Redirect URIs registered for web apps. */
  readonly redirectUris: readonly string[];
  /**
   * Scopes that the client may have together: those of each policy rule that is for it at Okta, those it is granted at Entra. A request
   * must fit into one of the lists.
   */
  readonly allowedScopes: readonly (readonly string[])[];
}

/** The client with an id, looked for in every organization and every tenant. */
export function findClient(cloud: LocalCloud, clientId: string): RegisteredClient | undefined {
  return atOkta(cloud, clientId) ?? atEntra(cloud, clientId);
}

function atOkta({ okta }: LocalCloud, clientId: string): RegisteredClient | undefined {
  for (const { apps, authorizationServers } of okta.organizations.values()) {
    const app = [...apps.values()].find((candidate) => candidate.clientId === clientId);
    if (!app) continue;
    const rules = [...authorizationServers.values()]
      .flatMap(({ policies }) => policies)
      .filter(({ settings }) => settings.clients.includes(clientId))
      .flatMap((policy) => policy.rules);
    return {
      redirectUris: app.settings.client.redirect_uris,
      allowedScopes: rules.map(({ settings }) => settings.scopes),
    };
  }
  return undefined;
}

function atEntra({ entra }: LocalCloud, clientId: string): RegisteredClient | undefined {
  for (const { applications, servicePrincipals, grants } of entra.tenants.values()) {
    const application = [...applications.values()].find(({ appId }) => appId === clientId);
    const principal = [...servicePrincipals.values()].find(({ appId }) => appId === clientId);
    if (!application || !principal) continue;
    return {
      redirectUris: application.properties.web.redirectUris,
      allowedScopes: [
        [...grants.values()]
          .filter((grant) => grant.clientId === principal.id)
          .flatMap(({ scope }) => scope.split(" ")),
      ],
    };
  }
  return undefined;
}
