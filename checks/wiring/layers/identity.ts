/** Which identity provider a deployment has, and which of its parts concern the deployment. */
import { textOf } from "../value";
import type { Connection, Identity } from "../wiring";
import type { AuthorizationServer, EntraApp, EntraIdentity, OktaApp, OktaIdentity } from "../wiring-identity";
import type { Endpoint } from "./deployments";
import { mentionsOf, serverMention, type Mentions } from "./mentions";

/** What a root module says about both providers. */
export interface Identities {
  readonly okta: OktaIdentity;
  readonly entra: EntraIdentity;
}

/**
 * The identity provider of a deployment. The only deployment of a root module has all that the module says about it; of several, each has
 * what it mentions, what mentions it, and what these bring with them, so that a shared authorization server stands in each.
 */
export function identityOf(all: Identities, endpoint: Endpoint, isOnly: boolean): Identity | undefined {
  const provider = providerOf(all, endpoint);
  if (provider === undefined) return undefined;
  if (isOnly) return all[provider];
  return provider === "okta" ? oktaPart(all.okta, endpoint) : entraPart(all.entra, endpoint);
}

/** Every hint counts once, so that one mistaken URL does not turn the provider around; what exists decides between equals. */
function providerOf({ okta, entra }: Identities, endpoint: Endpoint): Identity["provider"] | undefined {
  const mentions = mentionsOf(endpoint.functionApp, endpoint.connections);
  let balance = 0;
  for (const mention of mentions) {
    if (/^(data\.)?(okta_|module\.[^.]*okta)/.test(mention)) balance += 1;
    else if (/^(data\.)?azuread_/.test(mention)) balance -= 1;
    else if (/^https:\/\/(login\.microsoftonline\.com|sts\.windows\.net)\//.test(mention)) balance -= 1;
    else if (/^https:\/\/[^/]+\.(okta|oktapreview|okta-emea)\.com(\/|$)/.test(mention)) balance += 1;
    else if (/^https:\/\/[^/]+\/oauth2\/(?!v2\.0)[^/]+\//.test(mention)) balance += 1;
  }
  for (const { address, clientId } of okta.apps) balance += reaches(mentions, address, textOf(clientId)) ? 1 : 0;
  for (const { address, clientId } of entra.apps) balance -= reaches(mentions, address, textOf(clientId)) ? 1 : 0;
  if (balance !== 0) return balance > 0 ? "okta" : "entra";
  if (okta.servers.length + okta.apps.length > 0) return "okta";
  return entra.apps.length > 0 ? "entra" : undefined;
}

function reaches(mentions: Mentions, ...names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined && mentions.has(name));
}

function oktaPart({ servers, apps, groupLookups }: OktaIdentity, endpoint: Endpoint): OktaIdentity {
  const mentions = mentionsOf(endpoint.functionApp, endpoint.connections);
  const registers = registersOneOf(endpoint.connections);
  const isMentioned = ({ address, clientId }: OktaApp): boolean => reaches(mentions, address, textOf(clientId));
  const clients = apps.filter((app) => isMentioned(app) || registers(app.redirectUris));
  const clientNames = new Set(clients.flatMap(({ address, clientId }) => [address, textOf(clientId) ?? address]));
  const isServer = (server: AuthorizationServer): boolean => {
    const id = textOf(server.id);
    const names = [server.address, textOf(server.audience), id === undefined ? undefined : serverMention(id)];
    return reaches(mentions, ...names);
  };
  const mentioned = servers.filter(isServer);
  // Where no URL names a server, the one that admits a client of the deployment must be meant.
  const reached =
    mentioned.length > 0
      ? mentioned
      : servers.filter(({ policies }) => {
          const admitted = mentionsOf(policies.map((policy) => policy.clients));
          return [...clientNames].some((name) => admitted.has(name));
        });
  const inPolicies = mentionsOf(reached.map(({ policies }) => policies));
  const used = apps.filter((app) => clients.includes(app) || reaches(inPolicies, app.address, textOf(app.clientId)));
  const groups = mentionsOf(reached, used);
  return {
    provider: "okta",
    servers: reached,
    apps: used,
    groupLookups: groupLookups.filter(({ address }) => groups.has(address)),
  };
}

function entraPart({ apps }: EntraIdentity, endpoint: Endpoint): EntraIdentity {
  const mentions = mentionsOf(endpoint.functionApp, endpoint.connections);
  const registers = registersOneOf(endpoint.connections);
  const namesOf = ({ address, clientId, identifierUris }: EntraApp): readonly string[] =>
    [address, textOf(clientId), ...identifierUris.items.map(textOf)].filter((name) => name !== undefined);
  const reached = new Set(
    apps.filter(
      (app) => reaches(mentions, ...namesOf(app)) || Object.values(app.redirectUris).some((list) => registers(list)),
    ),
  );
  // Clients of the API belong to the deployment also where no connection uses them: they may be admitted too.
  const apis = new Set(
    [...reached].flatMap((app) => [
      ...namesOf(app),
      ...(app.servicePrincipal
        ? [app.servicePrincipal.address, textOf(app.servicePrincipal.objectId) ?? app.address]
        : []),
    ]),
  );
  const preAuthorized = mentionsOf([...reached].map((app) => app.preAuthorized));
  for (const app of apps) {
    const asksFor = mentionsOf(app.requiredAccess, app.servicePrincipal?.grants);
    if ([...asksFor].some((name) => apis.has(name)) || reaches(preAuthorized, ...namesOf(app))) reached.add(app);
  }
  return { provider: "entra", apps: apps.filter((app) => reached.has(app)) };
}

/** Whether a list of redirect URIs holds the redirect URL of one of some connections. */
function registersOneOf(connections: readonly Connection[]): (uris: OktaApp["redirectUris"]) => boolean {
  const names = new Set(connections.flatMap(({ address, redirectUrl }) => [address, textOf(redirectUrl) ?? address]));
  return (uris) => [...mentionsOf(uris)].some((name) => names.has(name));
}
